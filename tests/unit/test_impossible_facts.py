"""What cannot have happened is refused at the door: by its field, and in words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from events.identifiers import Agency
from published_journey import published_event
from refused_event import refusal
from schemas.cloudevents import check_arrival, decode
from schemas.refusal import Refused

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URN, COURT = "urn:01ZD0303225", {"court": "snaresbrook"}
ASN = "asn:2501ZD0100000104411J"
LISTED = "data.starts_at: before the day on which it was listed (before_it_was_listed)"
SECOND_TERM = (
    "more than the rest of the term: months, weeks and days together are the term, with at most"
    " 4 weeks or 30 days beside months, and 6 days beside weeks (a_second_term)"
)
TRIAL_ONLY = "said of a trial only (of_a_trial_only)"

Case = tuple[str, str, Mapping[str, Any], str, str]

REFUSED: Mapping[str, Case] = {
    "a reason why a sentencing hearing did not go ahead": (
        "hearing-held",
        "hmcts",
        COURT | {"hearing": "sentence", "reason": "prosecution-not-ready"},
        URN,
        f"data.reason: {TRIAL_ONLY}",
    ),
    "the result of a trial at a bail hearing": (
        "hearing-held",
        "hmcts",
        COURT | {"hearing": "bail", "trial_result": "cracked"},
        URN,
        f"data.trial_result: {TRIAL_ONLY}",
    ),
    "why a trial did not take place that did": (
        "hearing-held",
        "hmcts",
        COURT | {"hearing": "trial", "trial_result": "effective", "reason": "court-time"},
        URN,
        "data.reason: of a trial that took place there is no reason why it did not (took_place)",
    ),
    "months of custody on a fine": (
        "sentence-passed",
        "hmcts",
        COURT | {"sentence": "fine", "custody_months": 30},
        URN,
        "data.custody_months: a sentence of this kind has no term of custody (no_custody)",
    ),
    "months of custody on a sentence for life": (
        "sentence-passed",
        "hmcts",
        COURT | {"sentence": "life", "custody_months": 216},
        URN,
        "data.custody_months: a sentence of this kind has no term of custody (no_custody)",
    ),
    "a minimum term on a fixed term": (
        "sentence-passed",
        "hmcts",
        COURT | {"sentence": "immediate-custody", "custody_months": 30, "minimum_term_months": 15},
        URN,
        "data.minimum_term_months: a minimum term is of a sentence for life, or without a fixed"
        " term (a_fixed_term)",
    ),
    "a longer licence on a fine": (
        "sentence-passed",
        "hmcts",
        COURT | {"sentence": "fine", "extended_licence_months": 24},
        URN,
        "data.extended_licence_months: a longer licence is of an extended sentence (not_extended)",
    ),
    "one term in months and again in weeks": (
        "sentence-passed",
        "hmcts",
        COURT | {"sentence": "immediate-custody", "custody_months": 3, "custody_weeks": 13},
        URN,
        f"data.custody_weeks: {SECOND_TERM}",
    ),
    "one term in weeks and again in days": (
        "sentence-passed",
        "hmcts",
        COURT | {"sentence": "youth-custody", "custody_weeks": 14, "custody_days": 98},
        URN,
        f"data.custody_days: {SECOND_TERM}",
    ),
    "a sentence for life at a magistrates' court": (
        "sentence-passed",
        "hmcts",
        {"court": "romford-magistrates", "sentence": "life"},
        URN,
        "data.sentence: no magistrates' court can pass such a sentence (crown_court_only)",
    ),
    "a sentence put off to the day itself": (
        "sentence-deferred",
        "hmcts",
        COURT | {"until": "2025-11-03"},
        URN,
        "data.until: not after the day on which the sentence was put off (before_it_was_put_off)",
    ),
    "suspect 999": (
        "plea-entered",
        "hmcts",
        {"suspect": 999, "plea": "guilty"},
        URN,
        "data.suspect: a greater number than a case has suspects: 1 to 99 (too_many_suspects)",
    ),
    "a Crown Court's number as a URN": (
        "hearing-held",
        "hmcts",
        COURT | {"hearing": "trial"},
        "urn:T20254007",
        "subject: a Crown Court's number, no URN: write it as court:<number>"
        " (a_crown_court_number)",
    ),
    "a defendant as a court's case": (
        "plea-entered",
        "hmcts",
        {"plea": "guilty"},
        ASN,
        "subject: an ASN, which a court writes in asn: its subject is the case, by URN or by the"
        " court's number (a_defendant_and_no_case)",
    ),
    "two prosecutions as one case": (
        "case-linked",
        "hmcts",
        {"other": "urn:01ZD0303325"},
        URN,
        "data.other: another prosecution: say case-joined where the two are heard together,"
        " case-merged where it goes on as that one, case-split where that is a part of it"
        " (two_prosecutions)",
    ),
    "a trial before its listing": (
        "trial-listed",
        "hmcts",
        COURT | {"starts_at": "2019-01-01T10:00:00Z"},
        URN,
        LISTED,
    ),
    "a first hearing before its listing": (
        "first-hearing-listed",
        "hmcts",
        COURT | {"starts_at": "2025-11-02T23:59:00Z"},
        URN,
        LISTED,
    ),
    "a court's bail as the police's": (
        "suspect-bailed-or-released",
        "hmcts",
        {"suspect": 1, "basis": "bail-with-conditions"},
        URN,
        "type: not the sender's to report: who may say so: met-police, city-police, btp"
        " (not_its_to_say)",
    ),
    "a verdict from the police": (
        "verdict-given",
        "met-police",
        {"verdict": "guilty"},
        URN,
        "type: not the sender's to report: who may say so: cps, hmcts, witness-care"
        " (not_its_to_say)",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_in_words(what: str) -> None:
    kind, agency, data, subject, words = REFUSED[what]

    assert refusal(kind, agency, data, subject) == words


ENDED_IT = (
    "guilty-plea",
    "guilty-to-alternative",
    "bound-over",
    "defendant-died",
    "prosecution-ended",
)


@pytest.mark.parametrize("reason", ENDED_IT)
def test_a_trial_that_there_is_nothing_left_of_is_not_ineffective(reason: str) -> None:
    """It cracked: nothing is left to try on another day."""
    trial = COURT | {"hearing": "trial", "trial_result": "ineffective", "reason": reason}
    assert "not_of_an_ineffective_trial" in refusal("hearing-held", "hmcts", trial, URN)


def test_its_possible_neighbour_is_let_in() -> None:
    trial = COURT | {"hearing": "trial"}
    custody = COURT | {"sentence": "immediate-custody"}
    possible: list[tuple[str, Mapping[str, Any], str]] = [
        ("hearing-held", trial | {"trial_result": "ineffective", "reason": "court-time"}, URN),
        ("hearing-held", trial | {"trial_result": "effective"}, URN),
        (
            "sentence-passed",
            COURT | {"sentence": "suspended-sentence", "custody_months": 6},
            URN,
        ),
        ("sentence-passed", custody | {"custody_weeks": 14}, URN),
        ("sentence-passed", custody | {"custody_months": 3, "custody_weeks": 2}, URN),
        ("sentence-passed", custody | {"custody_months": 3, "custody_days": 15}, URN),
        ("sentence-passed", custody | {"custody_days": 14}, URN),
        ("sentence-passed", COURT | {"sentence": "life", "minimum_term_months": 216}, URN),
        (
            "sentence-passed",
            COURT | {"sentence": "extended", "custody_months": 60, "extended_licence_months": 36},
            URN,
        ),
        ("sentence-deferred", COURT | {"until": "2025-11-04"}, URN),
        ("plea-entered", {"suspect": 99, "plea": "guilty"}, URN),
        ("hearing-held", trial, "court:01/2025/1234A"),
        ("case-linked", {"other": "court:01/2025/1234A"}, URN),
        ("trial-listed", COURT | {"starts_at": "2025-11-03T09:00:00Z"}, URN),
    ]

    for kind, data, subject in possible:
        assert refusal(kind, "hmcts", data, subject) == ""


def test_a_listing_known_by_its_month_alone_is_let_in() -> None:
    event = published_event(
        "trial-listed",
        "2025-11-03T10:00:00Z",
        COURT | {"starts_at": "2025-11-01T10:00:00Z"},
        "hmcts",
        subject=URN,
        timeprecision="month",
    )

    check_arrival(decode(orjson.dumps(event), []), Agency.HMCTS, URN.encode(), NOW)


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("plea-entered", {"plea": "guilty", "offences": [1, 1]}, "data.offences"),
        (
            "suspect-charged",
            {"method": "charge", "charges": [{"offence": 1, "code": "SX03001A"}] * 2},
            "data.charges",
        ),
    ],
)
def test_one_offence_twice_is_refused(kind: str, data: Mapping[str, Any], field: str) -> None:
    written = published_event(kind, "2025-11-03T10:00:00Z", data, "cps", subject=URN)

    with pytest.raises(Refused) as refused:
        decode(orjson.dumps(written), [])

    assert [str(each) for each in refused.value.problems] == [f"{field}: repeated"]
