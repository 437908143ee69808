"""One duty explained: what raised it, how its day was counted, what moved it, what ended it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caseworkers.as_of import LogRecords, entries, journey_at, log_records
from caseworkers.correction_lines import CorrectionLine, correction_line
from caseworkers.journey_answers import Answer, ObligationLine, TimelineLine, obligation_line
from caseworkers.restricted import disputed
from caseworkers.revised_rows import as_first_reported, revised
from processors.case.case_history import CaseHistory, since_day_of
from processors.case.contact_wishes import reached_safely
from processors.fold.journey import Journey
from processors.fold.obligations import JudgedDuty
from processors.victims_code.day_count import CountedDay, day_count
from processors.victims_code.duty import ClockStart
from processors.victims_code.triggered_duty import TriggeredDuty
from schemas.changes import CorrectionRow
from schemas.log_records import LoggedFact

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_VICTIM = Path(__file__).with_name("obligation_victim.sql").read_text()


class Explanation(Answer):
    """A duty as at `at`, with the facts behind it.

    It is due `days` days after the London day `since`, and `count` has each day from there on; all
    are empty of a duty that is due before a trial. `attempts` did not reach the victim, or not
    safely. `done_by` did what was asked for, in time or not. `as_of` is as in `VictimJourney`.

    `before` is the duty as it stood by what was first reported, where that is another; None where
    it was not owed by that. `corrections` are those of the case. Of a disputed duty nobody is told
    how its day was counted.
    """

    victim: str
    as_of: datetime | None
    at: datetime
    duty: ObligationLine
    clock: ClockStart
    since: date | None
    days: int | None
    count: list[CountedDay]
    trigger: TimelineLine
    moved_by: TimelineLine | None
    attempts: list[TimelineLine]
    done_by: TimelineLine | None
    ended_by: TimelineLine | None
    before: ObligationLine | None
    corrections: list[CorrectionLine]


def explanation(
    store: "Store", obligation: UUID, now: datetime, as_of: datetime | None = None
) -> Explanation | None:
    """Why a duty stands as it does at `now`, or as was known at `as_of`; None of one not owed."""
    victims = store.query(_VICTIM, {"obligation": obligation})
    if not victims:
        return None
    victim = victims[0]["victim"]
    return explained(victim, log_records(store, victim), obligation, as_of or now, as_of)


def explained(
    victim: str,
    facts: LogRecords,
    obligation: UUID,
    at: datetime,
    as_of: datetime | None = None,
) -> Explanation | None:
    """The same of a victim of whom all that was told is at hand, as was known at `at`."""
    journey = journey_at(victim, facts, at)
    found = _find(journey, obligation)
    first = as_first_reported(victim, facts, at)
    before = _find(first, obligation) if first else None
    if found is None:
        return None
    history, owed = found
    then = entries(journey)
    duty = obligation_line(asdict(owed.obligation), at, revised(journey, first), disputed(then))
    return Explanation(
        victim=victim,
        as_of=as_of,
        at=at,
        duty=duty,
        before=obligation_line(asdict(before[1].obligation), at)
        if before and duty.revised
        else None,
        corrections=[
            correction_line(asdict(row))
            for row in journey.rows.values()
            if isinstance(row, CorrectionRow)
        ],
        **_events(then, history, owed),
        **_counted(owed),
    )


def _find(journey: Journey, obligation: UUID) -> tuple[CaseHistory, JudgedDuty] | None:
    for case in journey.cases.values():
        for item in case.duties.values():
            if item.judged.obligation.id == obligation:
                return case.history, item.judged
    return None


def _events(
    timeline: Iterable[TimelineLine], history: CaseHistory, owed: JudgedDuty
) -> dict[str, Any]:
    """The entries behind a duty."""
    by_event = {entry.id: entry for entry in timeline}

    def entry(logged: LoggedFact | None) -> TimelineLine | None:
        return by_event[logged.event] if logged else None

    raised, end = owed.triggered, owed.discharge
    return {
        "trigger": by_event[raised.trigger.event],
        "moved_by": entry(raised.deadline.moved_by),
        "attempts": [by_event[each.event] for each in _attempts(history, owed)],
        "done_by": entry(end.deed),
        "ended_by": entry(end.by),
    }


def _counted(owed: JudgedDuty) -> dict[str, Any]:
    """How its day was counted; nothing of that where it would tell when a disputed event was."""
    raised = owed.triggered
    if owed.obligation.disputed:
        return {"clock": raised.duty.clock, "since": None, "days": None, "count": []}
    due = raised.deadline
    count = _count(raised)
    return {"clock": raised.duty.clock, "since": due.since, "days": due.days, "count": count}


def _count(raised: TriggeredDuty) -> list[CountedDay]:
    due = raised.deadline
    if due.since is None or due.days is None:
        return []
    return day_count(raised.rule, due.since, due.days)


def _attempts(history: CaseHistory, owed: JudgedDuty) -> Iterable[LoggedFact]:
    """What would have done it, had it reached the victim safely, before it was done."""
    duty, trigger, deed = owed.triggered.duty, owed.triggered.trigger, owed.discharge.deed
    for logged in since_day_of(history.of(*{when.kind for when in duty.discharged_by}), trigger):
        if deed and logged.order >= deed.order:
            return
        if duty.is_discharged_by(logged, trigger) and not reached_safely(history, logged):
            yield logged
