"""One victim's whole journey: what happened, the waits, what is owed, the alerts.

It is folded from the log's records, now and as of any moment. No table of rows is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel

from caseworkers.alert_lines import AlertLine, alert_line
from caseworkers.as_of import (
    LogRecords,
    goes_on_as,
    has_enhanced_rights,
    journey_at,
    log_records,
    timeline_lines,
)
from caseworkers.case_references import PublishedName, own_reference
from caseworkers.correction_lines import corrections_of
from caseworkers.journey_answers import (
    ContradictionLine,
    ObligationLine,
    VictimJourney,
    obligation_line,
    wait_line,
)
from caseworkers.restricted import as_shown, disputed
from events.identity import CaseLinked
from processors.fold.journey import Journey
from schemas.changes import (
    Alert,
    Contradiction,
    Obligation,
    Row,
    StageInterval,
    TimelineEntry,
)

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_Line = TypeVar("_Line", bound=BaseModel)
_Row = TypeVar("_Row", bound=Row)


def victim_journey(
    store: "Store", victim: str, now: datetime, as_of: datetime | None = None
) -> VictimJourney | None:
    """The journey of the victim with this pseudonym as at `now`; None where there is none.

    `as_of` asks what was known at that moment, by the received clock. Before anything was received
    the lists are empty.
    """
    records = log_records(store, victim)
    if not any(records.values()):
        return None
    return journey_as_of(victim, records, as_of or now, as_of)


def journey_as_of(
    victim: str, records: LogRecords, at: datetime, as_of: datetime | None = None
) -> VictimJourney:
    """The journey that follows from the log's records as at `at`; each list is in order."""
    journey = journey_at(victim, records, at)
    timeline = timeline_lines(journey)
    corrections = corrections_of(journey)
    hidden = disputed(timeline)
    waits = (wait_line(asdict(row), at) for row in _rows(journey, StageInterval))
    duties = (obligation_line(asdict(row), at, hidden) for row in _rows(journey, Obligation))
    flagged = (
        ContradictionLine.model_validate(asdict(row)) for row in _rows(journey, Contradiction)
    )
    return VictimJourney(
        victim=victim,
        as_of=as_of,
        goes_on_as=goes_on_as(victim, records, at),
        enhanced_rights=has_enhanced_rights(journey),
        timeline=as_shown(timeline, corrections),
        intervals=_sorted(waits, "started", "case_id", "id"),
        obligations=sorted(duties, key=_by_day),
        alerts=_sorted(_alert_lines(victim, journey), "raised", "id"),
        corrections=corrections,
        contradictions=_sorted(flagged, "case_id", "kind", "id"),
    )


def _alert_lines(victim: str, journey: Journey) -> Iterator[AlertLine]:
    duties = {row.id: row for row in _rows(journey, Obligation)}
    names = [_name(row) for row in _rows(journey, TimelineEntry)]
    for row in _rows(journey, Alert):
        duty = duties.get(row.obligation) if row.obligation else None
        reference = own_reference(row.agency, row.case_id, names)
        shown = {"victim": victim, "reference": reference} | _of_duty(duty)
        yield alert_line(asdict(row) | shown, journey.now)


def _name(entry: TimelineEntry) -> PublishedName:
    """Under which identifier something was published, and the one that it links that with."""
    linked = orjson.loads(entry.data)["other"] if entry.kind == CaseLinked.kind else ""
    return PublishedName(entry.agency, entry.case_id, linked)


def _of_duty(duty: Obligation | None) -> dict[str, Any]:
    """What an alert shows of its duty: nothing of one that no longer exists, and of a contact."""
    if duty is None:
        return {"code": None}
    return {
        "code": duty.code,
        "suspect": duty.suspect,
        "trigger_kind": duty.trigger_kind,
        "known_by": duty.known_by,
        "owed_to": duty.owed_to,
        "triggered": None if duty.disputed else duty.triggered,
        "held_by": duty.held_by,
    }


def _rows(journey: Journey, kind: type[_Row]) -> list[_Row]:
    return [row for row in journey.rows.values() if isinstance(row, kind)]


def _by_day(duty: ObligationLine) -> tuple[date, str, UUID]:
    """What is due by no day stands last."""
    return duty.due_on or date.max, duty.rule, duty.id


def _sorted(lines: Iterable[_Line], *by: str) -> list[_Line]:
    return sorted(lines, key=attrgetter(*by))
