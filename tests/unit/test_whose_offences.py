"""Whose a charged offence is: asked where it matters and nobody said it, or said it of another."""

from typing import Any

import pytest

from published_journey import Read
from two_victims import ASN, AT, CHARGED, ENDED, V1, V2, WHOSE, Event, outcomes, said


def hers(*offences: int, **data: Any) -> Event:
    about = data or {"suspect": 1}
    return said("victim-of-offences", "2025-03-05", "met-police", V1, offences=offences, **about)


def test_it_is_asked_whose_the_offences_are_that_ended_differently() -> None:
    """Given an acquittal and a conviction, and nobody said whose, then each page asks."""
    unsaid = [*CHARGED, *ENDED]

    assert Read.of(unsaid, AT, V1).flags == ["whose-offences"]
    assert Read.of(unsaid, AT, V2).flags == ["whose-offences"]
    assert Read.of([*unsaid, *WHOSE], AT, V1).flags == []


def test_nothing_is_asked_where_all_ended_alike() -> None:
    both = [
        said(
            "case-concluded",
            "2025-11-03",
            asn=ASN,
            court="snaresbrook",
            outcome="acquitted",
            offences=[offence],
        )
        | {"id": f"end-{offence}"}
        for offence in (1, 2)
    ]

    assert Read.of([*CHARGED, *both], AT, V1).flags == []


def test_what_comes_before_the_charge_counts_as_well() -> None:
    before = {**hers(1), "time": "2025-03-02T10:00:00Z"}

    read = Read.of([*CHARGED, before, *ENDED], AT, V1)

    assert outcomes(read) == {"acquitted"}
    assert read.flags == []


def test_an_offence_that_nobody_charged_silences_nothing() -> None:
    """Given a slip of the pen, then all facts count as if nothing was said, and it is asked."""
    read = Read.of([*CHARGED, hers(7), *ENDED], AT, V1)

    assert outcomes(read) == {"acquitted", "convicted"}
    assert read.flags == ["unknown-offence", "whose-offences"]


def test_an_offence_that_nobody_charged_beside_her_own_is_asked_about_alone() -> None:
    read = Read.of([*CHARGED, hers(1, 7), *ENDED], AT, V1)

    assert outcomes(read) == {"acquitted"}
    assert read.flags == ["unknown-offence"]


def test_a_further_charge_answers_the_question() -> None:
    further = said(
        "suspect-charged",
        "2025-05-06",
        "met-police",
        suspect=1,
        method="charge",
        charges=[{"offence": 7, "code": "OF61131"}],
    )

    read = Read.of([*CHARGED, hers(7), further, *ENDED], AT, V1)

    assert read.flags == []
    assert outcomes(read) == set()


@pytest.mark.parametrize("offences", [(1,), ()])
def test_what_does_not_say_which_of_two_defendants_silences_nothing(
    offences: tuple[int, ...],
) -> None:
    """Given two defendants, when the defendant is not said, then all counts, and it is asked."""
    second = said("suspect-charged", "2025-03-04", "met-police", suspect=2, method="charge")
    unsaid = said("verdict-given", "2025-11-05", suspect=None, verdict="guilty", offences=[2])
    whose = said("victim-of-offences", "2025-03-05", "met-police", V1, offences=offences)

    read = Read.of([*CHARGED, second | {"id": "second"}, whose, unsaid, *ENDED], AT, V1)

    assert outcomes(read) == {"acquitted", "convicted"}
    assert "which-suspect" in read.flags
