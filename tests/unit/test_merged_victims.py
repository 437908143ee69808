"""One person under two references: merged, and unmerged again. Times are London's."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from caseworkers.victim_journeys import journey_as_of
from events.contact import ToldAbout
from events.identifiers import Pseudonym
from events.identity import VictimsMerged
from one_person_twice import MERGED, POLICE, SUPPORT, UNMERGED, about_both, of_two
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from pure_worker import PureWorker
from schemas.changes import Obligation
from schemas.log_records import LoggedFact
from schemas.merge_records import MergedFact
from story_facts import told

THIRD = Pseudonym("victim-third")
NOW = london("2025-06-01 00:00")


def test_9_one_person_twice() -> None:
    police, support = of_two()
    worker = PureWorker()
    for logged in (*police, *support, *MERGED):
        worker.facts(logged)
    worker.take_all_merge_records()
    worker.tick(NOW)

    rows = worker.rows(POLICE).values()

    arrests = [row for row in rows if isinstance(row, Obligation) and row.rule == "R6.1"]
    assert [row.state for row in arrests] == ["discharged"]
    assert {logged.event for logged in (*police, *support)} < {row.id for row in rows}
    assert set(worker.rows(SUPPORT)) == {MERGED[0].event}

    for logged in UNMERGED:
        worker.facts(logged)
    worker.take_all_merge_records()
    worker.tick(NOW)

    record = {MERGED[0].event, UNMERGED[0].event}
    for victim, facts in ((POLICE, police), (SUPPORT, support)):
        after = {key: row for key, row in worker.rows(victim).items() if key not in record}
        assert after == dict(fold(facts, NOW).rows)
        assert record < set(worker.rows(victim))


def test_what_was_not_known_before_the_merge_is_not_known_then() -> None:
    police, support = of_two()
    worker = PureWorker()
    for logged in (*police, *support, *MERGED):
        worker.facts(logged)
    worker.take_all_merge_records()

    journey = worker.holds(POLICE)

    then = [each for each in journey.facts.values() if each.learned < london("2025-04-01 00:00")]
    assert {each.event for each in then} == {logged.event for logged in police}


def test_as_of_a_moment_within_a_merge_undone_since_what_had_been_copied_is_known() -> None:
    police, support = of_two()
    said = {
        POLICE: with_facts({}, [*police, MERGED[0], UNMERGED[0]]),
        SUPPORT: with_facts({}, [*support, MERGED[1], UNMERGED[1]]),
    }

    def known(victim: Pseudonym, when: str) -> set[UUID]:
        return {entry.id for entry in journey_as_of(victim, said, london(when)).timeline}

    own = {POLICE: _events(police), SUPPORT: _events(support)}
    merge, unmerge = MERGED[0].event, UNMERGED[0].event
    assert known(POLICE, "2025-04-30 10:00") == own[POLICE]
    assert known(SUPPORT, "2025-04-30 10:00") == own[SUPPORT]
    assert known(POLICE, "2025-05-03 10:00") == own[POLICE] | own[SUPPORT] | {merge}
    assert known(SUPPORT, "2025-05-03 10:00") == {merge}
    assert known(POLICE, "2025-05-07 10:00") == own[POLICE] | {merge, unmerge}
    assert known(SUPPORT, "2025-05-07 10:00") == own[SUPPORT] | {merge, unmerge}


def test_one_reference_merged_with_itself_loses_nothing() -> None:
    """Intake refuses it; of what came in before it did, there is nothing to say."""
    police, _ = of_two()
    worker = PureWorker()
    worker.facts(*police, about_both("2025-05-01 10:00", VictimsMerged(), POLICE, POLICE)[0])
    worker.tick(NOW)

    assert worker.waiting == []
    assert _events(police) < set(worker.rows(POLICE))


def test_whose_journey_goes_on_elsewhere_is_told_where() -> None:
    police, support = of_two()
    said = {
        POLICE: with_facts({}, [*police, MERGED[0]]),
        SUPPORT: with_facts({}, [*support, MERGED[1]]),
    }

    assert journey_as_of(SUPPORT, said, london("2025-05-03 10:00")).goes_on_as == POLICE
    assert journey_as_of(SUPPORT, said, london("2025-04-03 10:00")).goes_on_as is None
    assert journey_as_of(POLICE, said, london("2025-05-03 10:00")).goes_on_as is None


def test_two_references_merged_each_into_the_other_go_on_as_the_last_merge_says() -> None:
    """Given the merge the other way round as well, then facts are passed on so long and no longer,
    and one journey has them all.
    """
    police, support = of_two()
    back = about_both("2025-05-02 10:00", VictimsMerged(), SUPPORT, POLICE)
    worker = PureWorker()
    worker.facts(*police, *support, *MERGED)
    worker.facts(*back)
    take_all_merge_records(worker)

    assert _events([*police, *support, MERGED[0], back[0]]) <= set(worker.holds(SUPPORT).rows)
    assert set(worker.holds(POLICE).rows) == {MERGED[0].event, back[0].event}


def test_facts_of_references_merged_in_a_ring_are_not_passed_on_for_ever() -> None:
    police, support = of_two()
    ring = about_both("2025-05-04 10:00", VictimsMerged(), THIRD, POLICE)
    fourth = Pseudonym("victim-fourth")
    joined = about_both("2025-05-05 10:00", VictimsMerged(), POLICE, fourth)
    worker = PureWorker()
    worker.facts(*police, *support, *MERGED, *SECOND, *ring, *joined)

    take_all_merge_records(worker)

    assert worker.waiting == []


def test_a_merge_reported_again_passes_on_nothing_but_itself() -> None:
    """Given a merge that comes 20 times under new ids, then each fact is passed on once; after an
    undoing all of them again."""
    worker = PureWorker()
    _, support = of_two()
    worker.facts(*support)
    sent: list[int] = []
    for minute in range(20):
        merged = about_both(f"2025-05-01 10:{minute:02d}", VictimsMerged(), POLICE, SUPPORT)
        worker.facts(merged[1])
        sent.append(len(worker.waiting))
        worker.waiting.clear()
    worker.facts(UNMERGED[1])
    again = about_both("2025-05-07 10:00", VictimsMerged(), POLICE, SUPPORT)
    worker.facts(again[1])

    assert sent == [len(support) + 1] + [1] * 19
    sent_again = [each for each in worker.waiting if isinstance(each, MergedFact)]
    assert len(sent_again) == len(support) + 22


@pytest.mark.parametrize("writes", range(7))
def test_killed_while_it_stores_a_merge_it_passes_on_all_facts(writes: int) -> None:
    """Given a merge among facts that wait together, when the worker dies at one of its writes,
    then what came before them is passed on too."""
    worker = PureWorker()
    _, support = of_two()
    worker.facts(*support[:2])
    worker.facts(support[2], MERGED[1], *support[3:], killed_after=writes)

    sent = {each.fact.event for each in worker.waiting if isinstance(each, MergedFact)}
    assert sent == _events([*support, MERGED[1]])


def take_all_merge_records(worker: PureWorker) -> None:
    for _ in range(200):
        if worker.waiting:
            worker.take_merge_records()


def _events(facts: list[LoggedFact]) -> set[UUID]:
    return {logged.event for logged in facts}


SECOND = about_both("2025-05-03 10:00", VictimsMerged(), SUPPORT, THIRD)


@given(data=st.data(), end=st.sampled_from([[], UNMERGED]))
def test_in_any_order_through_crashes_a_merge_comes_to_the_same(
    data: st.DataObject, end: list[LoggedFact]
) -> None:
    """Given a third who was merged into the second, then the first's journey has all three."""
    police, support = of_two()
    third = Notes(THIRD)
    third.happened("2025-03-20 14:00", told(ToldAbout.PROGRESS))
    facts = [*police, *support, *third.facts, *MERGED, *SECOND, *end]
    worker = PureWorker()
    jumbled = data.draw(st.permutations(facts))
    while jumbled:
        size = data.draw(st.integers(1, 4))
        together, jumbled = jumbled[:size], jumbled[size:]
        worker.facts(*together, killed_after=data.draw(st.none() | st.integers(0, size)))
        while worker.waiting:
            if not data.draw(st.booleans()):
                break
            number = data.draw(st.integers(0, len(worker.waiting) - 1))
            worker.take_merge_records(number, most=data.draw(st.integers(1, 3)))
    worker.take_all_merge_records()
    worker.tick(NOW)

    events = {row.id for row in worker.rows(POLICE).values()}

    theirs = {logged.event for logged in (*support, *third.facts)}
    shared = {logged.event for logged in police}
    assert theirs <= events if not end else not (theirs - shared) & events
    kept = worker.rows(SUPPORT if end else POLICE)
    assert {logged.event for logged in third.facts} <= set(kept)
    for victim in (POLICE, SUPPORT, THIRD):
        assert worker.rows(victim) == worker.holds(victim).rows
