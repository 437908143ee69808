"""What the platform learnt of a victim between two moments: lines that are new, changed or gone."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from caseworkers.alert_lines import AlertLine
from caseworkers.as_of import LogRecords, log_records
from caseworkers.journey_answers import (
    Answer,
    ObligationLine,
    TimelineLine,
    VictimJourney,
    WaitLine,
)
from caseworkers.victim_journeys import journey_as_of
from events.identifiers import Agency
from projections.alert_policies import alert_timing
from schemas.alert_policy import FIRST_TIMING, AlertTiming

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

JourneyLine = TimelineLine | WaitLine | ObligationLine | AlertLine

_OF_NO_LINE = {"days", "days_late", "several_suspects", "suspect_number"}
"""They grow every day, or say how the whole case names its suspects: the line is as it was."""


class ChangeKind(StrEnum):
    """What became of a line of a journey."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Change(Answer):
    """One line of a journey before and after; None where it was not yet, or is no longer."""

    what: ChangeKind
    before: JourneyLine | None
    after: JourneyLine | None


class Differences(Answer):
    """What changed in a victim's journey from what was known at `since` to what was at `until`."""

    victim: str
    since: datetime
    until: datetime
    changes: list[Change]


def differences(
    store: "Store",
    victim: str,
    since: datetime,
    until: datetime,
    seen_by: Agency | None = None,
) -> Differences | None:
    """Compare what was known at two moments; None where there is no such victim.

    `seen_by` is the viewer's agency.
    """
    records = log_records(store, victim)
    if not any(records.values()):
        return None
    return compared(victim, records, since, until, seen_by, timing=alert_timing(store))


def compared(
    victim: str,
    records: LogRecords,
    since: datetime,
    until: datetime,
    seen_by: Agency | None = None,
    *,
    timing: AlertTiming = FIRST_TIMING,
) -> Differences:
    """The same from a victim's records of the log."""
    before, after = (
        journey_as_of(victim, records, at, seen_by=seen_by, timing=timing) for at in (since, until)
    )
    changes = chain(*map(_changes, _lists(before), _lists(after)))
    return Differences(victim=victim, since=since, until=until, changes=list(changes))


def _lists(journey: VictimJourney) -> tuple[Sequence[JourneyLine], ...]:
    return journey.timeline, journey.intervals, journey.obligations, journey.alerts


def _changes(before: Sequence[JourneyLine], after: Sequence[JourneyLine]) -> Iterator[Change]:
    old = _by_id(before)
    for line in after:
        was = old.pop(line.id, None)
        if was is None:
            yield Change(what=ChangeKind.NEW, before=None, after=line)
        elif _compared(was) != _compared(line):
            yield Change(what=ChangeKind.CHANGED, before=was, after=line)
    for line in old.values():
        yield Change(what=ChangeKind.GONE, before=line, after=None)


def _by_id(lines: Sequence[JourneyLine]) -> dict[UUID, JourneyLine]:
    return {line.id: line for line in lines}


def _compared(line: JourneyLine) -> dict[str, object]:
    return line.model_dump(exclude=_OF_NO_LINE)
