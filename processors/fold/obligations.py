"""One duty judged: the obligation it comes to, with what triggered it and what ended it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from events.clocks import london_day_after, london_midnight
from events.fact import Fact
from events.listings import WITHOUT_DATE, Listing
from processors.case.hearings.duplicate_hearings import LISTINGS
from processors.case.history.case_history import row_id
from processors.case.suspects.case_suspects import written
from processors.case.victim.recipients import Recipient
from processors.victims_code.discharge import Discharge, SettledDuty, undone
from processors.victims_code.triggered_duty import TriggeredDuty
from processors.victims_code.working_days import working_day_before
from schemas.changes import Obligation


@dataclass(frozen=True, slots=True)
class Moments:
    """When the clock changes a duty, as instants.

    From `soon`, the beginning of the last working day before its day, it is due soon; at `over`
    that day is over.
    """

    soon: datetime
    over: datetime


@dataclass(slots=True)
class JudgedDuty:
    """An obligation as it stands, with what triggered it, what ended it, and for whom it is.

    `moments` is None of a duty that is due by no day: the clock never changes it.
    """

    obligation: Obligation
    triggered: TriggeredDuty
    discharge: Discharge
    recipient: Recipient
    moments: Moments | None


def judged(settled: SettledDuty, now: datetime) -> JudgedDuty:
    """A duty as it stands as at `now`."""
    triggered = settled.triggered
    due = triggered.deadline.on
    moments = _moments(due, triggered.deadline.closes) if due else None
    discharge = settled.discharge or undone(triggered, moments.over if moments else None, now)
    obligation = _obligation(settled, discharge)
    return JudgedDuty(obligation, triggered, discharge, settled.recipient, moments)


def obligation_id(victim: str, rule: str, trigger: UUID) -> UUID:
    """The id of what is owed to a victim by a rule, since the event that triggered it."""
    return row_id("obligation", victim, rule, trigger)


@lru_cache(maxsize=10_000)
def _moments(due: date, closes: date | None) -> Moments:
    over = london_day_after(closes or due)
    return Moments(london_midnight(working_day_before(due)), over)


def _kind(fact: Fact) -> str:
    if type(fact) not in LISTINGS:
        return fact.kind
    return WITHOUT_DATE if isinstance(fact, Listing) and fact.has_no_date else fact.kind


def _obligation(settled: SettledDuty, discharge: Discharge) -> Obligation:
    triggered = settled.triggered
    trigger, deadline, ends = triggered.trigger, triggered.deadline, discharge.by
    holder = triggered.holder_at(ends)
    return Obligation(
        id=obligation_id(settled.victim, triggered.rule.rule, trigger.event),
        case_id=settled.case,
        suspect=None if settled.disputed else written(settled.suspect),
        rule=triggered.rule.rule,
        code=triggered.rule.code,
        duty_holder=triggered.duty.holder,
        agency=holder.agency if holder else triggered.agency,
        held_by=settled.held_by if holder and holder.elsewhere else None,
        trigger=trigger.event,
        trigger_kind=_kind(trigger.fact),
        triggered=triggered.starts,
        due_on=deadline.on,
        enhanced=deadline.enhanced,
        retimed_by=deadline.moved_by.event if deadline.moved_by else None,
        state=discharge.state,
        ended=ends.occurred.at if ends else None,
        ended_by=ends.event if ends else None,
        reason=discharge.reason or (deadline.unset if ends is None else None),
        days_late=discharge.days_late,
        disputed=settled.disputed,
        known_by=triggered.known_by.event if triggered.known_by else None,
        owed_to=settled.recipient.to,
        detail=settled.detail,
    )
