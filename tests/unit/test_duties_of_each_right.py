"""What raises the duties of each right and what ends them, as agencies publish it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from published_journey import Read, published, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
RETRIAL = {"back_to": "trial", "reason": "appeal-allowed"}
ACQUITTED = {"court": "snaresbrook", "outcome": "acquitted"}


def test_a_complaint_answered_in_substance_needs_no_acknowledgement() -> None:
    assert Read.of(published("AA-complaint"), LATER).states("R12.1") == ["discharged"]


def test_a_victim_who_declines_the_referral_is_owed_none() -> None:
    assert Read.of(published("AK-declines-referral"), LATER).states("R4.2") == ["discharged"]


def test_a_service_that_refuses_the_victim_ends_nothing() -> None:
    """Given a referral that the service refused, and none before, then it stays owed."""
    events = [
        each | {"data": {**each["data"], "answer": "refused-by-service"}}
        if "referral-answered" in each["type"]
        else each
        for each in published("AK-declines-referral")
    ]

    assert Read.of(events, LATER).states("R4.2") == ["breached"]


@pytest.mark.parametrize("name", ["J-cracked", "AB-one-notice"])
def test_one_notice_and_one_call_pass_on_a_conviction_and_its_sentence(name: str) -> None:
    read = Read.of(published(name), LATER)

    rules = ("R9.1a", "R9.1b", "R9.2a", "R9.2b")
    assert [read.states(rule) for rule in rules] == [["discharged"]] * 4


@pytest.mark.parametrize("name", ["J-cracked", "AB-one-notice"])
def test_no_sentence_of_magistrates_can_be_reviewed_as_lenient(name: str) -> None:
    assert Read.of(published(name), LATER).states("ULS") == []


def test_a_conviction_that_was_passed_on_before_its_sentence_is_told_once() -> None:
    """Given a notice of the outcome, told of, when that of the sentence comes, then it asks anew
    for the telling of the sentence alone.
    """
    notices = [
        notice("outcome", "2025-02-03T12:00:00Z", about="case-outcome"),
        told("outcome told", "2025-02-03T13:00:00Z", about="case-outcome"),
    ]

    read = Read.of(more(published("AB-one-notice"), *notices), LATER)

    assert read.states("R9.1b") == ["discharged"]
    assert read.states("R9.2b") == ["discharged"]


def test_how_a_retrial_ended_is_told_of_though_the_first_sentence_was() -> None:
    """Given a sentence that she was told of, when a retrial ends in an acquittal, then the notice
    of the first sentence says nothing of that end.
    """
    retrial = [
        _event("again", "2025-06-02T10:00:00Z", "case-reopened", "hmcts", **RETRIAL),
        _event("end", "2025-09-01T10:00:00Z", "case-concluded", "hmcts", **ACQUITTED),
        notice("of the end", "2025-09-02T10:00:00Z", about="case-outcome"),
    ]

    read = Read.of(more(published("AB-one-notice"), *retrial), LATER)

    assert read.states("R9.1b") == ["discharged", "breached"]


def test_a_hearing_that_no_notice_ever_reached_the_unit_about_is_late_at_the_court() -> None:
    read = Read.of(published("AC-hearing-no-receipt"), LATER)

    assert set(read.states("R8.1a")) == {"breached"}
    late = [each for each in read.alerts if each.rule == "R8.1a" and each.kind == "late"]
    assert len(late) == len(read.duties("R8.1a")) == 2


def test_a_notice_of_a_hearing_or_the_telling_by_the_unit_ends_what_the_court_owes() -> None:
    events = published("AC-hearing-no-receipt")
    first = min(each["time"] for each in events if "-listed." in each["type"])

    by_notice = Read.of(more(events, notice("n", _day_after(first), about="hearing")), LATER)
    by_call = Read.of(more(events, told("t", _day_after(first), about="hearing")), LATER)

    assert by_notice.states("R8.1a")[0] == "discharged"
    assert by_call.states("R8.1a")[0] == "discharged"


def test_a_notice_sent_that_nobody_reports_as_received_keeps_the_telling_in_sight() -> None:
    """Given a notice sent, then the unit's telling is open, by no day, until it is done."""
    events = published("AC-hearing-no-receipt")
    first = min(each["time"] for each in events if "-listed." in each["type"])
    sent = notice("s", _day_after(first), about="hearing", kind="notice-sent")

    open_, then = (
        Read.of(more(events, sent), LATER),
        Read.of(more(events, sent, notice("r", _day_after(first, 2), about="hearing")), LATER),
    )

    (duty,) = open_.duties("R8.1")
    assert (duty.state, duty.due_on, duty.reason) == ("open", None, "receipt-not-reported")
    assert [duty.state for duty in then.duties("R8.1")] == ["breached"]


def test_a_first_hearing_that_nobody_says_the_police_know_of_is_open_to_tell() -> None:
    """Given the listing alone, it is open without a day; a notice that arrives gives it one."""
    events = published("AC-hearing-no-receipt")
    first = min(each["time"] for each in events if "-listed." in each["type"])
    at_police = notice("p", _day_after(first), about="first-hearing") | {"agency": "met-police"}

    unknown = Read.of(events, LATER).duties("R6.8")
    known = Read.of(more(events, at_police), LATER).duties("R6.8")

    assert [(duty.due_on, duty.state, duty.reason) for duty in unknown] == [
        (None, "open", "receipt-not-reported")
    ]
    assert [duty.due_on for duty in known] == [date(2025, 1, 17)]


def test_hospital_order_and_contact_scheme_by_their_days() -> None:
    read = Read.of(published("L-hospital"), LATER)

    assert (read.due("R11.1"), read.states("R11.1")) == ([date(2025, 1, 27)], ["discharged-late"])
    assert (read.due("R11.2"), read.states("R11.2")) == ([date(2025, 3, 6)], ["discharged-late"])


def test_details_that_probation_says_arrived_later_raise_one_first_contact_of_that_day() -> None:
    """Given details passed on on a Wednesday, which probation reports as received the week after,
    then it has 20 working days from then, and no second contact to make.
    """
    events = published("P2-no-vcs-flag")
    passed_on = _event("d", "2024-04-10T10:00:00Z", "contact-scheme-referred", "witness-care")
    arrived = notice("a", "2024-04-17T10:00:00Z", about="victim-details")
    arrived |= {
        "agency": "probation",
        "data": {"sender": "witness-care", "about": "victim-details"},
    }
    passed_on |= {"victim": _ONE}

    on_its_way = Read.of(more(events, passed_on), LATER)
    received = Read.of(more(events, passed_on, arrived), LATER)

    assert on_its_way.due("R11.2") == [date(2024, 5, 9)]
    assert received.due("R11.2") == [date(2024, 5, 16)]


def test_a_hospital_order_makes_eligible_whoever_does_not_say_so() -> None:
    read = Read.of(_sentenced("L-hospital", sentence="hospital-order"), LATER)

    assert read.due("R11.1") == [date(2025, 1, 27)]


def test_a_long_sentence_for_rape_makes_eligible_without_a_flag() -> None:
    read = Read.of(published("P2-no-vcs-flag"), LATER)

    assert (read.due("R11.1"), read.states("R11.1")) == ([date(2024, 3, 18)], ["breached"])


@pytest.mark.parametrize(
    "data",
    [
        {"sentence": "immediate-custody"},
        {"sentence": "other"},
        {"sentence": "immediate-custody", "custody_months": 96, "victim_contact_scheme": False},
    ],
    ids=["no length", "other", "an agency says no"],
)
def test_where_nobody_can_tell_whether_eligible_the_page_says_so(data: Mapping[str, Any]) -> None:
    read = Read.of(_sentenced("P2-no-vcs-flag", **data), LATER)

    (duty,) = read.duties("R11.1")
    assert (duty.state, duty.due_on, duty.reason) == ("open", None, "eligibility-not-known")


@pytest.mark.parametrize(
    "data",
    [{"sentence": "fine"}, {"sentence": "immediate-custody", "custody_months": 6}],
    ids=["fine", "six months"],
)
def test_a_light_sentence_makes_nobody_eligible(data: Mapping[str, Any]) -> None:
    assert Read.of(_sentenced("P2-no-vcs-flag", **data), LATER).duties("R11.1") == []


def test_an_investigation_closed_without_a_suspect_is_to_be_told() -> None:
    """Given no suspect identified, then the telling is open, never late, until it is done."""
    events = published("V-nsi")
    told_of = told("closed", "2025-01-20T10:00:00Z", about="investigation-closed")

    owed, done = Read.of(events, LATER), Read.of(more(events, told_of), LATER)

    assert (owed.states("R6.18"), owed.due("R6.18")) == (["open"], [None])
    assert done.states("R6.18") == ["discharged"]
    assert not [each for each in owed.alerts if each.rule == "R6.18"]


def test_the_assessment_after_a_report_is_due_by_no_day() -> None:
    events = [each for each in published("V-nsi") if "needs-assessed" not in each["type"]]

    read = Read.of(events, LATER)

    assert (read.states("R4.1"), read.due("R4.1")) == (["open"], [None])


def notice(name: str, at: str, about: str, kind: str = "notice-received") -> dict[str, Any]:
    """A notice of the court to the unit."""
    received = kind == "notice-received"
    who = {"sender": "hmcts"} if received else {"to": "witness-care"}
    return _event(name, at, kind, "witness-care" if received else "hmcts", about=about, **who)


def told(name: str, at: str, about: str) -> dict[str, Any]:
    """A call of the unit, or of the police, that reached the victim."""
    agency = "met-police" if about == "investigation-closed" else "witness-care"
    call = {"about": about, "channel": "telephone", "outcome": "reached"}
    return _event(name, at, "victim-informed", agency, **call) | {"victim": _ONE}


_ONE = "the victim of the journey"


def more(events: list[dict[str, Any]], *added: dict[str, Any]) -> list[dict[str, Any]]:
    """The events with others of the same case and victim, in the order in which they happened."""
    (victim,) = {each["victim"] for each in events if "victim" in each}
    own = [
        each | {"subject": events[0]["subject"]} | ({"victim": victim} if "victim" in each else {})
        for each in added
    ]
    return sorted([*events, *own], key=lambda each: datetime.fromisoformat(each["time"]))


def _event(name: str, at: str, kind: str, agency: str, **data: Any) -> dict[str, Any]:
    return published_event(kind, at, data, agency, id=name)


def _sentenced(name: str, **data: Any) -> list[dict[str, Any]]:
    """A journey in which the court passes another sentence."""
    return [
        each | {"data": {"court": each["data"]["court"], **data}}
        if "sentence-passed" in each["type"]
        else each
        for each in published(name)
    ]


def _day_after(at: str, days: int = 1) -> str:
    return (datetime.fromisoformat(at) + timedelta(days=days)).isoformat()
