"""One defendant, several offences of one victim: the case ends with the last, by the heaviest."""

from datetime import date

import pytest

from two_charges import CHARGED, UNNUMBERED, ended, open_waits, read, said, sentenced
from two_victims import ASN, TWO_CHARGES, Event


@pytest.mark.parametrize("charged", [CHARGED, UNNUMBERED])
@pytest.mark.parametrize("order", [("2025-11-03", "2025-11-04"), ("2025-11-04", "2025-11-03")])
def test_acquitted_of_one_and_convicted_of_the_other_waits_for_the_sentence(
    charged: list[Event], order: tuple[str, str]
) -> None:
    """Given both outcomes, in any order, then the case goes on to sentence, and ends with it."""
    acquitted, convicted = ended(order[0], "acquitted", 1), ended(order[1], "convicted", 2)

    waiting = read(acquitted, convicted, charged=charged)
    over = read(acquitted, convicted, sentenced("2025-11-24", "immediate-custody"), charged=charged)

    assert open_waits(waiting) == ["concluded"]
    assert open_waits(over) == []
    assert over.waits[-1] == ("concluded", date.fromisoformat(order[1]), date(2025, 11, 24))


def test_outcomes_that_name_no_offence_are_of_several_too() -> None:
    """Given an agency without numbers, then a conviction stands above an acquittal."""
    found = read(ended("2025-11-03", "acquitted"), ended("2025-11-03", "convicted"))

    assert open_waits(found) == ["concluded"]


def test_the_case_goes_on_while_one_offence_is_to_be_tried() -> None:
    """Given two charges, when one ends in acquittal, then the victim waits for the other trial."""
    one = read(ended("2025-11-03", "acquitted", 1))
    both = read(ended("2025-11-03", "acquitted", 1), ended("2025-11-10", "withdrawn", 2))

    assert open_waits(one) == ["charged"]
    assert both.waits[-1] == ("charged", date(2025, 3, 4), date(2025, 11, 10))


def test_a_charge_that_prosecutors_dropped_holds_nothing_open() -> None:
    dropped = said(
        "prosecution-altered", "2025-06-02", "cps", asn=ASN, change="discontinued", offences=[2]
    )

    found = read(dropped, ended("2025-11-03", "acquitted", 1))

    assert open_waits(found) == []


def test_a_sentence_for_one_conviction_leaves_the_other_to_be_sentenced() -> None:
    convicted = ended("2025-11-03", "convicted", 1), ended("2025-11-03", "convicted", 2)
    first = sentenced("2025-11-03", "fine", 1)

    one = read(*convicted, first)
    both = read(*convicted, first, sentenced("2025-11-24", "no-separate-penalty", 2))

    assert open_waits(one) == ["concluded"]
    assert open_waits(both) == []


def test_an_acquittal_after_the_sentence_of_the_other_ends_the_case_as_sentenced() -> None:
    found = read(
        ended("2025-11-03", "convicted", 1),
        sentenced("2025-11-04", "fine", 1),
        ended("2025-11-10", "acquitted", 2),
    )

    assert open_waits(found) == []
    assert found.waits[-1] == ("concluded", date(2025, 11, 3), date(2025, 11, 10))


def test_a_defendant_who_died_ends_it_whatever_was_decided() -> None:
    found = read(ended("2025-11-03", "convicted", 1), ended("2025-11-10", "defendant-died"))

    assert open_waits(found) == []


def test_the_charge_dropped_before_a_new_charge_ended_the_first_prosecution() -> None:
    """Given a charge discontinued, and a new one, when it convicts, then there were two."""
    found = read(
        ended("2025-05-06", "discontinued"),
        said("suspect-charged", "2025-07-01", "met-police", suspect=1, method="charge"),
        ended("2025-11-03", "convicted"),
        charged=UNNUMBERED,
    )

    assert ("charged", date(2025, 3, 4), date(2025, 5, 6)) in found.waits
    assert open_waits(found) == ["concluded"]


def test_a_retrial_after_a_discharged_jury_is_decided_anew() -> None:
    found = read(
        ended("2025-06-03", "jury-discharged"),
        said("case-reopened", "2025-06-10", back_to="trial", reason="other"),
        ended("2025-11-03", "acquitted"),
    )

    assert open_waits(found) == []
    assert found.waits[-1][2] == date(2025, 11, 3)


@pytest.mark.parametrize(
    "again",
    [
        said("investigation-opened", "2025-07-01", "met-police"),
        said("case-reopened", "2025-07-01", "met-police", back_to="investigation"),
    ],
    ids=["opened", "reopened"],
)
def test_after_an_investigation_anew_what_was_charged_before_holds_nothing_open(
    again: Event,
) -> None:
    """Given an acquittal of one of two offences, after which the police gave the case up, then a
    new charge of that one alone is all that is open.
    """
    charge = {"suspect": 1, "asn": ASN, "method": "charge", "charges": TWO_CHARGES["charges"][:1]}
    found = read(
        ended("2025-05-06", "acquitted", 1),
        said(
            "police-outcome-recorded",
            "2025-06-02",
            "met-police",
            outcome="unable-to-prosecute-suspect",
        ),
        again,
        said("suspect-charged", "2025-07-02", "met-police", **charge),
        ended("2025-11-03", "acquitted", 1),
    )

    assert open_waits(found) == []


def test_what_one_hearing_decided_is_told_of_once() -> None:
    """Given results offence by offence, and twice, then outcome and sentence are each owed once."""
    again = said(
        "case-concluded",
        "2025-11-03",
        "witness-care",
        court="snaresbrook",
        outcome="convicted",
        offences=[2],
    )
    found = read(
        ended("2025-11-03", "acquitted", 1),
        ended("2025-11-03", "convicted", 2),
        again,
        sentenced("2025-11-03", "fine", 1),
        sentenced("2025-11-03", "immediate-custody", 2, custody_months=30),
    )

    assert len(found.duties("R9.1a")) == 1
    assert len(found.duties("R9.2a")) == 1
    (scheme,) = found.duties("R11.1")
    assert scheme.trigger == found.event("sentence-passed", 1)


def test_a_charge_dropped_on_another_day_is_told_of_though_one_was_before() -> None:
    """Given one offence discontinued, when the other is later, then that is told of too."""
    dropped = said(
        "prosecution-altered", "2025-06-02", "cps", asn=ASN, change="discontinued", offences=[1]
    )

    found = read(
        dropped, ended("2025-06-03", "discontinued", 1), ended("2025-09-01", "withdrawn", 2)
    )

    assert len(found.duties("R6.7")) == 2


def test_what_was_dropped_together_is_told_of_once() -> None:
    found = read(ended("2025-09-01", "withdrawn", 1), ended("2025-09-01", "withdrawn", 2))

    assert len(found.duties("R6.7")) == 1
    assert len(found.duties("VRR.1")) == 1
