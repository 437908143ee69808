"""Enhanced Rights that a victim declines, or that end, before the shorter time is over."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from published_journey import Read, published

LATER = datetime(2025, 12, 1, tzinfo=UTC)

ARRESTED = "2025-03-06T10:00:00Z"
"""A Thursday: five working days are over on the 13th, one on the 7th."""

LONG, SHORT = date(2025, 3, 13), date(2025, 3, 7)


def test_granted_then_declined_before_the_due_day_has_the_longer_limit_again() -> None:
    read = _read(("granted", "2025-03-06T11:00:00Z"), ("declined", "2025-03-07T09:00:00Z"))

    (duty,) = read.duties("R6.1")
    assert (duty.due_on, duty.enhanced) == (LONG, False)
    assert duty.retimed_by == read.event("enhanced-rights-decided", -1)
    assert read.why("R6.1")["The longer time again"].startswith("The victim declined Enhanced")


@pytest.mark.parametrize("decision", ["declined", "ended", "not-granted"])
def test_rights_from_before_the_arrest_may_end_after_it(decision: str) -> None:
    read = _read(("granted", "2025-03-03T10:00:00Z"), (decision, "2025-03-07T09:00:00Z"))

    assert read.due("R6.1") == [LONG]


def test_rights_that_end_when_the_shorter_time_is_over_make_nothing_in_time() -> None:
    read = _read(("granted", "2025-03-03T10:00:00Z"), ("ended", "2025-03-08T09:00:00Z"))

    assert read.due("R6.1") == [SHORT]
    assert read.states("R6.1") == ["breached"]


def test_a_second_grant_shortens_again_and_a_repeated_one_ends_nothing() -> None:
    again = _read(
        ("granted", "2025-03-03T10:00:00Z"),
        ("declined", "2025-03-06T12:00:00Z"),
        ("granted", "2025-03-10T12:00:00Z"),
    )
    twice = _read(("granted", "2025-03-03T10:00:00Z"), ("granted", "2025-03-06T12:00:00Z"))

    assert again.due("R6.1") == [date(2025, 3, 11)]
    assert twice.due("R6.1") == [SHORT]


def _read(*decisions: tuple[str, str]) -> Read:
    """The handed journey of one arrest, with decisions about Enhanced Rights, each at a time."""
    reported = published("V-nsi")[:2]
    like = reported[1]
    events: list[dict[str, Any]] = [{**each, "time": "2025-03-02T10:00:00Z"} for each in reported]
    for number, (decision, time) in enumerate(decisions):
        kind = "victim-journey.enhanced-rights-decided.v1"
        event = {**like, "id": f"decided-{number}", "type": kind, "time": time}
        events.append({**event, "data": {"decision": decision}})
    arrest = {**reported[0], "id": "arrest", "type": "victim-journey.suspect-arrested.v1"}
    return Read.of([*events, {**arrest, "time": ARRESTED, "data": {}}], LATER)
