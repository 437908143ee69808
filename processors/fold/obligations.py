"""One duty judged: the obligation it comes to, with what triggered it and what ended it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.clocks import london_day_after, london_midnight
from processors.case.case_history import row_id
from processors.case.case_suspects import NotOne, Suspect
from processors.case.recipients import Recipient
from processors.victims_code.discharge import Discharge, SettledDuty, undone
from processors.victims_code.triggered_duty import TriggeredDuty
from processors.victims_code.working_days import working_day_before
from schemas.changes import Obligation

SETTLING = timedelta(seconds=30)
"""Nobody is alerted before what came in has settled: a deed may come seconds after its cause."""


@dataclass(frozen=True, slots=True)
class JudgedDuty:
    """An obligation as it stands, with what triggered it, what ended it, and for whom it is.

    From `soon`, the beginning of the last working day before its day, it is due soon; at `over`
    that day is over; from `late` it is late, if it is not done by then. All three are instants.
    """

    obligation: Obligation
    triggered: TriggeredDuty
    discharge: Discharge
    recipient: Recipient
    soon: datetime
    over: datetime
    late: datetime


def judged(settled: SettledDuty, now: datetime) -> JudgedDuty:
    """A duty as it stands as at `now`."""
    triggered = settled.triggered
    over = london_day_after(triggered.deadline.on)
    learned = triggered.trigger.learned + SETTLING
    soon = max(london_midnight(working_day_before(triggered.deadline.on)), learned)
    discharge = settled.discharge or undone(triggered, over, now)
    obligation = _obligation(settled, discharge)
    recipient, late = settled.recipient, max(over, learned)
    return JudgedDuty(obligation, triggered, discharge, recipient, soon, over, late)


def _suspect(suspect: Suspect) -> str | None:
    if suspect is NotOne.ALL:
        return None
    return suspect.value if isinstance(suspect, NotOne) else str(suspect)


def _obligation(settled: SettledDuty, discharge: Discharge) -> Obligation:
    triggered = settled.triggered
    trigger, deadline, ends = triggered.trigger, triggered.deadline, discharge.by
    holder = triggered.holder_at(ends)
    return Obligation(
        id=row_id("obligation", settled.victim, triggered.rule.rule, trigger.event),
        case_id=settled.case,
        suspect=None if settled.disputed else _suspect(settled.suspect),
        rule=triggered.rule.rule,
        code=triggered.rule.code,
        duty_holder=triggered.duty.holder,
        agency=holder.agency if holder else triggered.agency,
        held_by=holder.elsewhere if holder else None,
        trigger=trigger.event,
        trigger_kind=trigger.fact.kind,
        triggered=triggered.starts,
        due_on=deadline.on,
        enhanced=deadline.enhanced,
        retimed_by=deadline.moved_by.event if deadline.moved_by else None,
        state=discharge.state,
        ended=ends.occurred.at if ends else None,
        ended_by=ends.event if ends else None,
        reason=discharge.reason,
        days_late=discharge.days_late,
        disputed=settled.disputed,
        known_by=triggered.known_by.event if triggered.known_by else None,
        owed_to=settled.recipient.to,
    )
