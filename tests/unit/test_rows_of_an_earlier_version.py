"""Rows that an earlier version published are published whole once more after an upgrade."""

from collections.abc import Mapping
from uuid import UUID

import orjson
import pytest

from caseworker_notes import Notes, london
from events.identifiers import Pseudonym
from events.investigation import SuspectArrested
from processors.stream import journey_processor
from processors.stream.journey_table import CLOCK, JourneyTable
from processors.stream.removed_rows import has_rows
from pure_worker import PureWorker
from schemas.changes import Row

STOPPED = Pseudonym("victim-stopped")
NOON, LATER, LATEST = (london(f"2026-03-03 {hour}:00") for hour in (12, 13, 14))


def worker_with(*victims: str) -> PureWorker:
    """A worker that published the journeys of some victims, each with an arrest."""
    worker = PureWorker()
    for victim in victims:
        worker.facts(*arrest(Pseudonym(victim)).facts)
    worker.tick(NOON)
    return worker


def arrest(victim: Pseudonym, day: str = "2026-03-02") -> Notes:
    notes = Notes(victim)
    notes.happened(f"{day} 10:00", SuspectArrested(suspect=1))
    return notes


def upgraded(worker: PureWorker) -> Mapping[Pseudonym, Mapping[UUID, Row]]:
    """The worker after an upgrade, with nothing in ClickHouse; what there was before it."""
    rows = {victim: worker.rows(victim) for victim in list(worker.table)}
    for key, value in list(worker.changelog.items()):
        line, _, fact = value.partition(b"\n")
        if line and not has_rows(key):
            written = orjson.loads(line)
            written.pop("rows", None)
            worker.changelog[key] = orjson.dumps(written | {"revised": True}) + b"\n" + fact
    worker.table.clear()
    worker.killed()
    return rows


def test_each_journey_is_published_whole_with_the_first_tick_and_then_no_more() -> None:
    """Given rows of an earlier version, when the clock ticks, then all are published, once."""
    worker = worker_with("victim-a", "victim-b")
    before = upgraded(worker)

    worker.tick(LATER)
    assert {victim: worker.rows(victim) for victim in list(worker.table)} == before

    worker.table.clear()
    worker.killed()
    worker.tick(LATEST)
    assert not worker.table


def test_a_fact_that_comes_before_the_tick_brings_the_whole_journey() -> None:
    worker = worker_with("victim-a")
    before = upgraded(worker)

    victim = Pseudonym("victim-a")
    worker.facts(*arrest(victim, "2026-03-03").facts)

    assert before[victim].keys() <= worker.rows(victim).keys()


def test_a_tick_publishes_some_and_the_next_ticks_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given more journeys than a tick may publish, one of them stopped, then none waits for ever;
    and where the worker is killed in between, the others still come."""
    monkeypatch.setattr(journey_processor, "UNPUBLISHED_A_TICK", 2)
    names = [f"victim-{number}" for number in range(5)]
    worker = worker_with(*names, STOPPED)
    before = upgraded(worker)
    worker.gap(STOPPED)

    worker.tick(LATER)
    assert 1 <= len(worker.table) <= 2
    worker.killed()
    worker.tick(LATEST)
    worker.tick(LATEST)
    worker.tick(LATEST)

    assert {victim: worker.rows(victim) for victim in list(worker.table)} == {
        Pseudonym(name): before[Pseudonym(name)] for name in names
    }


def test_a_clock_has_no_rows_to_publish() -> None:
    worker = worker_with("victim-a")
    upgraded(worker)

    assert not JourneyTable.of(worker.changelog).get(f"{CLOCK}0").unpublished
