"""One person under two references: merged, and unmerged again. Times are London's."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from events.contact import ToldAbout
from events.identifiers import Agency, Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from events.investigation import SuspectArrested
from notes import Notes, london
from processors.journey import fold
from pure_worker import Worker
from schemas.changes import Obligation
from schemas.log import Logged
from stories import told

POLICE = Pseudonym("victim-by-the-police")
SUPPORT = Pseudonym("victim-by-support")
THIRD = Pseudonym("victim-third")
NOW = london("2025-06-01 00:00")


def of_two() -> tuple[list[Logged], list[Logged]]:
    """What the police know of a victim, and Victim Support of the same person: one arrest too."""
    police, support = Notes(POLICE), Notes(SUPPORT)
    police.reported("2025-03-03 10:00")
    arrest = police.happened("2025-03-04 14:00", SuspectArrested())
    support.reported("2025-03-05 10:00")
    support.facts.append(replace(arrest, victim=SUPPORT))
    support.happened("2025-03-06 10:00", told(ToldAbout.ARREST), Agency.VICTIM_SUPPORT)
    return police.facts, support.facts


def about_both(
    when: str, fact: VictimsMerged | VictimsUnmerged, kept: Pseudonym, joined: Pseudonym
) -> list[Logged]:
    """The record of a merge as intake writes it: to both."""
    notes = Notes(Pseudonym(f"{kept} {joined} {when}"))
    logged = replace(notes.happened(when, fact), kept=kept, joined=joined)
    return [replace(logged, victim=kept), replace(logged, victim=joined)]


MERGED = about_both("2025-05-01 10:00", VictimsMerged(), POLICE, SUPPORT)
UNMERGED = about_both("2025-05-06 10:00", VictimsUnmerged(), POLICE, SUPPORT)


def test_9_one_person_twice() -> None:
    police, support = of_two()
    worker = Worker()
    for logged in (*police, *support, *MERGED):
        worker.facts(logged)
    while worker.waiting:
        worker.lend()
    worker.tick(NOW)

    rows = worker.rows(POLICE).values()

    arrests = [row for row in rows if isinstance(row, Obligation) and row.rule == "R6.1"]
    assert [row.state for row in arrests] == ["discharged"]
    assert {logged.event for logged in (*police, *support)} < {row.id for row in rows}
    assert set(worker.rows(SUPPORT)) == {MERGED[0].event}

    for logged in UNMERGED:
        worker.facts(logged)
    while worker.waiting:
        worker.lend()
    worker.tick(NOW)

    record = {MERGED[0].event, UNMERGED[0].event}
    for victim, facts in ((POLICE, police), (SUPPORT, support)):
        after = {key: row for key, row in worker.rows(victim).items() if key not in record}
        assert after == dict(fold(facts, NOW).rows)
        assert record < set(worker.rows(victim))


def test_what_was_not_known_before_the_merge_is_not_known_then() -> None:
    police, support = of_two()
    worker = Worker()
    for logged in (*police, *support, *MERGED):
        worker.facts(logged)
    while worker.waiting:
        worker.lend()

    journey = worker.holds(POLICE)

    then = [each for each in journey.facts.values() if each.learned < london("2025-04-01 00:00")]
    assert {each.event for each in then} == {logged.event for logged in police}


SECOND = about_both("2025-05-03 10:00", VictimsMerged(), SUPPORT, THIRD)


@given(data=st.data(), end=st.sampled_from([[], UNMERGED]))
def test_in_any_order_through_crashes_a_merge_comes_to_the_same(
    data: st.DataObject, end: list[Logged]
) -> None:
    """Given a third who was merged into the second, then the first's journey has all three."""
    police, support = of_two()
    third = Notes(THIRD)
    third.happened("2025-03-20 14:00", told(ToldAbout.PROGRESS))
    facts = [*police, *support, *third.facts, *MERGED, *SECOND, *end]
    worker = Worker()
    jumbled = data.draw(st.permutations(facts))
    while jumbled:
        size = data.draw(st.integers(1, 4))
        together, jumbled = jumbled[:size], jumbled[size:]
        worker.facts(*together, killed_after=data.draw(st.none() | st.integers(0, size)))
        while worker.waiting:
            if not data.draw(st.booleans()):
                break
            number = data.draw(st.integers(0, len(worker.waiting) - 1))
            worker.lend(number, most=data.draw(st.integers(1, 3)))
    while worker.waiting:
        worker.lend()
    worker.tick(NOW)

    events = {row.id for row in worker.rows(POLICE).values()}

    theirs = {logged.event for logged in (*support, *third.facts)}
    shared = {logged.event for logged in police}
    assert theirs <= events if not end else not (theirs - shared) & events
    kept = worker.rows(SUPPORT if end else POLICE)
    assert {logged.event for logged in third.facts} <= set(kept)
    for victim in (POLICE, SUPPORT, THIRD):
        assert worker.rows(victim) == worker.holds(victim).rows
