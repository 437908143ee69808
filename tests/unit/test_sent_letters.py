"""A letter that was sent, of which nobody knows whether it arrived: what it does, and what not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from published_journey import Read, published, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "state"), [("sent", "discharged"), ("undeliverable", "breached")]
)
def test_a_letter_sent_does_what_a_rule_asks_to_be_sent(outcome: str, state: str) -> None:
    """Given charges dropped, when the CPS sends the letter that R6.7 asks for, then it is done."""
    assert Read.of(_dropped(outcome), LATER).states("R6.7") == [state]


def test_a_letter_over_an_unsafe_channel_does_nothing() -> None:
    assert Read.of(_dropped("sent", safe=False), LATER).states("R6.7") == ["breached"]


@pytest.mark.parametrize(("outcome", "state"), [("sent", "breached"), ("reached", "discharged")])
def test_a_letter_sent_is_not_yet_a_victim_told(outcome: str, state: str) -> None:
    """Given an arrest, when a letter is sent, then R6.1 asks still whether the victim knows."""
    letter = _letter("arrest", "2025-03-05T10:00:00Z", outcome)

    assert Read.of([*_until_the_arrest(), letter], LATER).states("R6.1") == [state]


def _until_the_arrest() -> list[dict[str, Any]]:
    return [each for each in published("G2") if "not-investigated" not in each["type"]]


def _dropped(outcome: str, **more: bool) -> list[dict[str, Any]]:
    arrest = next(each for each in published("G2") if "arrested" in each["type"])
    dropped = arrest | {
        "id": "dropped",
        "agency": "cps",
        "source": "b/cps",
        "type": "victim-journey.prosecution-altered.v1",
        "time": "2025-06-02T10:00:00Z",
        "data": {"change": "discontinued"},
    }
    letter = _letter("prosecution-altered", "2025-06-03T10:00:00Z", outcome, "cps", **more)
    return [*_until_the_arrest(), dropped, letter]


def _letter(
    about: str, at: str, outcome: str, agency: str = "met-police", **more: bool
) -> dict[str, Any]:
    data = {"about": about, "channel": "letter", "outcome": outcome, **more}
    whose = {"subject": "crime:met-police:G2/25", "victim": "met-police:V-G2"}
    return published_event("victim-informed", at, data, agency, **whose)
