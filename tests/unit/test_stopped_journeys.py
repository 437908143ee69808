"""A journey with a gap stands still, with that of whoever it is merged into; no other does."""

import pytest

from caseworker_notes import Notes, london
from events.identifiers import Pseudonym
from events.identity import VictimsMerged
from events.investigation import SuspectArrested
from one_person_twice import MERGED, POLICE, SUPPORT, about_both, of_two
from pure_worker import PureWorker
from schemas.alert_row import Alert
from schemas.merge_records import JourneyGap

NEXT_YEAR = london("2026-03-03 10:00")
OTHER = Pseudonym("victim-other")


def arrested(victim: Pseudonym) -> Notes:
    notes = Notes(victim)
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    return notes


@pytest.mark.parametrize("restarted", [False, True])
def test_a_gap_stops_that_victim_only(restarted: bool) -> None:
    """Given a gap between two facts, then what came before stays and nothing after it is folded."""
    first, second = arrested(POLICE), arrested(OTHER)
    worker = PureWorker()
    worker.facts(*first.facts[:2], *second.facts[:2])
    before = worker.rows(POLICE)
    worker.gap(POLICE)
    if restarted:
        worker.killed()
    worker.facts(first.facts[2], second.facts[2])
    worker.tick(NEXT_YEAR)

    assert worker.rows(POLICE) == before
    assert worker.holds(POLICE).facts.keys() == {each.event for each in first.facts[:2]}
    assert any(isinstance(row, Alert) for row in worker.rows(OTHER).values())


def test_a_gap_among_records_that_wait_together_comes_after_those_before_it() -> None:
    notes = arrested(POLICE)
    worker = PureWorker()
    worker.facts_and_gap(notes.facts[:2], POLICE, notes.facts[2:])

    assert worker.holds(POLICE).facts.keys() == {each.event for each in notes.facts[:2]}


def test_what_was_taken_in_before_the_gap_is_published_again_when_it_comes_again() -> None:
    """Given a worker killed before its changes were sent, then its next life sends them."""
    notes = arrested(POLICE)
    worker = PureWorker()
    worker.facts(*notes.facts)
    worker.gap(POLICE)
    rows = worker.rows(POLICE)
    worker.killed()
    worker.table.clear()
    worker.again(notes.facts)

    assert worker.rows(POLICE) == rows


@pytest.mark.parametrize("stopped_first", [False, True])
def test_whoever_a_stopped_victim_is_merged_into_stops_too(stopped_first: bool) -> None:
    """Her facts are missing in that journey, too: a duty done might look late."""
    police, support = of_two()
    worker = PureWorker()
    worker.facts(*police, *support)
    if stopped_first:
        worker.gap(SUPPORT)
    worker.facts(*MERGED)
    if not stopped_first:
        worker.gap(SUPPORT)

    assert JourneyGap(POLICE, (SUPPORT,)) in worker.waiting
    worker.take_all_merge_records()
    before = worker.rows(POLICE)
    worker.tick(NEXT_YEAR)
    assert worker.rows(POLICE) == before


def test_a_gap_does_not_go_round_for_ever_where_three_are_merged_in_a_ring() -> None:
    worker = PureWorker()
    second = about_both("2025-05-02 10:00", VictimsMerged(), SUPPORT, OTHER)
    third = about_both("2025-05-03 10:00", VictimsMerged(), OTHER, POLICE)
    worker.facts(*MERGED, *second, *third)
    worker.waiting.clear()
    worker.gap(SUPPORT)
    passed = []
    while worker.waiting:
        passed += [each.victim for each in worker.waiting if isinstance(each, JourneyGap)]
        worker.take_merge_records()

    assert passed == [POLICE, OTHER]


@pytest.mark.parametrize("poison", [b"{", b"{}", b"[]", b'{"offset": "Amira"}', b"\xff"])
def test_a_line_of_the_table_that_cannot_be_read_stops_that_victim_only(poison: bytes) -> None:
    first, second = arrested(POLICE), arrested(OTHER)
    worker = PureWorker()
    worker.facts(*first.facts[:2], *second.facts[:2])
    worker.changelog[POLICE] = poison
    worker.killed()
    (noted,) = worker.journeys.unreadable()
    assert noted[:2] == (POLICE, 0)

    worker.facts(first.facts[2], second.facts[2])
    worker.tick(NEXT_YEAR)

    assert any(isinstance(row, Alert) for row in worker.rows(OTHER).values())
    assert not any(isinstance(row, Alert) for row in worker.rows(POLICE).values())


def test_a_fact_in_the_table_that_cannot_be_read_stops_that_victim_only() -> None:
    notes = arrested(POLICE)
    worker = PureWorker()
    worker.facts(*notes.facts)
    rows = worker.rows(POLICE)
    key = f"{POLICE}/{notes.facts[0].event}"
    worker.changelog[key] = worker.changelog[key].partition(b"\n")[0] + b"\n{"
    worker.killed()
    worker.tick(NEXT_YEAR)

    assert worker.rows(POLICE) == rows
    assert [name for name, _, _ in worker.journeys.unreadable()] == [POLICE]


@pytest.mark.parametrize("key", ["clock:0", "clock:x", "clock:", "amira", "\\xff"])
def test_a_line_that_is_no_victims_stops_nobody(key: str) -> None:
    notes = arrested(POLICE)
    worker = PureWorker()
    worker.facts(*notes.facts)
    worker.changelog[key] = b"{"
    worker.killed()
    worker.tick(NEXT_YEAR)

    assert any(isinstance(row, Alert) for row in worker.rows(POLICE).values())
    assert [name for name, _, _ in worker.journeys.unreadable()] == [key]
