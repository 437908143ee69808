"""Results as courts say them: taken, said in words, and what follows from each is right."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from caseworkers.victim_words.told_matters import how_it_ended
from events.court import CaseOutcome
from events.identifiers import Agency
from published_journey import Read, published_event
from schemas.cloudevents import check_arrival, decode
from web.fact_sentences import sentence

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
URN = "urn:01ZD0303225"
COURT = {"court": "snaresbrook"}

Data = Mapping[str, Any]


def event(kind: str, at: str, data: Data, agency: str = "hmcts") -> dict[str, Any]:
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN)


def journey(*events: dict[str, Any], offence: str = "violence") -> Read:
    reported = event("crime-reported", "2025-02-28", {"offence": offence}, "met-police")
    victim = published_event(
        "victim-identified", "2025-03-01T10:00:00Z", {}, subject=URN, victim="met-police:V1"
    )
    charge = event("suspect-charged", "2025-03-04", {"method": "charge"}, "met-police")
    return Read.of([reported, victim, charge, *events], AT)


def concluded(outcome: str, at: str = "2025-11-03") -> dict[str, Any]:
    return event("case-concluded", at, COURT | {"outcome": outcome})


def sentenced(data: Data, at: str = "2025-11-24") -> dict[str, Any]:
    return event("sentence-passed", at, {**COURT, **data})


SAID = [
    (
        "plea-entered",
        {"suspect": 1, "plea": "guilty", "offences": [2]},
        "Defendant 1 pleaded guilty, on offence 2",
    ),
    (
        "plea-entered",
        {"asn": "2501ZD0100000104411J", "plea": "guilty-to-alternative"},
        "The defendant with ASN 2501ZD0100000104411J pleaded guilty to an alternative offence",
    ),
    (
        "plea-entered",
        {"suspect": 1, "plea": "indicated-guilty"},
        "Defendant 1 said that the plea will be guilty",
    ),
    (
        "verdict-given",
        {"suspect": 2, "verdict": "guilty-of-lesser-offence"},
        "Defendant 2 was found guilty of a lesser offence",
    ),
    (
        "sentence-passed",
        COURT | {"suspect": 2, "sentence": "immediate-custody", "custody_weeks": 14},
        "Sentence was passed at Snaresbrook Crown Court, about suspect 2: immediate custody,"
        " 14 weeks",
    ),
    (
        "sentence-passed",
        COURT | {"sentence": "immediate-custody", "custody_days": 14},
        "Sentence was passed at Snaresbrook Crown Court: immediate custody, 14 days",
    ),
    (
        "sentence-passed",
        COURT | {"sentence": "immediate-custody", "custody_months": 3, "custody_weeks": 2},
        "Sentence was passed at Snaresbrook Crown Court: immediate custody, 3 months and 2 weeks",
    ),
    (
        "sentence-passed",
        COURT | {"sentence": "life", "minimum_term_months": 216},
        "Sentence was passed at Snaresbrook Crown Court: imprisonment for life, with a minimum"
        " term of 216 months",
    ),
    (
        "sentence-passed",
        COURT | {"sentence": "extended", "custody_months": 60, "extended_licence_months": 36},
        "Sentence was passed at Snaresbrook Crown Court: an extended sentence, 60 months, and 36"
        " months longer on licence",
    ),
    (
        "sentence-passed",
        COURT | {"sentence": "hospital-order"},
        "Sentence was passed at Snaresbrook Crown Court: hospital order",
    ),
    (
        "sentence-passed",
        COURT | {"sentence": "fine", "basis": "breach"},
        "Sentence was passed because an order was not obeyed at Snaresbrook Crown Court: fine",
    ),
    (
        "sentence-deferred",
        COURT | {"until": "2026-05-01", "offences": [1]},
        "The sentence was put off at Snaresbrook Crown Court until 1 May 2026, on offence 1",
    ),
    (
        "case-concluded",
        COURT | {"outcome": "dismissed"},
        "The case ended at Snaresbrook Crown Court with the charge being dismissed",
    ),
    (
        "case-concluded",
        COURT | {"outcome": "lies-on-file", "offences": [1, 3]},
        "The case ended at Snaresbrook Crown Court with the charge being left on the court’s file,"
        " on offences 1 and 3",
    ),
    (
        "case-concluded",
        COURT | {"outcome": "defendant-died"},
        "The case ended at Snaresbrook Crown Court with the defendant’s death",
    ),
]


@pytest.mark.parametrize(("kind", "data", "words"), SAID)
def test_a_result_is_taken_and_said_in_words(kind: str, data: Data, words: str) -> None:
    written = decode(orjson.dumps(event(kind, "2025-11-03", data)), [])

    check_arrival(written, Agency.HMCTS, URN.encode(), AT)

    assert sentence(written.fact) == words


@pytest.mark.parametrize("outcome", CaseOutcome)
def test_each_outcome_is_owed_to_be_told_and_has_its_words(outcome: CaseOutcome) -> None:
    read = journey(concluded(outcome))

    assert read.states("R9.1a") == ["breached"]
    assert how_it_ended(outcome)


@pytest.mark.parametrize("outcome", CaseOutcome)
def test_a_case_goes_on_where_the_court_has_still_to_say_what_becomes_of_the_defendant(
    outcome: CaseOutcome,
) -> None:
    goes_on = {"convicted", "unfit-to-plead", "not-guilty-by-reason-of-insanity"}

    waits = journey(concluded(outcome)).waits

    assert (waits[-1][2] is None) is (outcome in goes_on)


@pytest.mark.parametrize("outcome", CaseOutcome)
def test_what_prosecutors_gave_up_may_be_reviewed(outcome: CaseOutcome) -> None:
    """Given the CPS's scheme: discontinued, withdrawn, no evidence offered, left on the file."""
    given_up = {"discontinued", "withdrawn", "no-evidence-offered", "lies-on-file"}

    read = journey(concluded(outcome))

    assert bool(read.duties("VRR.1")) is (outcome in given_up)
    assert bool(read.duties("R6.7")) is (outcome in given_up)


ELIGIBLE = [
    ({"sentence": "life", "minimum_term_months": 216}, "violence", True),
    ({"sentence": "indeterminate"}, "violence", True),
    ({"sentence": "life"}, "drugs", False),
    ({"sentence": "extended", "custody_months": 60}, "criminal-damage-and-arson", True),
    ({"sentence": "youth-custody", "custody_months": 12}, "robbery", True),
    ({"sentence": "youth-custody", "custody_months": 8}, "robbery", False),
    ({"sentence": "immediate-custody", "custody_weeks": 52}, "violence", False),
    ({"sentence": "immediate-custody", "custody_weeks": 53}, "violence", True),
    ({"sentence": "immediate-custody", "custody_days": 364}, "violence", False),
    ({"sentence": "immediate-custody", "custody_days": 365}, "violence", True),
    (
        {"sentence": "immediate-custody", "custody_months": 11, "custody_weeks": 4},
        "violence",
        False,
    ),
    (
        {"sentence": "immediate-custody", "custody_months": 11, "custody_days": 31},
        "violence",
        True,
    ),
    ({"sentence": "youth-order"}, "violence", False),
    ({"sentence": "no-separate-penalty"}, "violence", False),
    ({"sentence": "hospital-order"}, "rape", True),
]


@pytest.mark.parametrize(("passed", "offence", "is_eligible"), ELIGIBLE)
def test_the_contact_scheme_is_there_from_a_year_of_custody(
    passed: Data, offence: str, is_eligible: bool
) -> None:
    read = journey(concluded("convicted"), sentenced(passed), offence=offence)

    assert [due is not None for due in read.due("R11.1")] == ([True] if is_eligible else [])


def test_custody_without_a_length_leaves_the_scheme_open_and_shown() -> None:
    read = journey(concluded("convicted"), sentenced({"sentence": "youth-custody"}))

    assert read.due("R11.1") == [None]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("plea-entered", {"plea": "guilty-to-lesser"}),
        ("plea-entered", {"plea": "guilty-to-alternative"}),
        ("plea-entered", {"plea": "indicated-guilty"}),
        ("verdict-given", {"verdict": "guilty-of-lesser-offence"}),
        ("verdict-given", {"verdict": "guilty-of-alternative"}),
        ("verdict-given", {"verdict": "unfit-did-the-act"}),
        ("verdict-given", {"verdict": "not-guilty-by-reason-of-insanity"}),
        ("case-concluded", COURT | {"outcome": "unfit-to-plead"}),
    ],
)
def test_a_court_passes_sentence_after_it(kind: str, data: Data) -> None:
    """Given a lesser offence, or an order in place of a sentence, then nothing contradicts it."""
    read = journey(event(kind, "2025-11-03", data), sentenced({"sentence": "hospital-order"}))

    assert read.flags == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("plea-entered", {"plea": "indicated-not-guilty"}),
        ("verdict-given", {"verdict": "no-verdict"}),
        ("verdict-given", {"verdict": "guilty", "offences": [2]}),
    ],
)
def test_a_sentence_after_no_conviction_of_that_offence_is_flagged(kind: str, data: Data) -> None:
    sentence = sentenced({"sentence": "fine", "offences": [1]})

    assert journey(event(kind, "2025-11-03", data), sentence).flags == [
        "sentence-without-conviction"
    ]


def test_a_plea_that_was_changed_convicts_nobody() -> None:
    """Given guilty, then not guilty, when sentence is passed without a verdict, it is flagged."""
    pleas = [
        event("plea-entered", "2025-06-02", {"plea": "guilty"}),
        event("plea-entered", "2025-07-01", {"plea": "not-guilty"}),
    ]
    again = event("plea-entered", "2025-08-04", {"plea": "guilty"})
    sentence = sentenced({"sentence": "fine"})

    assert journey(*pleas, sentence).flags == ["sentence-without-conviction"]
    assert journey(*pleas, again, sentence).flags == []


def test_a_sentence_put_off_leaves_the_victim_waiting_for_it() -> None:
    deferred = event("sentence-deferred", "2025-11-24", COURT | {"until": "2026-05-01"})

    read = journey(concluded("convicted"), deferred)

    assert read.waits[-1] == ("concluded", date(2025, 11, 3), None)
    assert read.duties("R9.2a") == []
