"""How large a case can grow, and that what is stored of it grows with it, not each time anew."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.identifiers import Pseudonym, pseudonym
from events.identity import CaseLinked
from events.investigation import SuspectArrested
from processors.case.history.facts_by_event import with_facts
from processors.stream import case_bounds
from processors.stream.case_bounds import MOST_LINKS, MOST_VICTIMS, MOST_WAITING
from processors.stream.case_entries import EMPTIED
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import take_in, take_message
from processors.stream.case_table import CaseTable, case_of_key
from processors.stream.growing_facts import GrowingFacts, with_fact
from pure_cases import AT, KEY, case_event, identified, link
from schemas.case_links import LinkAdded, VictimJoined
from schemas.log_records import LoggedFact, encode_facts
from schemas.refusal import Problem, Refused
from schemas.refusal_words import words_of
from schemas.unreadable_records import UnreadableRecord

CASE, OTHER, URN = "crime:met-police:1", "crime:met-police:2", "urn:01AA0123425"
MANY = {Pseudonym(f"victim-{number}"): AT for number in range(MOST_VICTIMS)}
FULL = CaseFile(MANY, {}, {f"urn:01AA{number:07}": AT for number in range(MOST_LINKS)})


def test_an_event_that_brings_one_victim_too_many_is_refused() -> None:
    with pytest.raises(Refused, match="invalid: victim: too_many_victims"):
        take_in(FULL, identified(1, CASE, "V"), AT, KEY)


def test_an_event_that_brings_one_link_too_many_is_refused() -> None:
    with pytest.raises(Refused, match="invalid: data: too_many_links"):
        take_in(FULL, link(1, CASE, OTHER), AT, KEY)


def test_the_refusals_say_the_bounds() -> None:
    for problem, most in (("too_many_victims", MOST_VICTIMS), ("too_many_links", MOST_LINKS)):
        assert f"which is {most}: " in str(words_of(Problem("data", problem)))


def test_a_full_case_takes_in_all_else() -> None:
    """Given a case with all the victims and links it can have, then a fact reaches every victim,
    and a victim and a link that it has already come again."""
    arrested = take_in(FULL, case_event(1, CASE, SuspectArrested()), AT, KEY)
    known = take_in(FULL, link(2, CASE, next(iter(FULL.links))), AT, KEY)

    assert len(arrested.records) == len(known.records) == MOST_VICTIMS
    assert known.case.links == FULL.links


def test_what_another_case_passes_on_waits_and_comes_in_once_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a full case, when a victim and a link come, then they wait in its table; when a later
    version allows more, then the next thing that comes to the case brings them in, once."""
    joined = VictimJoined(CASE, Pseudonym("victim-v"), AT, OTHER)
    fact = LoggedFact.accepted(case_event(1, OTHER, CaseLinked(other=CASE)), None, AT)
    table: dict[str, bytes] = {}
    cases = CaseTable(table)
    cases.put(CASE, FULL)
    for message in (joined, LinkAdded(CASE, fact)):
        cases.put(CASE, take_message(cases.get(CASE), message).case)
    monkeypatch.setattr(case_bounds, "MOST_VICTIMS", MOST_VICTIMS + 1)
    monkeypatch.setattr(case_bounds, "MOST_LINKS", MOST_LINKS + 1)
    cases = CaseTable.of(table)
    arrested = case_event(2, CASE, SuspectArrested())

    taken = take_in(cases.get(CASE), arrested, AT, KEY)
    for passed in taken.messages:
        cases.put(CASE, take_message(cases.get(CASE), passed).case)

    assert set(taken.messages) == {joined, LinkAdded(CASE, fact)}
    after = CaseTable.of(table).get(CASE)
    assert (len(after.victims), len(after.links)) == (MOST_VICTIMS + 1, MOST_LINKS + 1)
    assert take_in(after, arrested, AT, KEY).messages == ()


def test_no_more_wait_than_a_case_can_store() -> None:
    """Given a full case, when ever more victims come from other cases, then it stops growing; the
    first that came wait, each with the earliest moment."""
    table: dict[str, bytes] = {}
    cases = CaseTable(table)
    cases.put(CASE, FULL)
    for minutes in (1, 0):
        for number in range(MOST_WAITING + 10):
            since = AT + timedelta(minutes=minutes)
            message = VictimJoined(CASE, Pseudonym(f"victim-more-{number}"), since, OTHER)
            cases.put(CASE, take_message(cases.get(CASE), message).case)

    waiting = CaseTable.of(table).get(CASE).waiting
    assert waiting.keys() == {f"victim-more-{number}" for number in range(MOST_WAITING)}
    assert {message.since for message in waiting.values()} == {AT}


@pytest.mark.parametrize("broken", ["fact", "victim"])
def test_a_case_of_which_one_record_cannot_be_read_is_unreadable_each_time(broken: str) -> None:
    """Given a spoilt record, then its case is never taken for an empty one; others are read."""
    cases = CaseTable(table := dict[str, bytes]())
    for name in (CASE, OTHER):
        taken = take_in(cases.get(name), identified(1, name, "V"), AT, KEY, "agency.cps/0/1")
        cases.put(name, taken.case)
        cases.put(name, take_in(taken.case, case_event(2, name, SuspectArrested()), AT, KEY).case)
    keys = sorted((key for key in table if case_of_key(key) == CASE), key=lambda key: "vic" in key)
    table[keys[0] if broken == "fact" else keys[-1]] = b"{"
    again = CaseTable.of(table)

    for _ in range(2):
        with pytest.raises(UnreadableRecord):
            again.get(CASE)
    assert again.get(OTHER) == cases.get(OTHER)


def test_a_large_case_writes_one_small_record_a_fact() -> None:
    """Given 300 facts of one case, then the last writes as much as the first."""
    cases, sizes = CaseTable(table := Written()), []
    for number in range(300):
        table.size = 0
        event = case_event(number, CASE, SuspectArrested())
        cases.put(CASE, take_in(cases.get(CASE), event, AT, KEY).case)
        sizes.append(table.size)

    assert max(sizes) <= min(sizes) + 10
    assert len(CaseTable.of(table).get(CASE).facts) == 300


class Written(dict[str, bytes]):
    size = 0

    def __setitem__(self, key: str, value: bytes) -> None:
        self.size += len(key) + len(value)
        super().__setitem__(key, value)


def test_a_case_that_the_version_before_wrote_whole_is_read_and_written_anew() -> None:
    fact = LoggedFact.accepted(case_event(1, CASE, SuspectArrested()), None, AT)
    victim = pseudonym("met-police:V", KEY)
    since = AT + timedelta(minutes=1)
    head = orjson.dumps({"victims": {victim: since}, "links": {URN: AT}})
    table = {CASE: encode_facts(head, [fact])}
    cases = CaseTable.of(table)

    before = cases.get(CASE)
    taken = take_in(before, identified(2, CASE, "W"), since, KEY, "agency.met-police/0/7")
    cases.put(CASE, taken.case)

    known = {victim: since}
    assert before == CaseFile(known, {fact.event: fact}, {URN: AT}, free=known)
    assert [each.to for each in taken.messages] == [URN]
    assert table[CASE] == EMPTIED
    after = CaseTable.of(table).get(CASE)
    assert set(after.victims) == {victim, pseudonym("met-police:W", KEY)}
    assert (after.facts, after.links) == (before.facts, before.links)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12))
def test_facts_that_grow_are_as_copies_would_be(steps: list[tuple[int, int]]) -> None:
    """Given versions of facts to any of which more is added, also an event again, then each is what
    a copy would be, however many share their entries."""
    versions: list[Mapping[UUID, LoggedFact]] = [{}]
    copies: list[Mapping[UUID, LoggedFact]] = [{}]
    for number, base in steps:
        earlier = AT - timedelta(minutes=len(versions))
        fact = LoggedFact.accepted(case_event(number, CASE, SuspectArrested()), None, earlier)
        versions.append(with_fact(versions[base % len(versions)], fact))
        copies.append(with_facts(copies[base % len(copies)], [fact]))

    for version, copy in zip(versions, copies, strict=True):
        assert (list(version.items()), len(version)) == (list(copy.items()), len(copy))
        assert all(version.get(event) == copy.get(event) for event in copies[-1])
        if isinstance(version, GrowingFacts):
            assert version.last == [*copy][-1]
