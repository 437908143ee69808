"""The rows that a journey once had: stored once each, however long the journey goes on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

import orjson
import pytest

from caseworker_notes import Notes, london
from events.contact import ToldAbout
from events.identifiers import Agency, Pseudonym
from one_person_twice import MERGED, POLICE, SUPPORT, UNMERGED, of_two
from processors.stream.journey_table import JourneyTable
from processors.stream.removed_rows import has_rows
from processors.stream.victim_state import VictimState
from pure_worker import PureWorker
from schemas.log_records import LoggedFact
from story_facts import told

VICTIM = Pseudonym("victim-of-many-rows")
NEXT_YEAR = london("2026-03-03 10:00")


def row(number: int) -> UUID:
    return uuid5(UUID(int=0), str(number))


class CountedTable(dict[str, bytes]):
    """A table that counts the bytes written to it."""

    written = 0

    def __setitem__(self, key: str, value: bytes) -> None:
        self.written += len(key) + len(value)
        super().__setitem__(key, value)


def test_one_more_removed_row_writes_as_much_as_the_first() -> None:
    """Given a journey that loses a row at each of 300 records, then what is written does not grow;
    and where it loses none, no row is written."""
    table = CountedTable()
    journeys, state = JourneyTable(table), VictimState(VICTIM)
    journeys.get(VICTIM)
    sizes = []
    for number in range(300):
        table.written = 0
        state = replace(state, offset=number, removed={**state.removed, row(number): "alert"})
        journeys.put(state)
        sizes.append(table.written)
    table.written = 0
    journeys.put(replace(state, offset=300))

    assert max(sizes) <= min(sizes) + 10
    assert table.written < min(sizes)
    assert JourneyTable.of(table).get(VICTIM).removed == state.removed


def two_references() -> PureWorker:
    """One person under two references, merged: the journey that was joined has lost its rows."""
    worker = PureWorker()
    police, support = of_two()
    worker.facts(*police)
    for each in support:
        worker.facts(each)
    worker.facts(*MERGED)
    worker.take_merge_records(most=100)
    worker.tick(NEXT_YEAR)
    return worker


def as_written_before(table: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """A table as the version before wrote it: each line has all rows that were removed."""
    journeys = JourneyTable.of(dict(table))
    for key, value in table.items():
        line, _, fact = value.partition(b"\n")
        if line and not has_rows(key):
            removed = journeys.get(key.partition("/")[0]).removed
            gone = {str(row): kind for row, kind in removed.items()}
            line = orjson.dumps(orjson.loads(line) | {"gone": gone})
        if not has_rows(key):
            yield key, line + b"\n" + fact


def test_a_table_of_the_version_before_is_read_and_its_rows_stored_anew() -> None:
    """Given a table with the removed rows in its lines, when the journey goes on, then they are
    stored once, and stay known after the lines without them."""
    worker = two_references()
    before = JourneyTable.of(worker.changelog).get(SUPPORT).removed
    written = dict(as_written_before(worker.changelog))
    worker.changelog.clear()
    worker.changelog.update(written)
    worker.killed()
    assert JourneyTable.of(worker.changelog).get(SUPPORT).removed == before != {}

    notes = Notes(SUPPORT)
    notes.happened("2025-06-06 10:00", told(ToldAbout.ARREST), Agency.VICTIM_SUPPORT)
    worker.facts(*notes.facts)

    assert [key for key in worker.changelog if has_rows(key)]
    again = JourneyTable.of(worker.changelog).get(SUPPORT)
    assert again.removed == {**before, **again.removed}


def test_a_row_that_the_journey_has_again_is_not_removed() -> None:
    """Given a merge that is undone, then the rows are back, also after a restart."""
    worker = two_references()
    worker.facts(*UNMERGED)
    worker.take_merge_records(most=100)
    worker.tick(NEXT_YEAR)
    worker.killed()
    state = JourneyTable.of(worker.changelog).get(SUPPORT)

    assert state.journey.rows
    assert not state.removed.keys() & state.journey.rows.keys()


@pytest.mark.parametrize("writes", range(12))
def test_killed_between_two_writes_no_removed_row_is_lost(writes: int) -> None:
    """Given a worker killed at any of its writes, then what it published comes to what the table
    of a worker that was not killed says."""
    worker, unhurt = two_references(), two_references()
    worker.facts(*UNMERGED, *more_of(POLICE), killed_after=writes)
    unhurt.facts(*UNMERGED, *more_of(POLICE))
    for each in (worker, unhurt):
        each.take_all_merge_records()
        each.tick(london("2026-03-04 10:00"))

    for victim in (POLICE, SUPPORT):
        assert worker.rows(victim) == unhurt.rows(victim)


def more_of(victim: Pseudonym) -> list[LoggedFact]:
    notes = Notes(victim)
    notes.happened("2025-06-06 10:00", told(ToldAbout.ARREST))
    return notes.facts


@pytest.mark.parametrize("value", [b"{", b"[]", b'{"Amira": "alert"}', b'{"Amira": 5}'])
def test_rows_that_cannot_be_read_stop_that_victim_only(value: bytes) -> None:
    worker = two_references()
    (key, *_) = [key for key in worker.changelog if has_rows(key) and key.startswith(SUPPORT)]
    dict.__setitem__(worker.changelog, key, value)
    journeys = JourneyTable.of(worker.changelog)

    assert journeys.get(SUPPORT).stopped
    assert not journeys.get(POLICE).stopped
    ((name, error),) = journeys.newly_unreadable()
    assert name == SUPPORT
    assert "Amira" not in error
