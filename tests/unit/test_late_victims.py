"""No clock starts before the duty-holder knew of the victim, as agencies publish it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from published_journey import Read, published
from schemas.alert_row import AlertKind
from web.obligation_words import since_what

LATER = datetime(2025, 12, 1, tzinfo=UTC)
FOUND = datetime(2025, 3, 20, 12, 0, tzinfo=UTC)


def test_a_victim_found_six_weeks_later_is_owed_from_that_day() -> None:
    """When all is done within the hour in which she is found, nothing was late."""
    read = Read.of(published("AL-late-victim"), LATER)

    for rule in ("R4.1", "R4.2", "R6.1"):
        (duty,) = read.duties(rule)
        assert (duty.state, duty.triggered) == ("discharged", FOUND)
    assert read.due("R6.1") == [date(2025, 3, 27)]
    assert AlertKind.LATE not in {alert.kind for alert in read.alerts}


def test_every_page_says_that_the_clock_started_when_she_was_known() -> None:
    read = Read.of(published("AL-late-victim"), LATER)
    (duty,) = read.duties("R6.1")

    shown = since_what(duty.suspect, duty.trigger_kind, duty.triggered, duty.known_by)
    assert shown.endswith(
        "suspect arrested; the clock started when this victim became known, 20 March 2025, midday"
    )
    assert read.why("R6.1")["Clock started"] == (
        "20 March 2025, midday: when the Metropolitan Police knew of this victim."
        " No clock starts before"
    )
    assert "4 February 2025" in read.why("R6.1")["Raised by"]


def test_when_a_disputed_identification_was_is_not_shown_by_the_clock_either() -> None:
    identified = Read.of(published("AL-late-victim"), LATER).event("victim-identified")
    about = {"correction": "VS-1", "event": str(identified), "field": "time"}
    proposed = _event("correction-proposed", "2025-04-01T10:00:00Z") | {
        "data": {**about, "value": "2025-02-03T10:00:00+00:00"},
        "agency": "victim-support",
        "source": "b/vs",
    }
    disputed = _event("correction-disputed", "2025-04-02T10:00:00Z") | {
        "data": {
            "proposed_by": "victim-support",
            "correction": "VS-1",
            "reason": "stands-by-it",
        }
    }
    for each in (proposed, disputed):
        del each["victim"]

    read = Read.of([*published("AL-late-victim"), proposed, disputed], LATER)

    assert [duty.disputed for duty in read.duties("R6.1")] == [True]
    assert "not shown" in read.why("R6.1")["Clock started"]


def test_the_law_gives_a_late_victim_no_more_time_to_ask_for_a_longer_sentence() -> None:
    """The 28 days of the scheme run from the sentence, whenever the victim was found."""
    court = {"court": "snaresbrook"}
    sentence = {**court, "sentence": "immediate-custody", "custody_months": 60}
    events = [
        _of_case("case-concluded", "2025-03-10T10:00:00Z", **court, outcome="convicted"),
        _of_case("sentence-passed", "2025-03-10T10:00:00Z", **sentence),
    ]

    read = Read.of([*published("AL-late-victim"), *events], LATER)

    assert read.due("ULS") == [date(2025, 4, 7)]
    assert read.due("R9.2a") == [date(2025, 3, 27)]


def test_each_victim_of_a_crime_has_clocks_of_their_own() -> None:
    """Given three victims, when one is found in March, each is owed from when they were."""
    of_first, of_second, of_third = (
        Read.of(published("I-two-victims"), LATER, f"met-police:V-{name}")
        for name in ("I-two-victims", "I-b", "I-c")
    )

    assert of_first.due("R6.1") == of_second.due("R6.1") == [date(2025, 2, 11)]
    assert of_first.states("R6.1") == ["discharged"]
    assert of_second.states("R6.1") == ["breached"]
    assert of_third.due("R6.1") == [date(2025, 3, 27)]
    assert of_third.due("R4.2") == [date(2025, 3, 24)]


def test_a_victim_who_was_spoken_with_was_known_by_then() -> None:
    """When the record of who she is comes late, the first contact says since when she was known."""
    spoken = _event("victim-contacted", "2025-02-10T10:00:00Z") | {
        "data": {"purpose": "welfare", "channel": "telephone", "outcome": "reached"}
    }

    read = Read.of([*published("AL-late-victim"), spoken], LATER)

    assert read.due("R6.1") == [date(2025, 2, 17)]
    assert read.states("R6.1") == ["discharged-late"]


def test_of_two_identifications_the_first_counts() -> None:
    again = _event("victim-identified", "2025-06-02T10:00:00Z") | {"data": {}}
    before = _event("victim-identified", "2025-02-20T10:00:00Z") | {"data": {}}

    assert Read.of([*published("AL-late-victim"), again], LATER).due("R6.1") == [date(2025, 3, 27)]
    assert Read.of([*published("AL-late-victim"), before], LATER).due("R6.1") == [date(2025, 2, 27)]


def test_what_is_published_of_a_linked_case_concerns_the_victim_from_the_link_on() -> None:
    """Given a charge under a URN, when it is linked a week later, the telling is owed from then."""
    case, urn = "crime:met-police:AL-late-victim/25", "urn:01AA0123425"
    charge = _event("suspect-charged", "2025-04-01T10:00:00+01:00") | {
        "subject": urn,
        "data": {"method": "charge"},
    }
    link = _event("case-linked", "2025-04-08T10:00:00+01:00") | {"data": {"other": urn}}
    del charge["victim"], link["victim"]

    early, late = (
        Read.of([*published("AL-late-victim"), each | {"subject": case}, link], LATER)
        for each in (charge, charge | {"time": "2025-04-09T10:00:00+01:00"})
    )
    linked = Read.of([*published("AL-late-victim"), link, charge], LATER)

    assert early.due("R6.6") == [date(2025, 4, 8)]
    assert late.due("R6.6") == [date(2025, 4, 16)]
    assert linked.due("R6.6") == [date(2025, 4, 15)]


ASN = "2501ZD0100000104411J"
WAYS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "the crime's suspect has the number of the charge": [
        ("suspect-arrested", "crime:met-police:AL-late-victim/25", {"suspect": 1, "asn": ASN}),
    ],
    "a linked prosecution is merged with it": [
        ("case-linked", "crime:met-police:AL-late-victim/25", {"other": "urn:01AA0123425"}),
        ("case-merged", "urn:01AA0123425", {"into": "urn:01ZD0199925/M"}),
    ],
    "a linked prosecution is split": [
        ("case-linked", "crime:met-police:AL-late-victim/25", {"other": "urn:01AA0123425"}),
        ("case-split", "urn:01AA0123425", {"into": "urn:01ZD0199925/M"}),
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_joins_two_parts_of_a_case_the_victim_is_known_from_then_on(way: str) -> None:
    """Given a charge elsewhere, when that is joined a week later, the telling is owed from then."""
    elsewhere = "urn:01ZD0199925" + ("" if "number" in way else "/M")
    charge = _of_case("suspect-charged", "2025-04-01T10:00:00+01:00", method="charge", asn=ASN)
    charge |= {"subject": elsewhere, "agency": "met-police", "source": "b/met-police"}
    joined = [
        _of_case(kind, f"2025-04-08T10:0{place}:00+01:00", **data) | {"subject": subject}
        for place, (kind, subject, data) in enumerate(WAYS[way])
    ]
    for each in joined:
        each |= {"agency": "met-police", "source": "b/met-police"}

    before = Read.of([*published("AL-late-victim"), charge, *joined], LATER)
    again = Read.of([*published("AL-late-victim"), *reversed(joined), charge], LATER)

    assert before.due("R6.6") == again.due("R6.6") == [date(2025, 4, 15)]


def _of_case(kind: str, time: str, **data: Any) -> dict[str, Any]:
    """Another event of the case, about all its victims."""
    event = _event(kind, time) | {"data": data, "agency": "hmcts", "source": "b/hmcts"}
    del event["victim"]
    return event


def _event(kind: str, time: str) -> dict[str, Any]:
    """Another event of the case, about its victim."""
    like: Mapping[str, Any] = published("AL-late-victim")[2]
    type_name = f"victim-journey.{kind}.v1"
    return {**like, "id": f"{kind} {time}", "type": type_name, "time": time}
