"""What prosecutors give up, or a jury acquits of: when it ends a case, and when the page asks."""

from datetime import date

import pytest

from processors.case.custody.standing_remands import standing_remands
from two_charges import CHARGED, ended, open_waits, read, said, sentenced
from two_victims import ASN

DROPPED = said("prosecution-altered", "2025-12-08", "cps", asn=ASN, change="discontinued")
OF_THE_SECOND = {
    "given up": {**DROPPED, "data": {**DROPPED["data"], "offences": [2]}},
    "given up without a number": DROPPED,
    "not guilty": said("verdict-given", "2025-12-08", asn=ASN, verdict="not-guilty", offences=[2]),
}


@pytest.mark.parametrize("last", OF_THE_SECOND)
@pytest.mark.parametrize("first", ["sentence", "acquittal"])
def test_what_is_dropped_last_ends_the_case_on_its_own_day(first: str, last: str) -> None:
    """Given one offence decided, when the other is dropped later, then the case ends that day."""
    decided = {
        "sentence": [ended("2025-11-03", "convicted", 1), sentenced("2025-11-24", "fine", 1)],
        "acquittal": [ended("2025-11-03", "acquitted", 1)],
    }[first]

    before, after = read(*decided), read(*decided, OF_THE_SECOND[last])

    assert len(open_waits(before)) == 1
    assert open_waits(after) == []
    assert after.waits[-1][2] == date(2025, 12, 8)


@pytest.mark.parametrize("last", OF_THE_SECOND)
def test_bail_ends_with_a_case_whose_last_charge_is_dropped(last: str) -> None:
    bail = said(
        "remand-decided", "2025-12-01", asn=ASN, court="snaresbrook", remand="conditional-bail"
    )
    events = [ended("2025-11-03", "acquitted", 1), bail]
    standing = [
        len(standing_remands(case.history))
        for found in (read(*events), read(*events, OF_THE_SECOND[last]))
        for case in found.journey.cases.values()
    ]

    assert standing == [1, 0]


def test_an_outcome_after_the_last_drop_stands_as_well() -> None:
    late = ended("2025-12-10", "acquitted", 2)
    found = read(ended("2025-11-03", "acquitted", 1), OF_THE_SECOND["not guilty"], late)

    assert open_waits(found) == []
    assert len(found.duties("R9.1a")) == 2


def test_an_outcome_said_again_does_not_end_the_case_before_the_last_drop() -> None:
    """Given an acquittal, and the other charge dropped, when the first is said again, then the
    case was open until the drop."""
    again = ended("2025-12-20", "acquitted", 1)

    found = read(ended("2025-11-03", "acquitted", 1), OF_THE_SECOND["given up"], again)

    assert found.waits[-1][2] == date(2025, 12, 8)


@pytest.mark.parametrize("dropped", ["given up", "given up without a number"])
def test_what_is_charged_again_after_it_was_dropped_is_open(dropped: str) -> None:
    """Given a charge dropped and brought again, when the other ends, then the case goes on."""
    again = said(
        "suspect-charged",
        "2025-12-10",
        "met-police",
        suspect=1,
        asn=ASN,
        method="charge",
        charges=[{"offence": 2, "code": "OF61131"}],
    )

    found = read(OF_THE_SECOND[dropped], again, ended("2025-12-20", "acquitted", 1))

    assert open_waits(found) == ["charged"]


def test_charges_of_one_day_are_one_decision_whatever_their_offences() -> None:
    further = said(
        "suspect-charged",
        "2025-03-04",
        "met-police",
        suspect=1,
        asn=ASN,
        method="requisition",
        charges=[{"offence": 3, "code": "OF61131"}],
    )
    further["id"] = "further"

    assert len(read(further).duties("R6.6")) == 1


GIVEN_UP = "prosecution-altered"


@pytest.mark.parametrize("offences", [(), (1, 2)])
def test_a_prosecution_that_was_given_up_whole_is_asked_about_until_a_court_ends_it(
    offences: tuple[int, ...],
) -> None:
    given_up = said(
        GIVEN_UP, "2025-06-02", "cps", asn=ASN, change="discontinued", offences=offences
    )

    alone = read(given_up)
    before = read(given_up, ended("2025-06-03", "discontinued"))
    behind = read(ended("2025-06-01", "discontinued"), given_up)

    assert (alone.flags, open_waits(alone)) == (["outcome-unknown"], ["charged"])
    assert (before.flags, open_waits(before)) == ([], [])
    assert (behind.flags, open_waits(behind)) == ([], [])


def test_nothing_is_asked_where_another_charge_goes_on() -> None:
    one = said(GIVEN_UP, "2025-06-02", "cps", asn=ASN, change="discontinued", offences=[2])
    other = said(GIVEN_UP, "2025-07-02", "cps", asn=ASN, change="no-evidence-offered", offences=[1])
    altered = said(GIVEN_UP, "2025-06-02", "cps", asn=ASN, change="substantially-altered")

    assert read(one).flags == read(altered).flags == []
    assert read(one, other).flags == read(other, one).flags == ["outcome-unknown"]
    assert read(one, ended("2025-07-02", "convicted", 1)).flags == []


def test_of_two_defendants_the_one_is_asked_about_whose_prosecution_was_given_up() -> None:
    """Given one discontinued and one convicted, when nobody reports the end of the first, then
    the page asks once, and a new charge answers it."""
    second = "2501ZD0100000104412K"
    both = [
        *CHARGED,
        said("suspect-charged", "2025-03-05", "met-police", suspect=2, asn=second, method="charge"),
    ]
    given_up = said(GIVEN_UP, "2025-06-02", "cps", asn=second, change="discontinued")
    convicted = ended("2025-11-03", "convicted", asn=ASN)
    anew = said(
        "suspect-charged", "2025-07-01", "met-police", suspect=2, asn=second, method="charge"
    )

    assert read(given_up, convicted, charged=both).flags == ["outcome-unknown"]
    assert read(given_up, convicted, anew, charged=both).flags == []
    reported = ended("2025-06-03", "discontinued", asn=second)
    assert read(given_up, convicted, reported, charged=both).flags == []
