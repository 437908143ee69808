"""A telling or a notice about a suspect whom no event makes known, where the case has one."""

from datetime import UTC, datetime
from typing import Any

import pytest

from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
COURT = {"court": "snaresbrook"}
ASN, ANOTHER = "1101ZD0100000410836V", "1101ZD0100000410837W"


def event(day: str, kind: str, agency: str = "met-police", **data: Any) -> dict[str, Any]:
    """An event of the case, at ten in the morning of a day of 2025."""
    about_her = kind in ("victim-identified", "victim-informed")
    whom = {"victim": "met-police:V1"} if about_her else {}
    at, subject = f"2025-{day}T10:00:00Z", "crime:met-police:nobody/25"
    return published_event(kind, at, data, agency, subject=subject, **whom)


def call(day: str, about: str, agency: str = "met-police", **whom: Any) -> dict[str, Any]:
    """A call that reached the victim."""
    said = {"about": about, "channel": "telephone", "outcome": "reached", **whom}
    return event(day, "victim-informed", agency, **said)


def read(*events: dict[str, Any]) -> Read:
    return Read.of([event("03-03", "victim-identified"), *events], LATER)


@pytest.mark.parametrize(
    ("arrested", "told"),
    [({}, {"suspect": 2}), ({}, {"also_suspects": [2]}), ({"asn": ASN}, {"asn": ANOTHER})],
    ids=["number", "also", "ASN"],
)
def test_a_call_about_somebody_else_does_not_tell_of_the_only_suspects_arrest(
    arrested: dict[str, Any], told: dict[str, Any]
) -> None:
    """Given one arrest, when the call is about another suspect, then it waits for that one."""
    found = read(event("03-04", "suspect-arrested", **arrested), call("03-05", "arrest", **told))

    assert found.states("R6.1") == ["breached"]
    assert found.flags == ["unknown-suspect"]


def test_once_the_other_suspect_is_known_the_call_was_about_that_one() -> None:
    found = read(
        event("03-04", "suspect-arrested"),
        event("03-04", "suspect-arrested", suspect=2) | {"id": "second"},
        call("03-05", "arrest", suspect=2),
    )

    assert (found.states("R6.1", "1"), found.states("R6.1", "2")) == (["breached"], ["discharged"])
    assert found.flags == []


@pytest.mark.parametrize(
    ("arrested", "told"),
    [({}, {"asn": ASN}), ({"asn": ASN}, {"suspect": 1})],
    ids=["known by number", "known by ASN"],
)
def test_the_only_suspect_may_be_named_by_number_or_by_asn(
    arrested: dict[str, Any], told: dict[str, Any]
) -> None:
    """Given one suspect, an ASN and a number are two words for that one: nobody is asked."""
    found = read(event("03-04", "suspect-arrested", **arrested), call("03-05", "arrest", **told))

    assert found.states("R6.1") == ["discharged"]
    assert found.flags == []


def test_a_notice_about_somebody_else_passes_nothing_on_about_the_only_defendant() -> None:
    """Given one defendant convicted, when the unit has the outcome of another, then the court owes
    the first, and the unit owes the telling of the second.
    """
    notice = {"sender": "hmcts", "about": "case-outcome", "suspect": 2}
    found = read(
        event("03-04", "suspect-arrested"),
        event("05-06", "case-concluded", "hmcts", outcome="convicted", **COURT),
        event("05-07", "notice-received", "witness-care", **notice),
        call("05-08", "case-outcome", "witness-care", suspect=2),
    )

    assert found.states("R9.1a") == ["breached"]
    assert found.states("R9.1b", "2") == ["discharged"]
    assert found.flags == ["unknown-suspect", "unknown-suspect"]
