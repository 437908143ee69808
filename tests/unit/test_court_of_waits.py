"""At which court a wait counts: where the case was sent, before anything is listed there."""

from datetime import UTC, datetime
from typing import Any

import pytest

from published_journey import Read, published_event
from schemas.changes import StageInterval

AT = datetime(2025, 9, 1, tzinfo=UTC)
CASE = {"subject": "crime:met-police:1"}
MAGISTRATES = {"court": "stratford-magistrates"}


def event(kind: str, day: str, data: dict[str, Any], agency: str = "hmcts") -> dict[str, Any]:
    return published_event(kind, f"{day}T10:00:00Z", data, agency, **CASE)


def to_the_first_hearing() -> list[dict[str, Any]]:
    reported = {"offence": "robbery", "borough": "E09000010"}
    identified = published_event(
        "victim-identified", "2025-01-02T10:01:00Z", {}, victim="met-police:V1", **CASE
    )
    return [
        event("crime-reported", "2025-01-02", reported, "met-police"),
        identified,
        event("suspect-charged", "2025-02-03", {"method": "charge"}, "met-police"),
        event("hearing-held", "2025-03-03", {**MAGISTRATES, "hearing": "first"}),
    ]


def courts(events: list[dict[str, Any]]) -> dict[str, str | None]:
    rows = Read.of(events, AT).journey.rows.values()
    return {row.stage: row.court for row in rows if isinstance(row, StageInterval)}


def test_a_case_sent_to_the_crown_court_waits_there_before_anything_is_listed() -> None:
    sent = event("sent-to-crown-court", "2025-03-04", {"court": "wood-green"})

    found = courts([*to_the_first_hearing(), sent])

    assert found["charged"] == "stratford-magistrates"
    assert found["first-hearing"] == "wood-green"


@pytest.mark.parametrize(
    ("remitted", "waits_at"),
    [({"court": "thames-magistrates"}, "thames-magistrates"), ({}, "wood-green")],
)
def test_a_case_sent_back_waits_where_it_was_sent_if_that_is_said(
    remitted: dict[str, str], waits_at: str
) -> None:
    sent = event("sent-to-crown-court", "2025-03-04", {"court": "wood-green"})
    back = event("case-remitted", "2025-04-04", remitted)

    assert courts([*to_the_first_hearing(), sent, back])["first-hearing"] == waits_at


CROWN, APPEALS = {"court": "wood-green"}, {"court": "court-of-appeal"}
SENTENCED = {"sentence": "fine", "suspect": 1}


def two_defendants_at_the_crown_court() -> list[dict[str, Any]]:
    """The first is convicted and sentenced at the Crown Court, the other is to be tried there."""
    return [
        *to_the_first_hearing(),
        *(
            event("suspect-charged", f"2025-02-0{4 + suspect}", {"method": "charge", **number})
            for suspect, number in enumerate(({"suspect": 1}, {"suspect": 2}))
        ),
        event("sent-to-crown-court", "2025-03-04", CROWN),
        event("case-concluded", "2025-05-05", {**CROWN, "outcome": "convicted", "suspect": 1}),
        event("sentence-passed", "2025-06-05", {**CROWN, **SENTENCED}),
    ]


@pytest.mark.parametrize(
    "elsewhere",
    [
        event("hearing-held", "2025-07-01", {**APPEALS, "hearing": "appeal", "suspect": 1}),
        event("sentence-passed", "2025-07-01", {**APPEALS, **SENTENCED, "basis": "appeal"}),
        event("hearing-held", "2025-07-01", {**MAGISTRATES, "hearing": "breach", "suspect": 1}),
        event("sentence-passed", "2025-07-01", {**MAGISTRATES, **SENTENCED, "basis": "breach"}),
    ],
    ids=lambda each: f"{each['type']} {each['data'].get('hearing') or each['data']['basis']}",
)
def test_nobody_waits_for_a_trial_where_another_was_on_appeal_or_in_breach(
    elsewhere: dict[str, Any],
) -> None:
    before = courts(two_defendants_at_the_crown_court())

    assert "wood-green" in before.values()
    assert courts([*two_defendants_at_the_crown_court(), elsewhere]) == before


def test_a_case_that_the_court_of_appeal_sent_to_a_new_trial_waits_where_it_was_tried() -> None:
    concluded = event("case-concluded", "2025-05-05", {**CROWN, "outcome": "convicted"})
    sentence = event("sentence-passed", "2025-06-05", {**CROWN, "sentence": "fine"})
    heard = event("hearing-held", "2025-07-01", {**APPEALS, "hearing": "appeal"})
    anew = event("case-reopened", "2025-07-02", {"back_to": "trial", "reason": "appeal-allowed"})

    read = Read.of([*to_the_first_hearing(), concluded, sentence, heard, anew], AT)

    rows = [row for row in read.journey.rows.values() if isinstance(row, StageInterval)]
    (waits,) = [row for row in rows if row.ended is None]
    assert (waits.stage, waits.court) == ("charged", "wood-green")
