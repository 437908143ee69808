"""What is linked, merged or found to be one person: its waits are there once, by one case."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import orjson
import pytest

from events.identifiers import pseudonym
from processors.fold.journey import fold
from published_journey import KEY, published_event
from pure_cases import CaseNetwork
from schemas.changes import StageInterval
from schemas.cloudevents import decode

FIRST, SECOND = "crime:met-police:4401234/25", "crime:met-police:4409999/25"
URN, OTHER, MERGED = "urn:01ZD0303225", "urn:01ZD0303325", "urn:01ZD0303325/M"
VICTIM = "met-police:V1"

Event = dict[str, Any]


def said(day: str, kind: str, subject: str, agency: str = "hmcts", **data: Any) -> Event:
    named = {"victim": VICTIM} if kind == "victim-identified" else {}
    return published_event(
        kind,
        f"2025-{day}T10:00:00Z",
        data,
        agency,
        subject=subject,
        id=f"{kind}-{subject}",
        **named,
    )


def waits(events: Iterable[Event]) -> list[tuple[str, str, bool]]:
    """Her waits: the case and the stage, and whether it lasts."""
    network = CaseNetwork()
    network.take_all(decode(orjson.dumps(each)) for each in events)
    facts = network.given[pseudonym(VICTIM, KEY)].values()
    rows = fold(facts, datetime(2026, 1, 1, tzinfo=UTC)).rows.values()
    found = [row for row in rows if isinstance(row, StageInterval)]
    return sorted((row.case_id, str(row.stage), row.ended is None) for row in found)


def prosecuted(crime: str, urn: str, day: str) -> list[Event]:
    """A crime of hers is charged, and goes on at court under a URN."""
    return [
        said(f"01-{day}", "victim-identified", crime, "met-police"),
        said(f"02-{day}", "suspect-charged", crime, "met-police", method="charge"),
        said(f"02-{day}", "case-linked", crime, "met-police", other=urn),
        said(f"03-{day}", "hearing-held", urn, court="thames-magistrates", hearing="first"),
    ]


ONE, ANOTHER = prosecuted(FIRST, URN, "03"), prosecuted(SECOND, OTHER, "10")
TRIAL = said("06-02", "hearing-held", MERGED, court="snaresbrook", hearing="trial")
JOINED = [
    said("04-01", "case-merged", URN, into=MERGED),
    said("04-02", "case-merged", OTHER, into=MERGED),
]


def test_two_cases_have_their_waits_each() -> None:
    assert Counter(case for case, *_ in waits([*ONE, *ANOTHER])) == {FIRST: 2, SECOND: 2}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_was_merged_into_one_prosecution_waits_once(order: Sequence[int]) -> None:
    """Given two crimes of hers whose prosecutions were merged, then she waits for one trial."""
    parts = [[*ONE, *ANOTHER], JOINED, [TRIAL]]

    found = waits(each for place in order for each in parts[place])

    assert [stage for _, stage, lasts in found if lasts] == ["trial"]
    assert {case for case, *_ in found} == {FIRST}
    assert Counter(stage for _, stage, _ in found) == {"charged": 1, "first-hearing": 1, "trial": 1}


def test_a_link_that_comes_late_leaves_no_wait_behind_under_the_other_name() -> None:
    """Given a trial that the court published under its URN before anybody linked it."""
    linked = next(each for each in ONE if each["type"].endswith("case-linked.v1"))
    others = [each for each in ONE if each is not linked]

    assert waits([*others, linked]) == waits(ONE)
    assert {case for case, *_ in waits(ONE)} == {FIRST}
