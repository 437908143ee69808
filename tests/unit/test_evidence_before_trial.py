"""The needs of a victim who must give evidence are assessed before they give it."""

from datetime import UTC, date, datetime
from typing import Any

from published_journey import Read, published

LATER = datetime(2025, 12, 1, tzinfo=UTC)


def test_evidence_under_section_28_is_given_long_before_the_trial() -> None:
    """Given cross-examination on 1 August 2024 and a trial in March 2025, August counts."""
    read = Read.of(published("K-s28"), LATER)

    (duty,) = read.duties("R4.3")
    assert (duty.due_on, duty.state) == (date(2024, 7, 31), "breached")
    assert duty.retimed_by == read.event("evidence-recorded")
    assert read.why("R4.3")["Due"] == (
        "By the day before the victim gave evidence, which was recorded: Wednesday 31 July 2024"
    )


def test_a_hearing_listed_for_the_evidence_sets_the_day_before_it_is_held() -> None:
    """Given the hearing of 1 August as listed, when nothing was recorded yet, it is due before."""
    events = [
        each | {"data": each["data"] | {"hearing": "section-28"}}
        if "hearing-listed" in each["type"]
        else each
        for each in published("K-s28")
    ]
    earlier = datetime(2024, 7, 1, tzinfo=UTC)
    known = [each for each in events if datetime.fromisoformat(each["time"]) < earlier]

    (duty,) = Read.of(known, earlier).duties("R4.3")

    assert (duty.due_on, duty.state) == (date(2024, 7, 31), "open")
    assert Read.of(events, LATER).due("R4.3") == [date(2024, 7, 31)]


def test_a_first_interview_on_video_is_no_evidence_for_which_needs_are_assessed_again() -> None:
    events = [_with_part(each, "evidence-in-chief") for each in published("K-s28")]

    assert Read.of(events, LATER).due("R4.3") == [date(2025, 3, 2)]


def test_needs_assessed_before_the_cross_examination_are_assessed_in_time() -> None:
    events = published("K-s28")
    like = next(each for each in events if "needs-assessed" in each["type"])
    assessed = like | {
        "id": "assessed again",
        "time": "2024-07-30T10:00:00+01:00",
        "data": {"occasion": "before-trial", "needs": []},
    }

    assert Read.of([*events, assessed], LATER).states("R4.3") == ["discharged"]


def test_evidence_before_it_was_required_moves_nothing() -> None:
    """When a victim is required again after having given evidence, the trial counts."""
    events = published("K-s28")
    early = [
        each | {"time": "2024-05-02T10:00:00+01:00"}
        if "evidence-recorded" in each["type"]
        else each
        for each in events
    ]

    assert Read.of(early, LATER).due("R4.3") == [date(2025, 3, 2)]


def _with_part(event: dict[str, Any], part: str) -> dict[str, Any]:
    return event | {"data": {"part": part}} if "evidence-recorded" in event["type"] else event
