"""Merges and their undoing by several agencies: what stands, and that nothing stays of the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import london
from caseworkers.victim_journeys import journey_as_of
from events.clocks import Occurred, Precision
from events.identifiers import Agency, Pseudonym
from merge_reports import MERGE, UNMERGE, MergeReport, WhatStands, logged, reports
from merging_workers import (
    CITY,
    CLIENT,
    FIRST,
    OWN,
    SECOND,
    MergingWorkers,
    said,
)
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from processors.stream.merged_facts import facts_of_journey
from schemas.changes import EntryState, TimelineEntry
from schemas.log_records import LoggedFact, decode_log
from schemas.merge_records import FactsWithdrawn, MergeRecord
from web.timeline_view import PROPOSED_MERGE, entry_text

MET, SUPPORT, CITY_POLICE = Agency.MET_POLICE, Agency.VICTIM_SUPPORT, Agency.CITY_POLICE
NOW = london("2025-06-01 00:00")


def entries(rows: Mapping[UUID, object]) -> set[UUID]:
    return {row.id for row in rows.values() if isinstance(row, TimelineEntry)}


@given(told=st.lists(reports(), min_size=2, max_size=9), data=st.data())
def test_in_any_order_twice_and_through_kills_the_journeys_are_what_stands(
    told: list[MergeReport], data: st.DataObject
) -> None:
    """Given merges and undoings by several agencies, some twice, in any order on two workers, then
    each journey has the facts of whom it must, and nothing is stored of anyone else.
    """
    log = logged(told)
    every = [record for records in log.values() for record in records]
    twice = data.draw(st.lists(st.sampled_from(every), max_size=4))
    coming = data.draw(st.permutations([*every, *twice]))
    workers = MergingWorkers()
    while coming:
        size = data.draw(st.integers(1, 6))
        together, coming = coming[:size], coming[size:]
        workers.facts(*together, killed_after=data.draw(st.none() | st.integers(0, size)))
        for number in data.draw(st.lists(st.integers(0, 9), max_size=6)):
            workers.deliver(number)
    workers.deliver_all()
    workers.tick(NOW)

    stands = WhatStands(told)
    own = {victim: with_facts({}, records) for victim, records in log.items()}
    for victim, records in log.items():
        rows = workers.worker(victim).rows(victim)
        merged = stands.merged(victim)
        about = {each.event for each in records if each.kept}
        everything = {each.event for name in (victim, *merged) for each in log[name]}
        elsewhere = stands.goes_on_elsewhere(victim)
        assert entries(rows) == (about if elsewhere else everything)
        assert rows == fold(facts_of_journey(victim, own[victim], own), NOW).rows
        assert workers.stored_owners(victim) <= merged
        assert workers.holds_of(victim) <= merged


def withdrawn(sent: Sequence[MergeRecord]) -> list[FactsWithdrawn]:
    return [each for each in sent if isinstance(each, FactsWithdrawn)]


def take(workers: MergingWorkers, *told: list[LoggedFact]) -> None:
    """Let all of it arrive, and what it makes the workers send; then let time pass."""
    for records in told:
        workers.facts(*records)
        workers.deliver_all()
    workers.tick(NOW)


def known(workers: MergingWorkers, victim: Pseudonym) -> Mapping[UUID, EntryState]:
    rows = workers.worker(victim).rows(victim).values()
    return {row.id: row.state for row in rows if isinstance(row, TimelineEntry)}


def test_a_merge_with_another_agencys_reference_waits_for_its_agreement() -> None:
    """Given the Met's word alone, then nothing is passed on and the entry says that it waits."""
    workers = MergingWorkers()
    proposed = said(1, MERGE, FIRST, CLIENT, MET)
    take(workers, OWN[FIRST], OWN[CLIENT], proposed)

    for victim in (FIRST, CLIENT):
        assert known(workers, victim) == {
            **{each.event: EntryState.REPORTED for each in OWN[victim]},
            proposed[0].event: EntryState.PROPOSED,
        }
        assert workers.stored_owners(victim) == set()

    agreed = said(2, MERGE, FIRST, CLIENT, SUPPORT)
    take(workers, agreed)

    both = {each.event for each in (*OWN[FIRST], *OWN[CLIENT], *proposed, *agreed)}
    assert known(workers, FIRST) == dict.fromkeys(both, EntryState.REPORTED)
    assert set(known(workers, CLIENT)) == {proposed[0].event, agreed[0].event}


def test_two_references_of_one_agency_are_merged_at_once() -> None:
    workers = MergingWorkers()
    take(workers, OWN[FIRST], OWN[SECOND], said(1, MERGE, FIRST, SECOND, MET))
    assert {each.event for each in OWN[SECOND]} <= known(workers, FIRST).keys()


def test_the_last_to_agree_says_whose_journey_goes_on() -> None:
    workers = MergingWorkers()
    first, last = said(1, MERGE, FIRST, CLIENT, MET), said(2, MERGE, CLIENT, FIRST, SUPPORT)
    take(workers, OWN[FIRST], OWN[CLIENT], last, first)
    assert {each.event for each in OWN[FIRST]} <= known(workers, CLIENT).keys()
    assert set(known(workers, FIRST)) == {first[0].event, last[0].event}


def test_either_agency_undoes_a_merge_and_both_must_say_it_anew() -> None:
    workers = MergingWorkers()
    told = [
        said(1, MERGE, FIRST, CLIENT, MET),
        said(2, MERGE, FIRST, CLIENT, SUPPORT),
        said(3, UNMERGE, FIRST, CLIENT, SUPPORT),
        said(4, MERGE, FIRST, CLIENT, SUPPORT),
    ]
    take(workers, OWN[FIRST], OWN[CLIENT], *told)
    assert not {each.event for each in OWN[CLIENT]} & known(workers, FIRST).keys()
    assert known(workers, FIRST)[told[3][0].event] is EntryState.PROPOSED
    assert workers.stored_owners(FIRST) == set()

    take(workers, said(5, MERGE, FIRST, CLIENT, MET))
    assert {each.event for each in OWN[CLIENT]} <= known(workers, FIRST).keys()


def test_an_undoing_takes_back_what_went_on_through_a_chain() -> None:
    """Given the first in the second in the City's, then apart: the City's has nothing of hers."""
    workers = MergingWorkers()
    take(
        workers,
        *OWN.values(),
        said(1, MERGE, SECOND, FIRST, MET),
        said(2, MERGE, CITY, SECOND, MET),
        said(3, MERGE, CITY, SECOND, CITY_POLICE),
    )
    hers = {each.event for each in OWN[FIRST]}
    assert hers <= known(workers, CITY).keys()
    assert workers.stored_owners(CITY) == {FIRST, SECOND}

    take(workers, said(4, UNMERGE, SECOND, FIRST, MET))

    for victim in (SECOND, CITY):
        assert not hers & known(workers, victim).keys()
        assert FIRST not in workers.stored_owners(victim)
    assert {each.event for each in OWN[SECOND]} <= known(workers, CITY).keys()
    assert hers <= known(workers, FIRST).keys()


def test_of_three_merged_in_a_ring_one_journey_has_all() -> None:
    """Given a ring, then the journey of the one that closed it goes on: none loses its facts."""
    ring = [
        said(1, MERGE, SECOND, FIRST, MET),
        *(said(number, MERGE, CITY, SECOND, who) for number, who in ((2, MET), (3, CITY_POLICE))),
        *(said(number, MERGE, FIRST, CITY, who) for number, who in ((4, MET), (5, CITY_POLICE))),
    ]
    workers = MergingWorkers()
    take(workers, *OWN.values(), *ring)

    everything = {each.event for name in (FIRST, SECOND, CITY) for each in OWN[name]}
    assert everything < known(workers, CITY).keys()
    for victim in (FIRST, SECOND):
        assert not everything & known(workers, victim).keys()


def test_what_a_third_agency_reports_of_two_references_does_not_count() -> None:
    workers = MergingWorkers()
    hers = {each.event for each in OWN[SECOND]}
    take(workers, OWN[FIRST], OWN[SECOND], said(1, MERGE, FIRST, SECOND, Agency.HMCTS))
    assert not hers & known(workers, FIRST).keys()

    take(
        workers,
        said(2, MERGE, FIRST, SECOND, MET),
        said(3, UNMERGE, FIRST, SECOND, Agency.HMCTS),
    )
    assert hers <= known(workers, FIRST).keys()


@pytest.mark.parametrize("precision", [Precision.DAY, Precision.MONTH])
def test_an_undoing_known_by_its_day_alone_undoes_the_merge_of_that_day(
    precision: Precision,
) -> None:
    """Given a merge at 1 and an undoing that came in at 3 and says "1 May" or "May"."""
    undone = [
        replace(each, occurred=Occurred.of(each.occurred.at, precision))
        for each in said(3, UNMERGE, FIRST, SECOND, MET)
    ]
    hers = {each.event for each in OWN[SECOND]}
    workers = MergingWorkers()
    take(workers, OWN[FIRST], OWN[SECOND], undone, said(1, MERGE, FIRST, SECOND, MET))
    assert not hers & known(workers, FIRST).keys()

    take(workers, said(5, MERGE, FIRST, SECOND, MET))
    assert hers <= known(workers, FIRST).keys()


def test_what_is_taken_back_goes_on_though_the_worker_was_killed_before_it_sent_it() -> None:
    """Given a chain and its first merge undone, then the second worker is killed after it stored
    that, before it told the third.
    """
    workers = MergingWorkers()
    take(
        workers,
        *OWN.values(),
        said(1, MERGE, SECOND, FIRST, MET),
        said(2, MERGE, CITY, SECOND, MET),
        said(3, MERGE, CITY, SECOND, CITY_POLICE),
    )
    second = workers.worker(SECOND)
    workers.facts(*said(4, UNMERGE, SECOND, FIRST, MET))
    arriving = workers.take_away(SECOND)
    second.waiting += arriving
    second.take_merge_records(most=len(arriving))
    assert FIRST in {each for sent in withdrawn(second.waiting) for each in sent.owners}
    second.waiting = [each for each in second.waiting if each not in withdrawn(second.waiting)]
    second.killed()

    second.waiting += arriving
    second.take_merge_records(len(second.waiting) - len(arriving), most=len(arriving))
    workers.deliver_all()

    assert FIRST not in workers.stored_owners(CITY)


def test_a_merge_from_before_issuers_were_written_stands_by_itself() -> None:
    def older(records: list[LoggedFact]) -> list[LoggedFact]:
        return [replace(each, issuers=()) for each in records]

    merge = older(said(1, MERGE, FIRST, CLIENT, Agency.HMCTS))
    read = decode_log(merge[0].written)
    workers = MergingWorkers()
    take(workers, OWN[FIRST], OWN[CLIENT], merge)
    assert read == merge[0]
    assert b"issuers" not in merge[0].written
    assert {each.event for each in OWN[CLIENT]} <= known(workers, FIRST).keys()

    take(workers, older(said(2, UNMERGE, FIRST, CLIENT, Agency.HMCTS)))
    assert not {each.event for each in OWN[CLIENT]} & known(workers, FIRST).keys()


def test_as_of_a_moment_before_the_agreement_nothing_was_merged() -> None:
    """Given a proposal at one and an agreement at three, then at two it waited, and says so."""
    told = [said(1, MERGE, FIRST, CLIENT, MET), said(3, MERGE, FIRST, CLIENT, SUPPORT)]
    log = {
        name: with_facts({}, [*OWN[name], *(a if name == FIRST else b for a, b in told)])
        for name in (FIRST, CLIENT)
    }

    between = journey_as_of(FIRST, log, london("2025-05-01 02:00"))
    after = journey_as_of(FIRST, log, london("2025-05-01 04:00"))

    assert entry_text(between.timeline[-1]) == PROPOSED_MERGE
    assert {each.id for each in between.timeline} == {
        *(each.event for each in OWN[FIRST]),
        told[0][0].event,
    }
    hers = {each.event for each in OWN[CLIENT]}
    linked = [each.linked for each in after.timeline if each.id in hers]
    assert linked == [london("2025-05-01 03:01")] * len(hers)
    assert journey_as_of(CLIENT, log, london("2025-05-01 02:00")).goes_on_as is None
    assert journey_as_of(CLIENT, log, london("2025-05-01 04:00")).goes_on_as == FIRST
