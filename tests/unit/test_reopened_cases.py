"""Cases opened again, sent back, joined and severed: stages entered twice, and their waits."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from published_journey import Read, published, published_event

LATER = datetime(2026, 2, 1, tzinfo=UTC)
CASE = "crime:met-police:G2/25"

ARREST = date(2025, 3, 4)


def test_an_investigation_opened_again_is_a_stage_entered_twice() -> None:
    """Given a case closed without a suspect charged, when it is reopened, both waits count."""
    closed = _outcome("unable-to-prosecute-suspect", "2025-04-01T10:00:00Z")
    again = _reopened("investigation", "2025-06-02T10:00:00Z")

    read = Read.of([*_until_the_arrest(), closed, again], LATER)

    assert read.waits[1:] == [
        ("arrested", ARREST, date(2025, 4, 1)),
        ("reported", date(2025, 6, 2), None),
    ]
    assert read.flags == []


def test_a_decision_after_a_reopening_is_a_new_one_that_is_told_of() -> None:
    events = [
        *_until_the_arrest(),
        _event("referred-to-cps", "2025-04-01T10:00:00Z", {}),
        _event("charging-decision-made", "2025-05-01T10:00:00Z", {"decision": "no-charge"}, "cps"),
        _reopened("charging-decision", "2025-06-02T10:00:00Z", "cps"),
        _event("charging-decision-made", "2025-06-20T10:00:00Z", {"decision": "no-charge"}, "cps"),
    ]

    read = Read.of(events, LATER)

    assert len(read.duties("R6.6")) + len(read.duties("R6.11")) == 2
    assert read.waits[-2:] == [
        ("referred", date(2025, 4, 1), date(2025, 5, 1)),
        ("referred", date(2025, 6, 2), date(2025, 6, 20)),
    ]
    assert read.flags == []


def test_a_retrial_goes_back_to_the_charge_even_before_sentence() -> None:
    """Given a conviction, when the court sets it aside, then the victim waits for a trial again."""
    read = Read.of([*_convicted(), _reopened("trial", "2025-09-01T10:00:00Z", "hmcts")], LATER)

    assert [wait[0] for wait in read.waits[-3:]] == ["charged", "concluded", "charged"]
    assert read.waits[-1][1:] == (date(2025, 9, 1), None)


def test_a_retrial_after_an_appeal_is_waited_for_and_sentenced_again() -> None:
    """Given a sentence, when an appeal is allowed and the case tried anew, then it goes on."""
    passed = {"court": "snaresbrook", "sentence": "immediate-custody", "custody_months": 24}
    outcome = {"court": "snaresbrook", "outcome": "acquitted"}
    events = [
        *_convicted(),
        _event("sentence-passed", "2025-08-20T10:00:00Z", passed, "hmcts"),
        _reopened("trial", "2025-10-01T10:00:00Z", "hmcts"),
        _event("case-concluded", "2025-12-01T10:00:00Z", outcome, "hmcts"),
    ]

    read = Read.of(events, LATER)

    assert read.waits[-2:] == [
        ("concluded", date(2025, 8, 1), date(2025, 8, 20)),
        ("charged", date(2025, 10, 1), date(2025, 12, 1)),
    ]


def test_a_reopening_of_what_never_ended_changes_nothing() -> None:
    again = _reopened("investigation", "2025-06-02T10:00:00Z")

    assert (
        Read.of([*_until_the_arrest(), again], LATER).waits
        == Read.of(_until_the_arrest(), LATER).waits
    )


def test_the_police_keep_in_touch_again_once_they_investigate_again() -> None:
    closed = _outcome("unable-to-prosecute-suspect", "2025-04-01T10:00:00Z")
    again = _reopened("investigation", "2025-06-02T10:00:00Z")

    read = Read.of([*_until_the_arrest(), closed, again], LATER)

    assert date(2025, 6, 30) in read.due("R6.9")


def test_one_suspects_case_reopened_reopens_nothing_about_the_other() -> None:
    second = _event("suspect-arrested", "2025-03-05T10:00:00Z", {"suspect": 2})
    ends = [
        _outcome("unable-to-prosecute-suspect", f"2025-04-0{n}T10:00:00Z", suspect=n)
        for n in (1, 2)
    ]
    again = _reopened("investigation", "2025-06-02T10:00:00Z", suspect=2)
    arrested = _event("suspect-arrested", "2025-06-10T10:00:00Z", {"suspect": 2})
    other_end = _outcome("unable-to-prosecute-suspect", "2025-06-12T10:00:00Z", suspect=2)

    read = Read.of([*_until_the_arrest(), second, *ends, again, arrested, other_end], LATER)

    assert read.waits[-2:] == [
        ("reported", date(2025, 6, 2), date(2025, 6, 10)),
        ("arrested", date(2025, 6, 10), date(2025, 6, 12)),
    ]
    assert read.flags == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("case-remitted", {"court": "thames-magistrates"}),
        ("case-joined", {"with_case": "urn:01XX0123425"}),
        ("case-severed", {"suspect": 1}),
    ],
)
def test_where_a_case_is_heard_ends_no_wait(kind: str, data: Mapping[str, Any]) -> None:
    moved = _event(kind, "2025-06-01T10:00:00Z", data, "hmcts")
    charged = [*_until_the_arrest(), _event("suspect-charged", "2025-05-01T10:00:00Z", _CHARGE)]

    read = Read.of([*charged, moved], LATER)

    assert read.waits == Read.of(charged, LATER).waits
    assert read.flags == []


_CHARGE = {"method": "charge"}


def _convicted() -> list[dict[str, Any]]:
    outcome = {"court": "snaresbrook", "outcome": "convicted"}
    return [
        *_until_the_arrest(),
        _event("suspect-charged", "2025-05-01T10:00:00Z", _CHARGE),
        _event("case-concluded", "2025-08-01T10:00:00Z", outcome, "hmcts"),
    ]


def _until_the_arrest() -> list[dict[str, Any]]:
    return [each for each in published("G2") if "not-investigated" not in each["type"]]


def _reopened(back_to: str, at: str, agency: str = "met-police", **data: Any) -> dict[str, Any]:
    return _event(
        "case-reopened", at, {"back_to": back_to, "reason": "new-evidence", **data}, agency
    )


def _outcome(outcome: str, at: str, **data: Any) -> dict[str, Any]:
    return _event("police-outcome-recorded", at, {"outcome": outcome, **data})


def _event(
    kind: str, at: str, data: Mapping[str, Any], agency: str = "met-police"
) -> dict[str, Any]:
    return published_event(kind, at, data, agency, subject=CASE)
