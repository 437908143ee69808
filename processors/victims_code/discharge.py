"""What ends a duty: it is done, or moot, or excused; or its day is over."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from events.clocks import london_date, london_day_after
from events.contact import OptedOutOf
from events.duties import DutyExcused
from processors.case.case_history import CaseHistory
from processors.case.victim_rights import charges, endings, opted_out, reached_safely
from processors.victims_code.duty import Withdrawal
from processors.victims_code.triggered_duty import TriggeredDuty
from processors.victims_code.working_days import working_days_after
from schemas.changes import DutyHolder, ObligationState
from schemas.log_records import LoggedFact


@dataclass(frozen=True)
class Discharge:
    """How a duty stands, what ended it, and for what reason if it was not done.

    `deed` is the first fact that did it, in time or not; `days_late` counts working days.
    """

    state: ObligationState
    by: LoggedFact | None = None
    reason: str | None = None
    deed: LoggedFact | None = None
    days_late: int = 0


def discharge_of(
    history: CaseHistory, duty: TriggeredDuty, deed: LoggedFact | None, now: datetime
) -> Discharge:
    """How a duty stands as at `now`, with the first deed that did what was asked for, if any.

    What was done in time is done. What became moot while it was open is withdrawn, and what has a
    good reason is excused, even if it was done later.
    """
    done = deed.occurred.day if deed else None
    if done and done <= duty.due.on:
        return Discharge(ObligationState.DISCHARGED, deed, deed=deed)
    if given_up := _withdrawn(history, duty, deed) or _excused(history, duty, deed):
        return given_up
    if done:
        late = working_days_after(duty.due.on, done)
        return Discharge(ObligationState.DISCHARGED_LATE, deed, deed=deed, days_late=late)
    return Discharge(_undone(duty, now))


def _undone(duty: TriggeredDuty, now: datetime) -> ObligationState:
    if now < london_day_after(duty.due.on):
        return ObligationState.OPEN
    victims_own = duty.duty.holder is DutyHolder.VICTIM
    return ObligationState.WITHDRAWN if victims_own else ObligationState.BREACHED


def first_discharge(history: CaseHistory, duty: TriggeredDuty) -> LoggedFact | None:
    """The first fact that did what was asked for, the victim reached safely."""
    kinds = {when.kind for when in duty.duty.discharged_by}
    for logged in history.since(duty.trigger, *kinds):
        if duty.duty.is_discharged_by(logged, duty.trigger) and reached_safely(history, logged):
            return logged
    return None


def _withdrawn(
    history: CaseHistory, duty: TriggeredDuty, deed: LoggedFact | None
) -> Discharge | None:
    for reason in Withdrawal:
        moot = _moot(history, reason, duty.trigger) if reason in duty.duty.withdrawn_by else None
        if moot and _day(moot) <= duty.due.on:
            return Discharge(ObligationState.WITHDRAWN, moot, reason, deed)
    return None


def _day(logged: LoggedFact) -> date:
    return london_date(logged.order[0])


def _moot(history: CaseHistory, reason: Withdrawal, trigger: LoggedFact) -> LoggedFact | None:
    """The first fact after a trigger, or a wish standing by then, that makes a duty moot."""
    match reason:
        case Withdrawal.CASE_ENDED:
            after = endings(history)
        case Withdrawal.CHARGED:
            after = charges(history)
        case Withdrawal.PROGRESS_UPDATES | Withdrawal.COURT_UPDATES | Withdrawal.RELEASE_UPDATES:
            return opted_out(history, OptedOutOf(reason), trigger)
    return next((each for each in after if each.order > trigger.order), None)


def _excused(
    history: CaseHistory, duty: TriggeredDuty, deed: LoggedFact | None
) -> Discharge | None:
    """By the first good reason that the duty-holder gave: for this duty, or for all then open."""
    for logged in history.of(DutyExcused):
        fact, trigger = logged.fact, duty.trigger
        if not isinstance(fact, DutyExcused) or fact.rule != duty.rule.rule:
            continue
        if _is_meant(history, logged, fact.trigger, trigger) and logged.agency is duty.agency:
            return Discharge(ObligationState.EXCUSED, logged, fact.reason, deed)
    return None


def _is_meant(
    history: CaseHistory, excuse: LoggedFact, named: UUID | None, trigger: LoggedFact
) -> bool:
    """Whether an excuse is for what a trigger raised: by any telling of it, or as open by then."""
    if named is None:
        return excuse.order > trigger.order
    return named in {each.event for each in history.told_alike(trigger)}
