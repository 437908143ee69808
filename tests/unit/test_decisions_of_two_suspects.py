"""Decisions, outcomes and sentences of two suspects: a telling closes what it means, no more."""

from datetime import UTC, datetime
from typing import Any

import pytest

from published_journey import Read, published, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
JOURNEY = "T-two-suspects"
NAMING = ("victim-informed", "contact-scheme-referred")
COURT = {"sender": "hmcts"}


def event(name: str, at: str, kind: str, agency: str, **data: Any) -> dict[str, Any]:
    """An event of the case of the two suspects; a telling and a referral name the victim."""
    events = published(JOURNEY)
    victim = next(each["victim"] for each in events if "victim" in each)
    told = {"victim": victim} if kind in NAMING else {}
    subject = events[0]["subject"]
    return published_event(kind, at, data, agency, id=name, subject=subject, **told)


def call(name: str, at: str, about: str, **whom: Any) -> dict[str, Any]:
    """A call that reached the victim."""
    agency = "met-police" if about == "charging-decision" else "witness-care"
    said = {"about": about, "channel": "telephone", "outcome": "reached", **whom}
    return event(name, at, "victim-informed", agency, **said)


def decided(suspect: int, decision: str, agency: str = "met-police") -> dict[str, Any]:
    """A decision about one of the two."""
    data = {"suspect": suspect, "decision": decision}
    return event(f"d{suspect}", "2025-04-01T10:00:00Z", "charging-decision-made", agency, **data)


def at_court(suspect: int, day: str) -> list[dict[str, Any]]:
    """A defendant is convicted."""
    data = {"suspect": suspect, "court": "snaresbrook", "outcome": "convicted"}
    return [event(f"c{suspect}", f"{day}T10:00:00Z", "case-concluded", "hmcts", **data)]


def sentenced(suspect: int, day: str) -> list[dict[str, Any]]:
    """A defendant is sentenced, and the unit has the news the same day."""
    passed = {"suspect": suspect, "court": "snaresbrook", "sentence": "fine"}
    notice = {"suspect": suspect, "sender": "hmcts", "about": "sentence"}
    return [
        event(f"s{suspect}", f"{day}T11:00:00Z", "sentence-passed", "hmcts", **passed),
        event(f"n{suspect}", f"{day}T12:00:00Z", "notice-received", "witness-care", **notice),
    ]


def outcome_notice(suspect: int, day: str) -> dict[str, Any]:
    """The unit has the news of a conviction."""
    data = {"suspect": suspect, "sender": "hmcts", "about": "case-outcome"}
    return event(f"o{suspect}", f"{day}T13:00:00Z", "notice-received", "witness-care", **data)


def read(*more: dict[str, Any]) -> Read:
    """The journey of the two suspects, both told of as arrested, with more that happened."""
    own = [each for each in published(JOURNEY) if "victim-informed" not in each["type"]]
    return Read.of(sorted([*own, *more], key=lambda each: each["time"]), LATER)


def test_a_call_of_the_decision_is_asked_about_where_one_is_charged_and_one_is_not() -> None:
    """Given a charge and a decision not to charge, a call of "the decision" closes neither."""
    found = read(
        decided(1, "charge"),
        decided(2, "no-charge"),
        call("t", "2025-04-02T10:00:00Z", "charging-decision"),
    )

    assert (found.states("R6.6", "1"), found.states("R6.10", "2")) == (["breached"], ["breached"])
    assert found.flags == ["which-suspect"]


def test_a_call_that_says_whose_decision_closes_that_alone() -> None:
    found = read(
        decided(1, "charge"),
        decided(2, "no-charge", "cps"),
        call("t", "2025-04-02T10:00:00Z", "charging-decision", suspect=2),
    )

    assert (found.states("R6.6", "1"), found.states("R6.11", "2")) == (["breached"], ["discharged"])
    assert found.flags == []


def test_the_sentence_of_one_tells_nothing_of_the_others_conviction() -> None:
    """Given both convicted and told of neither, when the first is sentenced and told of, then the
    second's outcome stays owed.
    """
    found = read(
        *at_court(1, "2025-06-02"),
        *at_court(2, "2025-06-02"),
        outcome_notice(1, "2025-06-02"),
        outcome_notice(2, "2025-06-02"),
        *sentenced(1, "2025-06-03"),
        call("t", "2025-06-03T15:00:00Z", "sentence"),
    )

    assert found.states("R9.2b", "1") == ["discharged"]
    assert found.states("R9.1b", "1") == ["discharged"]
    assert found.states("R9.1b", "2") == ["breached"]


def test_a_notice_of_ones_sentence_passes_on_nothing_of_the_others_outcome() -> None:
    notice = {"sender": "hmcts", "about": "sentence"}
    passed = sentenced(1, "2025-06-03")[0]
    found = read(
        *at_court(1, "2025-06-02"),
        *at_court(2, "2025-06-02"),
        passed,
        event("n", "2025-06-03T12:00:00Z", "notice-received", "witness-care", **notice),
    )

    assert found.states("R9.1a", "1") == ["discharged"]
    assert found.states("R9.1a", "2") == ["breached"]


AT_COURT = {"court": "snaresbrook"}
PASSED_ON: list[tuple[str, str, str, dict[str, Any]]] = [
    ("R8.2b", "bail-hearing", "hearing-held", AT_COURT | {"hearing": "bail"}),
    ("R8.2b", "bail-hearing", "remand-decided", AT_COURT | {"remand": "custody"}),
    ("R8.2b", "bail-hearing", "remand-ended", {"how": "conditions-met"}),
    ("R8.3b", "warrant", "warrant-issued", {}),
    ("R8.3b", "warrant", "warrant-ended", {"how": "executed"}),
    ("R9.1b", "case-outcome", "case-concluded", AT_COURT | {"outcome": "convicted"}),
    ("R9.2b", "sentence", "sentence-passed", AT_COURT | {"sentence": "fine"}),
    ("R9.3", "appeal", "appeal-lodged", {"against": "sentence"}),
    ("R9.3", "appeal", "appeal-decided", {"against": "sentence", "result": "dismissed"}),
]


@pytest.mark.parametrize(("rule", "about", "kind", "data"), PASSED_ON)
def test_a_notice_that_names_nobody_is_of_the_one_about_whom_there_is_something_to_pass_on(
    rule: str, about: str, kind: str, data: dict[str, Any]
) -> None:
    found = read(
        event("it", "2025-06-02T10:00:00Z", kind, "hmcts", suspect=2, **data),
        event("n", "2025-06-03T12:00:00Z", "notice-received", "witness-care", about=about, **COURT),
    )

    assert [duty.suspect for duty in found.duties(rule)] == ["2"]


def test_details_that_probation_received_are_those_that_were_passed_on_of_one_defendant() -> None:
    """Given a referral about one of two, then probation's first contact is about that one."""
    details = {"sender": "witness-care", "about": "victim-details"}
    found = read(
        event("it", "2025-06-02T10:00:00Z", "contact-scheme-referred", "witness-care", suspect=2),
        event("n", "2025-06-03T12:00:00Z", "notice-received", "probation", **details),
    )

    assert [duty.suspect for duty in found.duties("R11.2")] == ["2"]


def test_a_hearing_after_an_arrest_is_that_defendants() -> None:
    found = read(
        event("w", "2025-05-01T10:00:00Z", "warrant-issued", "hmcts", suspect=1),
        event("e", "2025-05-05T10:00:00Z", "warrant-ended", "hmcts", suspect=1, how="executed"),
        *(
            event(
                f"h{suspect}",
                f"2025-05-{6 + suspect:02}T10:00:00Z",
                "hearing-held",
                "hmcts",
                suspect=suspect,
                court="snaresbrook",
                hearing="other",
            )
            for suspect in (1, 2)
        ),
    )

    assert [duty.triggered.day for duty in found.duties("R8.3a", "1")] == [1, 7]
    assert found.duties("R8.3a", "2") == []
