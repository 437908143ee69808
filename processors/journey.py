"""The pure fold: a victim's facts in, that victim's journey out, the clock an argument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from uuid import UUID

import orjson

from processors.alerts import alerts, moments
from processors.case_history import by_case
from processors.intervals import stage_intervals
from processors.obligations import owed
from schemas.changes import Row, TimelineEntry
from schemas.log import Logged

BEFORE_TIME = datetime(1, 1, 1, tzinfo=UTC)
"""The clock before any tick: nothing is late yet."""


@dataclass(frozen=True)
class Journey:
    """Everything the platform says of one victim: rows by id, and when the clock next matters.

    `wakes` is the next instant, after the fold's `now`, at which time alone changes a row.
    """

    rows: dict[UUID, Row] = field(default_factory=dict)
    wakes: datetime | None = None


def fold(facts: Iterable[Logged], now: datetime = BEFORE_TIME) -> Journey:
    """The journey that follows from a victim's facts as at `now` (an aware instant).

    The same for any order of the facts, and for any repetition of them.
    """
    nothing: Mapping[UUID, Logged] = {}
    unique = reduce(with_fact, facts, nothing)
    followed = what_follows(unique, now)
    entries: dict[UUID, Row] = {logged.event: entry(logged) for logged in unique.values()}
    return Journey(entries | followed.rows, followed.wakes)


def with_fact(facts: Mapping[UUID, Logged], logged: Logged) -> Mapping[UUID, Logged]:
    """The facts and one more. Of two records of one event the first received counts."""
    held = facts.get(logged.event)
    if held is not None and _precedence(held) <= _precedence(logged):
        return facts
    return {**facts, logged.event: logged}


def _precedence(logged: Logged) -> tuple[datetime, str]:
    return logged.received, repr(logged)


def what_follows(facts: Mapping[UUID, Logged], now: datetime) -> Journey:
    """The waits, the obligations and the alerts: all of a journey but its timeline."""
    rows: list[Row] = []
    wakes: list[datetime] = []
    for history in by_case(facts.values()):
        rows.extend(stage_intervals(history))
        for item in owed(history, now):
            rows.append(item.obligation)
            rows.extend(alerts(item, now))
            wakes.extend(moment for moment in moments(item) if moment > now)
    return Journey({row.id: row for row in rows}, min(wakes, default=None))


def entry(logged: Logged) -> TimelineEntry:
    """What the timeline says of one fact."""
    return TimelineEntry(
        id=logged.event,
        case_id=logged.case,
        kind=logged.fact.kind,
        agency=logged.agency,
        occurred=logged.occurred.at,
        precision=logged.occurred.precision,
        recorded=logged.recorded,
        received=logged.received,
        known=logged.known,
        data=orjson.dumps(logged.fact.model_dump(mode="json")).decode(),
    )
