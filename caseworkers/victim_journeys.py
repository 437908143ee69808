"""One victim's whole journey: what happened, the waits, what is owed, the alerts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from caseworkers.alert_lines import alert_line
from caseworkers.as_of import (
    LogRecords,
    entries,
    goes_on_as,
    has_enhanced_rights,
    journey_at,
    log_records,
)
from caseworkers.correction_lines import correction_line, corrections
from caseworkers.journey_answers import (
    Answer,
    ContradictionLine,
    TimelineLine,
    VictimJourney,
    obligation_line,
    wait_line,
)
from caseworkers.restricted import as_shown, disputed
from caseworkers.revised_rows import as_first_reported, revised
from schemas.changes import (
    Alert,
    Contradiction,
    CorrectionRow,
    Obligation,
    StageInterval,
)

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_TIMELINE, _INTERVALS, _OBLIGATIONS, _ALERTS, _CONTRADICTIONS = (
    (_HERE / f"journey_{name}.sql").read_text()
    for name in ("timeline", "intervals", "obligations", "alerts", "contradictions")
)

_Line = TypeVar("_Line", bound=Answer)


def victim_journey(
    store: "Store", victim: str, now: datetime, as_of: datetime | None = None
) -> VictimJourney | None:
    """The journey of the victim with this pseudonym as at `now`; None where there is none.

    `as_of` asks what was known then, by the received clock: it is folded again from what had been
    received, and holds nothing where nothing had.
    """
    timeline = [
        TimelineLine.model_validate(row) for row in store.query(_TIMELINE, {"victim": victim})
    ]
    if not timeline:
        return None
    facts = log_records(store, victim)
    if as_of:
        return journey_as_of(victim, facts, as_of)
    return _as_projected(store, victim, timeline, facts, now)


def _as_projected(
    store: "Store", victim: str, timeline: list[TimelineLine], facts: LogRecords, now: datetime
) -> VictimJourney:
    asked = {"victim": victim}
    journey = journey_at(victim, facts, now)
    found = revised(journey, as_first_reported(victim, facts, now))
    hidden = disputed(timeline)
    put_right = corrections(store, victim=victim)
    owed = store.query(_OBLIGATIONS, asked)
    return VictimJourney(
        victim=victim,
        as_of=None,
        goes_on_as=goes_on_as(victim, facts, now),
        enhanced_rights=has_enhanced_rights(journey),
        timeline=as_shown(timeline, put_right),
        intervals=[wait_line(row, now) for row in store.query(_INTERVALS, asked)],
        obligations=[obligation_line(row, now, found, hidden) for row in owed],
        alerts=[alert_line(row, now, found) for row in store.query(_ALERTS, asked)],
        corrections=put_right,
        contradictions=[
            ContradictionLine.model_validate(row) for row in store.query(_CONTRADICTIONS, asked)
        ],
    )


def journey_as_of(victim: str, facts: LogRecords, at: datetime) -> VictimJourney:
    """The journey that was known at an instant, in the order of the tables' questions."""
    journey = journey_at(victim, facts, at)
    rows = journey.rows.values()
    found = revised(journey, as_first_reported(victim, facts, at))
    put_right = [correction_line(asdict(row)) for row in rows if isinstance(row, CorrectionRow)]
    then = entries(journey)
    hidden = disputed(then)
    owed = [row for row in rows if isinstance(row, Obligation)]
    waits = [wait_line(asdict(row), at) for row in rows if isinstance(row, StageInterval)]
    duties = [obligation_line(asdict(row), at, found, hidden) for row in owed]
    codes = {row.id: row.code for row in owed}
    alerts = [
        alert_line(asdict(row) | {"victim": victim, "code": _code(codes, row)}, at, found)
        for row in rows
        if isinstance(row, Alert)
    ]
    return VictimJourney(
        victim=victim,
        as_of=at,
        goes_on_as=goes_on_as(victim, facts, at),
        enhanced_rights=has_enhanced_rights(journey),
        timeline=as_shown(then, put_right),
        intervals=_sorted(waits, "started", "case_id", "id"),
        obligations=_sorted(duties, "due_on", "rule", "id"),
        alerts=_sorted(alerts, "raised", "id"),
        corrections=put_right,
        contradictions=[
            ContradictionLine.model_validate(asdict(row))
            for row in rows
            if isinstance(row, Contradiction)
        ],
    )


def _code(codes: Mapping[UUID, str], alert: Alert) -> str | None:
    """None of a contact, and of a duty that by what was corrected never was."""
    return codes.get(alert.obligation) if alert.obligation else None


def _sorted(lines: Iterable[_Line], *by: str) -> list[_Line]:
    return sorted(lines, key=attrgetter(*by))
