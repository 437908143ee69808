"""The clock over all journeys of a worker: ticks, and a worker that dies in the middle of one."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from caseworker_notes import Notes, london
from events.identifiers import Pseudonym
from events.investigation import SuspectArrested
from processors.fold.journey import fold
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from schemas.alert_row import Alert
from schemas.changes import Changes
from schemas.log_records import LoggedFact
from schemas.ticks import Tick

PARTITION = 0
DUE_OVER = london("2025-03-12 00:00")


def arrested(name: str) -> Notes:
    notes = Notes(Pseudonym(f"victim-{name}"))
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    return notes


def a_worker(table: dict[str, bytes]) -> JourneyProcessor:
    worker = JourneyProcessor(table, place=lambda key: PARTITION)
    worker.recovered()
    return worker


def alerts(said: list[Changes]) -> set[tuple[str, str, UUID]]:
    """The alerts about the arrest."""
    return {
        (str(row.kind), str(row.state), row.id)
        for changes in said
        for row in changes.rows
        if isinstance(row, Alert) and row.rule == "R6.1"
    }


@pytest.fixture
def people() -> list[Notes]:
    return [arrested(name) for name in ("amira", "ben", "chloe")]


def _told(worker: JourneyProcessor, people: list[Notes]) -> int:
    facts = [fact for notes in people for fact in notes.facts]
    _take(worker, facts, 0)
    return len(facts)


def _take(
    worker: JourneyProcessor, told: Sequence[LoggedFact | Tick], offset: int
) -> list[Changes]:
    """What changes as records come in, one by one, from an offset of the log on."""
    records = [StreamRecord(PARTITION, offset + number, each) for number, each in enumerate(told)]
    said = [each for record in records for each in worker.take([record])]
    return [each for each in said if isinstance(each, Changes)]


def _tick(worker: JourneyProcessor, at: datetime, offset: int) -> list[Changes]:
    return _take(worker, [Tick(at)], offset)


def test_nothing_is_late_until_a_tick_says_so(people: list[Notes]) -> None:
    worker = a_worker({})
    offset = _told(worker, people)

    before = _tick(worker, DUE_OVER - timedelta(seconds=1), offset)
    after = _tick(worker, DUE_OVER, offset + 1)

    assert {(kind, state) for kind, state, _ in alerts(before)} == {("due-soon", "raised")}
    assert {(kind, state) for kind, state, _ in alerts(after)} == {
        ("due-soon", "superseded"),
        ("late", "raised"),
    }
    assert len(alerts(after)) == 2 * len(people)


def test_a_tick_from_a_clock_gone_back_changes_nothing(people: list[Notes]) -> None:
    worker = a_worker({})
    offset = _told(worker, people)
    _tick(worker, DUE_OVER, offset)

    assert _tick(worker, DUE_OVER - timedelta(days=3), offset + 1) == []


def test_a_fact_that_comes_after_its_deadline_is_late_at_once(people: list[Notes]) -> None:
    worker = a_worker({})
    _tick(worker, DUE_OVER, 0)

    said = _take(worker, people[0].facts, 1)

    assert {(kind, state) for kind, state, _ in alerts(said)} == {
        ("due-soon", "superseded"),
        ("late", "raised"),
    }


def test_a_worker_killed_inside_a_tick_says_all_of_it_again(people: list[Notes]) -> None:
    table: dict[str, bytes] = {}
    worker = a_worker(table)
    offset = _told(worker, people)
    ticking: Iterator[Changes] = worker.tick(Tick(DUE_OVER), PARTITION, offset)
    next(ticking)  # one journey is written down, and said to nobody; then the worker is killed

    survivor = a_worker(table)
    said = _tick(survivor, DUE_OVER, offset)

    expected = {
        (str(row.kind), str(row.state), row.id)
        for notes in people
        for row in fold(notes.facts, DUE_OVER).rows.values()
        if isinstance(row, Alert) and row.rule == "R6.1"
    }
    assert alerts(said) == expected


def test_a_clock_survives_its_worker(people: list[Notes]) -> None:
    table: dict[str, bytes] = {}
    worker = a_worker(table)
    offset = _told(worker, people)
    _tick(worker, DUE_OVER, offset)

    survivor = a_worker(table)
    late = arrested("dora")
    said = _take(survivor, late.facts, offset + 1)

    assert ("late", "raised") in {(kind, state) for kind, state, _ in alerts(said)}


def test_facts_that_wait_are_said_at_once(people: list[Notes]) -> None:
    """Given a backlog of three victims, when a worker takes it in, then each is said once."""
    facts = [fact for notes in people for fact in notes.facts]
    records = [StreamRecord(PARTITION, offset, fact) for offset, fact in enumerate(facts)]

    said = [each for each in a_worker({}).take(records) if isinstance(each, Changes)]

    assert [each.victim for each in said] == [notes.facts[0].victim for notes in people]
    assert [{row.id: row for row in each.rows} for each in said] == [
        fold(notes.facts).rows for notes in people
    ]
