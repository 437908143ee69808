"""Why a trial was not held, by the field's letters: what follows from them, and what cannot be."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from events.code_list_rows import code_list
from events.court import HearingHeld
from events.identifiers import Agency
from events.trial_reasons import (
    AbsentWitness,
    IneffectiveReason,
    TrialReason,
    TrialResult,
    trial_reasons,
)
from events.vocabulary import AnyFact
from published_journey import published_event
from schemas.cloudevents import check_arrival, decode
from schemas.refusal import Refused
from schemas.refusal_words import words_of
from web.fact_sentences import sentence

URN, NOW = "urn:01ZD0303225", datetime(2026, 1, 1, tzinfo=UTC)
CROWN, MAGISTRATES = "snaresbrook", "thames-magistrates"


def came(kind: str, **data: Any) -> AnyFact:
    """A fact of the court, as its door lets it in. Refused for one that cannot be."""
    data = {"court": CROWN} | data
    written = published_event(kind, "2025-06-03T10:00:00Z", data, "hmcts", subject=URN)
    event = decode(orjson.dumps(written), [])
    check_arrival(event, Agency.HMCTS, URN.encode(), NOW)
    return event.fact


def trial(result: str, **data: Any) -> AnyFact:
    return came("hearing-held", hearing="trial", trial_result=result, **data)


def refusal(kind: str, **data: Any) -> str:
    with pytest.raises(Refused) as refused:
        came(kind, **data)
    (problem,) = refused.value.problems
    assert words_of(problem)
    return str(problem)


def test_the_list_says_where_it_is_from() -> None:
    listed = code_list("trial-reason-codes")

    assert listed.source
    assert datetime.fromisoformat(listed.as_of)
    assert len(listed.rows) == 61


@pytest.mark.parametrize("row", trial_reasons(), ids=lambda row: f"{row.result}-{row.code}")
def test_each_of_the_letters_can_be_said_and_has_its_reason(row: TrialReason) -> None:
    court = CROWN if True in row.at_crown_court else MAGISTRATES
    if row.result is TrialResult.VACATED:
        fact = came("trial-vacated", court=court, reason_code=row.code)
    else:
        fact = trial(row.result, court=court, reason_code=row.code)

    assert getattr(fact, "why", None) is row.reason
    assert row.why in sentence(fact)


@pytest.mark.parametrize(
    ("code", "witness", "says"),
    [
        ("N1", AbsentWitness.PROSECUTION_POLICE, "a police witness of the prosecution"),
        (
            "N2",
            AbsentWitness.PROSECUTION_PROFESSIONAL_OR_EXPERT,
            "a professional or expert witness of the prosecution",
        ),
        ("N3", AbsentWitness.PROSECUTION_OTHER, "a civilian witness of the prosecution"),
        ("R", AbsentWitness.DEFENCE, "a witness of the defence"),
    ],
)
def test_an_absent_witness_says_whose_and_of_which_kind(
    code: str, witness: AbsentWitness, says: str
) -> None:
    (row,) = [each for each in trial_reasons() if each.code == code]
    fact = trial("ineffective", reason_code=code)

    assert row.witness is witness
    assert isinstance(fact, HearingHeld)
    assert fact.why is IneffectiveReason.WITNESS_ABSENT
    assert sentence(fact) == (
        f"The trial was due at Snaresbrook Crown Court, but was ineffective: {says} was absent"
    )


def test_a_cracked_trial_has_its_reasons_by_letters_or_by_name() -> None:
    assert sentence(trial("cracked", reason_code="A")).endswith(
        "cracked: a guilty plea came late, offered for the first time"
    )
    assert sentence(trial("cracked", reason="guilty-plea")).endswith(
        "cracked: a defendant pleaded guilty"
    )


@pytest.mark.parametrize(
    ("kind", "data", "problem"),
    [
        (
            "hearing-held",
            {"trial_result": "ineffective", "reason_code": "N3", "reason": "court-time"},
            "data.reason: not_what_the_letters_say",
        ),
        (
            "hearing-held",
            {"trial_result": "cracked", "reason_code": "N3"},
            "data.reason_code: of_another_result",
        ),
        (
            "hearing-held",
            {"trial_result": "ineffective", "reason_code": "J"},
            "data.reason_code: of_another_result",
        ),
        ("trial-vacated", {"reason_code": "N1"}, "data.reason_code: of_another_result"),
        (
            "trial-vacated",
            {"reason_code": "Q", "court": MAGISTRATES},
            "data.reason_code: of_another_court",
        ),
        (
            "hearing-held",
            {"trial_result": "ineffective", "reason_code": "X", "court": MAGISTRATES},
            "data.reason_code: of_another_court",
        ),
        (
            "hearing-held",
            {"trial_result": "ineffective", "reason_code": "B9"},
            "data.reason_code: not_one_of_the_letters",
        ),
        ("hearing-held", {"reason_code": "A"}, "data.reason_code: took_place"),
        (
            "hearing-held",
            {"trial_result": "effective", "reason_code": "W1"},
            "data.reason_code: took_place",
        ),
        (
            "hearing-held",
            {"hearing": "sentence", "reason_code": "N3"},
            "data.reason_code: of_a_trial_only",
        ),
        (
            "hearing-held",
            {"trial_result": "ineffective", "reason": "guilty-plea"},
            "data.reason: not_of_an_ineffective_trial",
        ),
        (
            "hearing-held",
            {"trial_result": "cracked", "reason": "court-time"},
            "data.reason: not_of_a_cracked_trial",
        ),
        ("trial-vacated", {}, "data.reason: no_reason"),
    ],
)
def test_letters_that_contradict_are_refused(kind: str, data: dict[str, Any], problem: str) -> None:
    held = {"hearing": "trial"} if kind == "hearing-held" else {}

    assert refusal(kind, **(held | data)) == problem


@pytest.mark.parametrize(
    ("kind", "data", "problem"),
    [
        ("trial-listed", {}, "data.starts_at: not_one_date"),
        ("trial-listed", {"starts_at": None}, "data.starts_at: not_one_date"),
        (
            "trial-listed",
            {"on_day": "2025-09-01", "to_be_fixed": True},
            "data.to_be_fixed: not_one_date",
        ),
        ("trial-listed", {"on_day": "2025-06-02"}, "data.on_day: before_it_was_listed"),
        ("trial-listed", {"week_of": "2025-05-28"}, "data.week_of: before_it_was_listed"),
        (
            "trial-listed",
            {"week_of": "2025-09-01", "sitting_days": ["2025-09-02"]},
            "data.sitting_days: of_a_hearing_without_a_day",
        ),
        (
            "trial-listed",
            {"on_day": "2025-09-01", "sitting_days": ["2025-08-29", "2025-09-01"]},
            "data.sitting_days: not_from_its_first_day",
        ),
        ("hearing-cancelled", {}, "data.hearing_id: no_hearing"),
        ("hearing-adjourned", {"reason": "part-heard"}, "data.hearing_id: no_hearing"),
    ],
)
def test_dates_that_contradict_are_refused(kind: str, data: dict[str, Any], problem: str) -> None:
    assert refusal(kind, **data) == problem


def test_an_entry_is_no_duplicate_of_itself() -> None:
    data = {"hearing_id": "T1", "duplicate_of": "T1"}
    written = published_event(
        "hearing-marked-duplicate", "2025-06-03T10:00:00Z", data, "hmcts", subject=URN
    )
    with pytest.raises(Refused) as refused:
        check_arrival(decode(orjson.dumps(written), []), Agency.HMCTS, URN.encode(), NOW)

    assert [str(each) for each in refused.value.problems] == ["data.duplicate_of: the_same_hearing"]


@pytest.mark.parametrize(
    ("kind", "data", "says"),
    [
        (
            "hearing-listed",
            {"hearing": "ground-rules", "starts_at": "2025-06-24T09:00:00Z"},
            "A ground rules hearing was listed at Snaresbrook Crown Court for 24 June 2025,"
            " 10:00am",
        ),
        (
            "trial-listed",
            {"on_day": "2025-06-24", "sitting_days": ["2025-06-24", "2025-06-26"]},
            "A trial was listed at Snaresbrook Crown Court for 24 June 2025, the time not said,"
            " sitting on 24 June 2025 and 26 June 2025",
        ),
        (
            "trial-listed",
            {"week_of": "2025-06-04"},
            "A trial was listed at Snaresbrook Crown Court for a day in the week of 2 June 2025",
        ),
        (
            "trial-listed",
            {"to_be_fixed": True},
            "A trial was listed at Snaresbrook Crown Court with no date yet",
        ),
        (
            "hearing-cancelled",
            {"hearing": "sentence"},
            "The sentencing hearing at Snaresbrook Crown Court was taken out of the list, with no"
            " other date set",
        ),
        (
            "hearing-adjourned",
            {"hearing_id": "f8254db1-1683-483e-afb3-b87fde5a0a26", "reason": "reports-awaited"},
            "A hearing at Snaresbrook Crown Court was adjourned: the court waits for a report",
        ),
    ],
)
def test_what_courts_say_of_hearings_is_taken_and_said(
    kind: str, data: dict[str, Any], says: str
) -> None:
    assert sentence(came(kind, **data)) == says
