"""One defendant, several offences of one victim: the case ends with the last, by the heaviest."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from processors.case.custody.standing_remands import standing_remands
from published_journey import Read, published_event

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
URN = "urn:01ZD0303225"
ASN = "2501ZD0100000104411J"

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", **data: Any) -> Event:
    which = "-".join(map(str, [kind, at, agency, data.get("outcome"), data.get("offences")]))
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN, id=which)


def ended(at: str, outcome: str, *offences: int, **data: Any) -> Event:
    return said(
        "case-concluded", at, court="snaresbrook", outcome=outcome, offences=offences, **data
    )


def sentenced(at: str, sentence: str, *offences: int, **data: Any) -> Event:
    return said(
        "sentence-passed", at, court="snaresbrook", sentence=sentence, offences=offences, **data
    )


REPORTED = [
    said("crime-reported", "2025-02-28", "met-police", offence="violence"),
    published_event(
        "victim-identified", "2025-03-01T10:00:00Z", {}, subject=URN, victim="met-police:V1"
    ),
]
UNNUMBERED = [*REPORTED, said("suspect-charged", "2025-03-04", "met-police", method="charge")]
CHARGED = [
    *REPORTED,
    said(
        "suspect-charged",
        "2025-03-04",
        "met-police",
        suspect=1,
        asn=ASN,
        method="charge",
        charges=[{"offence": 1, "code": "SX03001A"}, {"offence": 2, "code": "OF61131"}],
    ),
]


def read(*events: Event, charged: list[Event] = CHARGED) -> Read:
    return Read.of([*charged, *events], AT)


def open_waits(found: Read) -> list[str]:
    return [stage for stage, _, until in found.waits if until is None]


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
