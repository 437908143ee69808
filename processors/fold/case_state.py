"""Where one case stands for one victim: its waits, its duties with their alerts, and what cannot
all be so. This is the one place where a case is judged: always from all of its facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from processors.case.case_history import CaseHistory
from processors.fold.alerts import alerts, next_change, unsafe_contacts
from processors.fold.contradictions import contradictions
from processors.fold.obligations import JudgedDuty, judged
from processors.fold.stage_intervals import stage_intervals
from processors.victims_code.discharge import SettledDuty, settled_duty
from processors.victims_code.triggered_duty import triggers
from schemas.changes import Row
from schemas.log_records import LoggedFact

Cause = tuple[str, LoggedFact]
"""A rule, and the fact that triggered a duty by it."""


@dataclass(frozen=True, slots=True)
class DutyState:
    """One duty as judged, its rows, and when time alone will next change them."""

    settled: SettledDuty
    judged: JudgedDuty
    rows: tuple[Row, ...]
    next_change: datetime | None


@dataclass(frozen=True, slots=True)
class CaseState:
    """The duties of a case by their cause, and every row of it but its timeline.

    `next_change` is the instant at which time alone will next change a row.
    """

    history: CaseHistory
    duties: Mapping[Cause, DutyState] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    next_change: datetime | None = None


def case_state(history: CaseHistory, now: datetime, before: CaseState | None = None) -> CaseState:
    """Where a case stands as at `now`, judged from all of its facts.

    `before` is the case as it stood earlier: a duty whose inputs are the same keeps its rows. That
    changes what judging costs, and never what it answers.
    """
    duties = _duties(history, now, before.duties if before else {})
    rows = chain(
        stage_intervals(history),
        unsafe_contacts(history),
        contradictions(history),
        *(duty.rows for duty in duties.values()),
    )
    changes = (duty.next_change for duty in duties.values() if duty.next_change)
    return CaseState(history, duties, tuple(rows), min(changes, default=None))


def _duties(
    history: CaseHistory, now: datetime, before: Mapping[Cause, DutyState]
) -> dict[Cause, DutyState]:
    duties = {}
    for duty, trigger in triggers(history):
        if settled := settled_duty(history, duty, trigger):
            cause = (duty.rule, trigger)
            was = before.get(cause)
            duties[cause] = was if was and _stands(was, settled, now) else _state(settled, now)
    return duties


def _stands(was: DutyState, settled: SettledDuty, now: datetime) -> bool:
    """Whether a duty stands as it did: nothing about it has changed, nor has time changed it."""
    return was.settled == settled and (was.next_change is None or now < was.next_change)


def _state(settled: SettledDuty, now: datetime) -> DutyState:
    duty = judged(settled, now)
    rows: tuple[Row, ...] = (duty.obligation, *alerts(duty, now))
    return DutyState(settled, duty, rows, next_change(duty, now))
