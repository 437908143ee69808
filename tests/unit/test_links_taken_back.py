"""A link that its agency takes back joins nothing any more: whatever arrives first, and wholly."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.identifiers import Agency, CaseLevel, event_identity, level
from linked_prosecutions import (
    A1,
    A2,
    C1,
    COURT,
    CP,
    MERGED,
    URN,
    V1,
    Event,
    charged,
    journey,
    listed,
    said,
    victim,
)

IDENTIFIED = victim(V1, C1)


def taken_back(event: Event) -> Event:
    """Its agency takes an event back."""
    data = {"event_id": event["id"], "event_source": event["source"], "reason": "wrong-case"}
    return said("report-withdrawn", event["subject"], event["agency"], **data)


def numbered(event: Event, number: int) -> Event:
    """The event with an id of its own: links are said several times at different moments."""
    return event | {"id": f"{event['id']}-{number}"}


LINKED = said("case-linked", C1, "met-police", other=URN)
CHARGED = charged(C1, 1, A1)
LINKS = [
    (LINKED, [], URN),
    (CHARGED, [said("case-linked", URN, other=f"asn:{A1}")], URN),
    (said("case-merged", URN, into=MERGED), [LINKED], MERGED),
    (said("case-split", URN, into=f"{URN}/S1"), [LINKED], f"{URN}/S1"),
    (said("case-linked", COURT, other=URN), [LINKED], COURT),
]
"""A link, what else leads to it, and the case behind it."""


@pytest.mark.parametrize(("link", "others", "behind"), LINKS)
def test_what_is_behind_a_link_is_hers_until_it_is_taken_back(
    link: Event, others: list[Event], behind: str
) -> None:
    events = [IDENTIFIED, *others, link, listed(behind)]
    back = taken_back(link)
    assert behind in journey(events)

    for order in permutations([*events, back]):
        assert behind not in journey(order)
    assert behind in journey([*events, back, taken_back(back)])
    assert behind in journey([*events, back, numbered(link, 2)])


def test_a_charge_with_a_wrong_number_that_is_said_anew_leads_to_the_right_prosecution() -> None:
    """Given the arrest/summons number of another in a charge: her page had his trial."""
    wrong = [CHARGED, said("case-linked", URN, other=f"asn:{A1}"), listed(URN)]
    right = [charged(C1, 1, A2), said("case-linked", CP, other=f"asn:{A2}"), listed(CP)]
    assert journey([IDENTIFIED, *wrong, *right]) == {URN, CP}

    assert journey([IDENTIFIED, *wrong, *right, taken_back(CHARGED)]) == {CP}


def test_a_number_that_was_corrected_before_that_was_refused_leads_to_nobodys_prosecution() -> None:
    corrected = said(
        "correction-proposed",
        C1,
        "met-police",
        correction="K1",
        event=str(event_identity(Agency.MET_POLICE, CHARGED["source"], CHARGED["id"])),
        field="asn",
        value=A2,
    )
    events = [IDENTIFIED, CHARGED, said("case-linked", URN, other=f"asn:{A1}"), listed(URN)]

    assert journey([*events, corrected]) == set()


def test_what_was_taken_back_in_the_strangers_case_is_not_shown_either() -> None:
    trial = listed(URN)
    events = [IDENTIFIED, LINKED, trial, taken_back(trial), taken_back(LINKED)]

    assert journey(events) == set()


PLACES = (C1, f"asn:{A1}", URN, CP, COURT)
PAIRS = [(C1, f"asn:{A1}"), (C1, URN), (URN, f"asn:{A1}"), (URN, CP), (CP, COURT), (URN, COURT)]


def ways_of(said_last: dict[tuple[str, str], bool]) -> set[str]:
    """Where a victim of the crime is led by the links that were said last, by the plain rule."""
    found, waits = set[tuple[str, bool]](), [(C1, False)]
    while waits:
        case, placed = waits.pop()
        if (case, placed) in found:
            continue
        found.add((case, placed))
        joined = [{*pair} for pair, stands in said_last.items() if stands]
        for other in (next(iter(pair - {case})) for pair in joined if case in pair):
            back = level(other) < level(case)
            after = placed or level(case) is CaseLevel.PROSECUTION
            if not back or (level(other) is CaseLevel.PROSECUTION and not placed):
                waits.append((other, after))
    return {case for case, _ in found}


Saying = tuple[tuple[str, str], bool, bool]


@given(
    sayings=st.lists(st.tuples(st.sampled_from(PAIRS), st.booleans(), st.booleans()), max_size=9),
    data=st.data(),
)
def test_links_undone_and_taken_back_lead_where_the_last_word_leads(
    sayings: Sequence[Saying], data: st.DataObject
) -> None:
    """Given links that are made, undone and taken back, in whatever order they arrive."""
    events: list[Event] = [IDENTIFIED, *(listed(case) for case in PLACES if case != PLACES[1])]
    said_last: dict[tuple[str, str], bool] = {}
    for number, (pair, makes, takes_back) in enumerate(sayings):
        kind = "case-linked" if makes else "case-unlinked"
        subject, other = pair if data.draw(st.booleans()) or "asn" in pair[1] else pair[::-1]
        agency = "met-police" if C1 in pair else "hmcts"
        said_now: Any = numbered(said(kind, subject, agency, other=other), number)
        events.append(said_now)
        if takes_back:
            events.append(taken_back(said_now))
        else:
            said_last[pair] = makes
    arrived = data.draw(st.permutations(events))

    assert journey(arrived) == ways_of(said_last) - {PLACES[1]}
