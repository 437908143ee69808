"""What the platform learnt of a victim between two moments: what is new, changed and gone."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from caseworkers.alert_lines import AlertLine
from caseworkers.as_of import Told, told
from caseworkers.journey_answers import Answer, Duty, Entry, VictimJourney, Wait
from caseworkers.victim_journeys import known_then

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

Line = Entry | Wait | Duty | AlertLine

_AS_TIME_PASSES = {"days", "days_late"}
"""What grows by itself every day: no difference in what is known."""


class What(StrEnum):
    """What became of a line of a journey."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Change(Answer):
    """One line of a journey before and after; None where it was not yet, or is no longer."""

    what: What
    before: Line | None
    after: Line | None


class Differences(Answer):
    """What changed in a victim's journey from what was known at `since` to what was at `until`."""

    victim: str
    since: datetime
    until: datetime
    changes: list[Change]


def differences(
    store: "Store", victim: str, since: datetime, until: datetime
) -> Differences | None:
    """Compare what was known at two moments; None where there is no such victim."""
    facts = told(store, victim)
    if not any(facts.values()):
        return None
    return compared(victim, facts, since, until)


def compared(victim: str, facts: Told, since: datetime, until: datetime) -> Differences:
    """The same of a victim of whom all that was told is at hand."""
    before, after = (known_then(victim, facts, at) for at in (since, until))
    changes = chain(*map(_changes, _lists(before), _lists(after)))
    return Differences(victim=victim, since=since, until=until, changes=list(changes))


def _lists(journey: VictimJourney) -> tuple[Sequence[Line], ...]:
    return journey.timeline, journey.intervals, journey.obligations, journey.alerts


def _changes(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Change]:
    old = _by_id(before)
    for line in after:
        was = old.pop(line.id, None)
        if was is None:
            yield Change(what=What.NEW, before=None, after=line)
        elif _said(was) != _said(line):
            yield Change(what=What.CHANGED, before=was, after=line)
    for line in old.values():
        yield Change(what=What.GONE, before=line, after=None)


def _by_id(lines: Sequence[Line]) -> dict[UUID, Line]:
    return {line.id: line for line in lines}


def _said(line: Line) -> dict[str, object]:
    return line.model_dump(exclude=_AS_TIME_PASSES)
