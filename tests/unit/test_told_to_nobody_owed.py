"""A telling that reached somebody to whom nothing is owed does nothing, and the page says why."""

from datetime import UTC, datetime
from typing import Any

import pytest

from events.representatives import OwedTo
from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)


def event(kind: str, at: str, **data: Any) -> dict[str, Any]:
    """An event of the police at a time of March 2025, about the victim where its kind names one."""
    about = {} if kind in ("crime-reported", "suspect-arrested") else {"victim": "met-police:V-W"}
    subject = "crime:met-police:W/25"
    return published_event(kind, f"2025-03-{at}:00Z", data, subject=subject, **about)


REPORTED = [
    event("crime-reported", "03T10:00", offence="robbery"),
    event("victim-identified", "03T10:00"),
    event("suspect-arrested", "04T10:00"),
]
DIED = event("victim-died", "05T10:00")
NAMED = event("representative-named", "05T12:00", representative="bereaved-relative")
ENDED = event("representative-ended", "06T10:00", representative="bereaved-relative")
CALL = event("victim-informed", "07T10:00", about="arrest", channel="telephone", outcome="reached")


@pytest.mark.parametrize("before", [[DIED], [DIED, NAMED, ENDED]], ids=["died", "no longer named"])
def test_a_call_when_nobody_is_named_leaves_it_owed_and_says_why(
    before: list[dict[str, Any]],
) -> None:
    found = Read.of([*REPORTED, *before, CALL], LATER)

    (duty,) = found.duties("R6.1")
    assert (duty.state, duty.owed_to) == ("breached", OwedTo.BEREAVED_FAMILY)
    said = found.why("R6.1")["Did not count"]
    assert said.startswith("Nobody was named then who is told in the victim’s place. ")
    assert "unsafe" not in said
    assert "who-was-told" in found.flags


def test_a_call_over_an_unsafe_channel_says_that() -> None:
    unsafe = event("contact-agreed", "03T12:00", every_days=7, unsafe_channels=["telephone"])

    said = Read.of([*REPORTED, unsafe, CALL], LATER).why("R6.1")["Did not count"]

    assert said.startswith("Over a channel that the victim had called unsafe. ")


def test_a_call_while_the_relative_was_named_stays_done_once_they_are_no_longer() -> None:
    early = CALL | {"id": "early", "time": "2025-03-05T15:00:00Z"}

    (duty,) = Read.of([*REPORTED, DIED, NAMED, early, ENDED], LATER).duties("R6.1")

    assert (duty.state, duty.owed_to) == ("discharged", OwedTo.BEREAVED_RELATIVE)
