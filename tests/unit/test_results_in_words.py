"""How a case ended, and which sentence was passed, in the words to a victim."""

import pytest

from caseworkers.victim_words.victim_text import victim_text
from words_of_duties import Event, event, telling


def concluded(outcome: str, at: str = "2025-03-05T09:00:00+00:00", **which: int) -> Event:
    data = {"court": "snaresbrook", "outcome": outcome, **which}
    return event("case-concluded", at, data, "hmcts")


NOTICE = event(
    "notice-received",
    "2025-03-06T09:00:00+00:00",
    {"sender": "hmcts", "about": "case-outcome"},
    "witness-care",
)


def test_a_notice_says_neither_the_outcome_nor_its_day() -> None:
    told = telling(NOTICE, rule="R9.1b")

    assert (told.happened, told.day) == ("case-outcome", None)
    assert "details are not in this message" in victim_text(told).paragraphs[0].english


@pytest.mark.parametrize(
    ("outcome", "happened"),
    [
        ("convicted", "outcome-convicted"),
        ("acquitted", "outcome-acquitted"),
        ("discontinued", "prosecution-stopped"),
    ],
)
def test_where_the_court_reported_the_end_it_is_told_with_its_day(
    outcome: str, happened: str
) -> None:
    told = telling(concluded(outcome), NOTICE, rule="R9.1b")

    assert (told.happened, str(told.day)) == (happened, "2025-03-05")
    assert "not in this message" not in victim_text(told).paragraphs[0].english


def test_of_two_ends_none_is_told() -> None:
    """The case was opened again: a notice does not say which end it is about."""
    first = concluded("convicted", "2025-03-04T09:00:00+00:00")
    assert telling(first, concluded("acquitted"), NOTICE, rule="R9.1b").happened == "case-outcome"


def test_offences_that_ended_alike_are_told_as_one_end() -> None:
    counts = [{**concluded("convicted"), "id": f"count-{number}"} for number in (1, 2)]
    assert telling(*counts, NOTICE, rule="R9.1b").happened == "outcome-convicted"


@pytest.mark.parametrize(
    ("sentences", "happened"),
    [
        (["life"], "sentence-life"),
        (["youth-custody"], "sentence-custody"),
        (["hospital-order", "no-separate-penalty"], "sentence-hospital"),
        (["immediate-custody", "fine"], "sentence"),
        (["other"], "sentence"),
    ],
)
def test_the_sentence_is_told_where_the_court_reported_one(
    sentences: list[str], happened: str
) -> None:
    """Given one sentence, or another that adds nothing to it, then the victim is told which."""
    at = "2025-03-05T09:00:00+00:00"
    data = [{"court": "snaresbrook", "sentence": each} for each in sentences]
    passed = [
        {**event("sentence-passed", at, each, "hmcts"), "id": each["sentence"]} for each in data
    ]
    notice = {**NOTICE, "data": {"sender": "hmcts", "about": "sentence"}}

    assert telling(*passed, notice, rule="R9.2b").happened == happened


def test_the_end_of_another_suspects_case_is_not_told() -> None:
    arrests = [
        event("suspect-arrested", f"2025-03-04T1{suspect}:00:00+00:00", {"suspect": suspect})
        for suspect in (1, 2)
    ]
    of_second = {"sender": "hmcts", "about": "case-outcome", "suspect": 2}
    notice = event("notice-received", "2025-03-06T09:00:00+00:00", of_second, "witness-care")

    told = telling(*arrests, concluded("convicted", suspect=1), notice, rule="R9.1b")

    assert (told.happened, told.suspect) == ("case-outcome", "2")
