"""The police link crime and arrest, the court its URN and the arrest: her facts arrive."""

from collections.abc import Sequence
from itertools import permutations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linked_prosecutions import (
    A1,
    A2,
    C1,
    C2,
    COURT,
    CP,
    MERGED,
    OTHER_URN,
    URN,
    V1,
    V2,
    Event,
    charged,
    flags,
    journey,
    listed,
    said,
    trials,
    victim,
)
from pure_cases import CaseNetwork
from schemas.cloudevents import decode
from schemas.impossible_facts import impossible

ONE_VICTIM = [
    victim(V1, C1),
    charged(C1, 1, A1),
    said("case-linked", URN, other=f"asn:{A1}"),
    listed(URN),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_any_order_the_court_s_facts_reach_her(order: Sequence[int]) -> None:
    """Given police who link crime and ASN, and a court that links URN and ASN."""
    assert journey(ONE_VICTIM[each] for each in order) == {URN}


def test_an_asn_by_the_way_is_a_link_too_and_its_short_form_is_the_same() -> None:
    plea = said("plea-entered", URN, plea="not-guilty", asn="25/01ZD/01/104411J")

    assert journey([victim(V1, C1), charged(C1, 1, A1), plea, listed(URN)]) == {URN}


TWO_VICTIMS = [
    *(victim(V1, C1), charged(C1, 1, A1)),
    *(victim(V2, C2), charged(C2, 2, A2)),
    said("case-linked", URN, other=f"asn:{A1}"),
    said("case-linked", URN, other=f"asn:{A2}"),
    listed(URN),
    listed(C1),
    listed(C2),
]


@given(order=st.permutations(range(len(TWO_VICTIMS))))
def test_of_two_victims_of_two_defendants_each_gets_her_crime_alone(order: list[int]) -> None:
    events = [TWO_VICTIMS[each] for each in order]

    assert journey(events, V1) == {URN, C1}
    assert journey(events, V2) == {URN, C2}


SHARED = [
    *(victim(V1, C1), said("case-linked", C1, "met-police", other=URN)),
    *(victim(V2, C2), said("case-linked", C2, "met-police", other=OTHER_URN)),
    said("case-linked", URN, other=f"asn:{A1}"),
    said("case-linked", OTHER_URN, other=f"asn:{A1}"),
    listed(URN),
    listed(OTHER_URN),
]


@given(order=st.permutations(range(len(SHARED))))
def test_two_prosecutions_of_one_arrest_do_not_share_their_victims(order: list[int]) -> None:
    """Given one arrest and two prosecutions, each linked with a crime, also by the arrest."""
    events = [SHARED[each] for each in order]

    assert (journey(events, V1), journey(events, V2)) == ({URN}, {OTHER_URN})
    by_arrest = [*events, charged(C1, 1, A1), charged(C2, 1, A1)]
    assert (journey(by_arrest, V1), journey(by_arrest, V2)) == ({URN}, {OTHER_URN})


def test_while_nothing_says_which_prosecution_is_hers_both_count_and_it_is_asked() -> None:
    events = [victim(V1, C1), charged(C1, 1, A1), *SHARED[4:]]
    network = CaseNetwork()
    network.take_all(decode(orjson.dumps(each)) for each in events)

    assert trials(network, V1) == {URN, OTHER_URN}
    assert flags(network, V1) == ["which-prosecution"]
    network.take_all([decode(orjson.dumps(said("case-linked", C1, "met-police", other=URN)))])
    assert (trials(network, V1), flags(network, V1)) == ({URN}, [])


@pytest.mark.parametrize(
    "links",
    [
        [said("case-linked", URN, other=COURT)],
        [said("case-linked", URN, other=CP)],
        [said("case-linked", CP, other=URN)],
    ],
)
def test_a_court_s_number_and_common_platform_s_id_are_the_same_prosecution(
    links: list[Event],
) -> None:
    (link,) = links
    other = link["data"]["other"] if link["subject"] == URN else link["subject"]
    linked = said("case-linked", C1, "met-police", other=URN)

    assert journey([victim(V1, C1), linked, link, listed(other)]) == {other}


WRONG = [
    *(victim(V1, C1), said("case-linked", C1, "met-police", other=URN)),
    listed(URN),
    said("case-unlinked", URN, other=C1),
    listed(URN),
]


@given(order=st.permutations(range(len(WRONG))))
def test_what_was_linked_by_mistake_counts_no_more(order: list[int]) -> None:
    assert journey(WRONG[each] for each in order) == set()


def test_what_is_linked_again_counts_again() -> None:
    assert journey([*WRONG, said("case-linked", C1, "met-police", other=URN)]) == {URN}


def test_an_arrest_by_the_way_does_not_join_what_was_parted() -> None:
    parted = said("case-unlinked", URN, other=f"asn:{A1}")
    again = said("plea-entered", URN, plea="guilty", asn=A1)

    assert journey([*ONE_VICTIM, parted, again]) == set()


MERGED_CASES = [
    *(victim(V1, C1), said("case-linked", C1, "met-police", other=URN), listed(URN)),
    *(victim(V2, C2), said("case-linked", C2, "met-police", other=OTHER_URN), listed(OTHER_URN)),
    said("case-merged", URN, into=MERGED),
    said("case-merged", OTHER_URN, into=MERGED),
    listed(MERGED),
]


@given(order=st.permutations(range(len(MERGED_CASES))))
def test_what_is_merged_goes_on_for_both_and_stays_apart_before(order: list[int]) -> None:
    events = [MERGED_CASES[each] for each in order]

    assert journey(events, V1) == {URN, MERGED}
    assert journey(events, V2) == {OTHER_URN, MERGED}
    undone = [*events, said("case-unlinked", MERGED, other=URN)]
    assert (journey(undone, V1), journey(undone, V2)) == ({URN}, {OTHER_URN, MERGED})


def test_a_merger_into_a_prosecution_is_one_way() -> None:
    events = [*MERGED_CASES[:6], said("case-merged", URN, into=OTHER_URN)]

    assert (journey(events, V1), journey(events, V2)) == ({URN, OTHER_URN}, {OTHER_URN})


def test_of_a_split_case_her_own_part_counts_once_it_is_said_which() -> None:
    parts = [said("case-split", URN, into=f"{URN}/S{n}") for n in (1, 2)]
    split = [*MERGED_CASES[:2], *parts, listed(f"{URN}/S1"), listed(f"{URN}/S2")]

    assert journey(split) == {f"{URN}/S1", f"{URN}/S2"}
    known = said("case-linked", C1, "met-police", other=f"{URN}/S2")
    assert journey([*split, known]) == {f"{URN}/S2"}


def test_heard_together_is_not_one_case() -> None:
    joined = said("case-joined", URN, with_case=OTHER_URN)
    severed = said("case-severed", URN, from_case=OTHER_URN)

    assert journey([*MERGED_CASES[:6], joined, severed], V2) == {OTHER_URN}


def test_messages_do_not_multiply_among_arrests_and_prosecutions() -> None:
    """Given ten URNs, each linked with ten arrests, then a victim goes over each link twice."""
    numbers = [f"asn:{25}01ZD01{n:011}" for n in range(10)]
    arrests = [f"court:T2025{n:04}" for n, _ in enumerate(numbers)]
    urns = [f"urn:01ZD03{n:05}" for n in range(10)]
    links = [said("case-linked", urn, other=arrest) for urn in urns for arrest in arrests]
    crime = said("case-linked", C1, "met-police", other=arrests[0])
    network = CaseNetwork()

    network.take_all(decode(orjson.dumps(each)) for each in [*links, crime, victim(V1, C1)])

    assert len(network.sent) <= len(links) + 4 * len(links)


@pytest.mark.parametrize(
    ("event", "errors"),
    [
        (said("case-linked", URN, other=MERGED), []),
        (said("case-linked", URN, other=CP), []),
        (said("case-linked", URN, other=OTHER_URN), ["data.other: two_prosecutions"]),
        (
            said("case-linked", URN, other="urn:T20254007"),
            ["data.other: a_crown_court_number", "data.other: two_prosecutions"],
        ),
        (said("case-unlinked", URN, other=OTHER_URN), []),
        (said("case-unlinked", URN, other=URN), ["data.other: the_same_case"]),
        (said("case-merged", URN, into=C1), ["data.into: only_a_crime"]),
        (said("hearing-held", "court:T20254007", court="snaresbrook", hearing="trial"), []),
        (said("hearing-held", CP, court="snaresbrook", hearing="trial"), []),
        (
            said("hearing-held", "urn:T20254007", court="snaresbrook", hearing="trial"),
            ["subject: a_crown_court_number"],
        ),
        (
            said("warrant-issued", "asn:25/01ZD/01/104411J"),
            ["subject: a_defendant_and_no_case"],
        ),
    ],
)
def test_what_the_field_s_systems_write_is_taken_and_what_cannot_be_is_refused(
    event: Event, errors: list[str]
) -> None:
    read = decode(orjson.dumps(event))

    assert [str(each) for each in impossible(read.arriving)] == errors
