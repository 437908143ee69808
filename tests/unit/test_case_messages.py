"""A victim reaches each linked case once: whatever the links, the order, repeats and kills."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.identifiers import pseudonym
from events.investigation import SuspectArrested
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import take_in
from pure_cases import AT, KEY, PureCases, case_event, identified, link, reachable
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact

CRIMES = [f"crime:met-police:{number}" for number in range(4)]
CASES = [
    *CRIMES,
    "urn:01AA0123425",
    "urn:01AA0123426",
    "court:01/2345/12A",
    "asn:1101ZD0100000410836V",
]


def clique(count: int) -> list[tuple[int, int]]:
    return list(combinations(range(count), 2))


def chain(count: int) -> list[tuple[int, int]]:
    return [(number, number + 1) for number in range(count - 1)]


def ring(count: int) -> list[tuple[int, int]]:
    return [*chain(count), (count - 1, 0)]


def linked(pairs: list[tuple[int, int]], victims: int, *, first: bool) -> list[AgencyEvent]:
    """Crimes with a fact each, links between them, and victims of one, known first or last."""
    crimes = sorted({number for pair in pairs for number in pair})
    names = [f"crime:met-police:{number}" for number in crimes]
    known = [identified(number, names[0], f"V{number}") for number in range(victims)]
    links = [
        link(1000 + number, names[one], names[other]) for number, (one, other) in enumerate(pairs)
    ]
    facts = [
        case_event(5000 + number, name, SuspectArrested()) for number, name in enumerate(names)
    ]
    events = [*known, *links, *facts] if first else [*facts, *links, *known]
    return [replace(event, id=str(number)) for number, event in enumerate(events)]


@pytest.mark.parametrize("first", [True, False], ids=["victims first", "victims last"])
@pytest.mark.parametrize("victims", [1, 3])
@pytest.mark.parametrize(
    "pairs",
    [*map(clique, (6, 8, 10, 20)), chain(20), ring(20)],
    ids=["clique 6", "clique 8", "clique 10", "clique 20", "chain 20", "ring 20"],
)
def test_messages_are_linear_in_links_times_victims(
    pairs: list[tuple[int, int]], victims: int, *, first: bool
) -> None:
    """Given N cases linked each to each, then a victim goes over each link once each way at most.

    Of each fact and victim there is one record, of a link one from each of its ends.
    """
    cases = PureCases(linked(pairs, victims, first=first))

    cases.run()

    count = len({number for pair in pairs for number in pair})
    assert [len(each) for each in cases.known().values()] == [victims] * count
    assert len(cases.messages) <= len(pairs) + 2 * len(pairs) * victims
    assert len(cases.records) <= count + len(pairs) + victims * (1 + count + 2 * len(pairs))


@st.composite
def stories(draw: st.DrawFn) -> list[AgencyEvent]:
    """Links between any cases, victims of any, and facts of each; some come twice; any order."""
    some = st.sampled_from(CASES)
    pairs = draw(st.lists(st.tuples(some, some), max_size=12))
    victims = draw(st.lists(st.tuples(some, st.sampled_from("ABC")), min_size=1, max_size=4))
    events = [
        *(link(number, one, other) for number, (one, other) in enumerate(pairs)),
        *(identified(50 + number, case, name) for number, (case, name) in enumerate(victims)),
        *(case_event(90 + number, case, SuspectArrested()) for number, case in enumerate(CASES)),
    ]
    again = draw(st.lists(st.sampled_from(events), max_size=3))
    return draw(st.permutations([*events, *again]))


def check(cases: PureCases) -> None:
    wanted = reachable(cases.events)
    known = {
        (case, victim): since
        for case, victims in cases.known().items()
        for victim, since in victims.items()
    }
    assert known == {(case, pseudonym(name, KEY)): at for (case, name), at in wanted.items()}
    given_facts = cases.given()
    for (case, name), since in wanted.items():
        fact = 90 + CASES.index(case)
        event = LoggedFact.accepted(case_event(fact, case, SuspectArrested()), None, AT).event
        assert given_facts[pseudonym(name, KEY)][event] == max(since, AT + timedelta(minutes=fact))


@given(events=stories(), data=st.data())
def test_every_victim_is_in_every_linked_case_since_the_earliest_moment(
    events: list[AgencyEvent], data: st.DataObject
) -> None:
    cases = PureCases(events)

    while any(cases.waits()):
        event_waits, message_waits = cases.waits()
        if message_waits and (not event_waits or data.draw(st.booleans())):
            cases.message()
        else:
            cases.event()

    check(cases)


@given(events=stories(), data=st.data())
def test_nothing_is_missing_after_a_kill(events: list[AgencyEvent], data: st.DataObject) -> None:
    """Given a worker that dies, when its table is ahead of what it sent, then all still arrives.

    What it had sent and what it had written by the kill are any two beginnings; it reads again
    from its last commit. A message that it had read was in the topic.
    """
    cases = PureCases(events)
    committed = cases.snapshot()
    steps = [cases.snapshot()]
    for _ in range(data.draw(st.integers(1, 60))):
        if not any(cases.waits()):
            break
        event_waits, message_waits = cases.waits()
        take_message = message_waits and (not event_waits or data.draw(st.booleans()))
        cases.message() if take_message else cases.event()
        steps.append(cases.snapshot())
        if data.draw(st.integers(0, 9)) == 0:
            committed, steps = cases.snapshot(), [cases.snapshot()]
    sent, written = (steps[data.draw(st.integers(0, len(steps) - 1))] for _ in "ab")
    in_topic = max(len(sent.messages), written.next_message)
    messages = max(sent.messages, written.messages, key=len)[:in_topic]
    again = PureCases(
        events,
        written.table,
        messages,
        sent.records,
        committed.next_event,
        committed.next_message,
    )

    again.run()

    check(again)


def test_a_case_linked_to_itself_says_nothing_for_ever() -> None:
    """Given a case that is linked to itself, then no message is sent: it would come back."""
    cases = PureCases([link(1, CRIMES[0], CRIMES[0]), identified(2, CRIMES[0], "V")])

    cases.run()

    assert cases.messages == []


def test_a_victim_of_a_case_that_the_version_before_stored_is_passed_on_once_more() -> None:
    """Given a case without the records that brought its victims, then the next one counts."""
    event = identified(2, CRIMES[0], "V")
    victim = pseudonym("met-police:V", KEY)
    stored = CaseFile({victim: AT}, {}, {CRIMES[1]: AT})

    first = take_in(stored, event, AT, KEY, "agency.met-police/0/7")
    second = take_in(first.case, event, AT, KEY, "agency.met-police/0/8")

    assert [each.to for each in first.messages] == [CRIMES[1]]
    assert second.messages == ()
