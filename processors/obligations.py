"""What is owed to a victim: duties raised by what happened, discharged by telling the victim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from events.charging import ChargingDecisionMade
from events.clocks import Precision, london_date, london_day_after
from events.contact import ContactOutcome, ToldAbout, VictimInformed
from events.fact import Fact
from events.investigation import SuspectArrested
from processors.case_history import CaseHistory, row_id
from processors.rules import due_on
from processors.working_days import working_days_after
from schemas.changes import DutyHolder, Obligation, ObligationState
from schemas.log import Logged


@dataclass(frozen=True)
class Duty:
    """A rule of the Code in terms of facts: what starts it, and what the victim must be told of."""

    rule: str
    trigger: type[Fact]
    told_about: ToldAbout


DUTIES = (
    Duty("R6.1", SuspectArrested, ToldAbout.ARREST),
    Duty("R6.6", ChargingDecisionMade, ToldAbout.CHARGING_DECISION),
)


@dataclass(frozen=True)
class Owed:
    """An obligation as it stands, with the facts that raised and discharged it."""

    obligation: Obligation
    trigger: Logged
    deed: Logged | None

    @property
    def is_over_at(self) -> datetime:
        """The instant at which its due day is over: undone by then, it is breached."""
        return london_day_after(self.obligation.due_on)


def owed(history: CaseHistory, now: datetime) -> Iterator[Owed]:
    """The obligations of one case, as at `now`.

    What happened in a month, the day unknown, raises none: no deadline in days can follow from it.
    What an agency tells again in an event of its own, the same to the moment, raises no second.
    """
    told = set()
    for logged in history.facts:
        what = (logged.agency, logged.occurred, logged.fact)
        duties = [duty for duty in DUTIES if isinstance(logged.fact, duty.trigger)]
        if duties and what not in told and (day := logged.occurred.day) is not None:
            told.add(what)
            for duty in duties:
                yield _owed(history, duty, logged, day, now)


def _owed(history: CaseHistory, duty: Duty, trigger: Logged, start: date, now: datetime) -> Owed:
    due = due_on(duty.rule, start, history.enhanced_since)
    deed = _deed(history, duty, trigger)
    done = deed.occurred.day if deed else None
    late = working_days_after(due, done) if done else 0
    obligation = Obligation(
        id=row_id("obligation", history.victim, history.case, duty.rule, trigger.event),
        case_id=history.case,
        rule=duty.rule,
        duty_holder=DutyHolder.POLICE,
        agency=history.force(otherwise=trigger.agency),
        trigger=trigger.event,
        triggered=trigger.occurred.at,
        due_on=due,
        enhanced=due < due_on(duty.rule, start),
        state=_state(deed is not None, late, now >= london_day_after(due)),
        discharged=deed.occurred.at if deed else None,
        discharged_by=deed.event if deed else None,
        days_late=late,
    )
    return Owed(obligation, trigger, deed)


def _state(done: bool, days_late: int, over: bool) -> ObligationState:
    if done:
        return ObligationState.DISCHARGED_LATE if days_late else ObligationState.DISCHARGED
    return ObligationState.BREACHED if over else ObligationState.OPEN


def _deed(history: CaseHistory, duty: Duty, trigger: Logged) -> Logged | None:
    """The first time that the victim was reached and told of it, on a known day."""
    return next(
        (
            logged
            for logged in history.facts
            if isinstance(logged.fact, VictimInformed)
            and logged.fact.about is duty.told_about
            and logged.fact.outcome is ContactOutcome.REACHED
            and logged.occurred.day is not None
            and _not_before(logged, trigger)
        ),
        None,
    )


def _not_before(later: Logged, earlier: Logged) -> bool:
    """By the instant where both are known to it, by the day otherwise."""
    both = (later.occurred, earlier.occurred)
    if all(occurred.precision is Precision.INSTANT for occurred in both):
        return later.occurred.at >= earlier.occurred.at
    return london_date(later.occurred.at) >= london_date(earlier.occurred.at)
