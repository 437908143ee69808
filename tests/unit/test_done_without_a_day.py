"""What is due by no day is done, since when and when; nothing says that it was done in time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from jinja2 import Environment, FileSystemLoader

from caseworkers.differences import compared
from doc_pages import ROOT
from published_journey import Read, facts_of, published
from schemas.changes import Obligation, ObligationState
from web import correction_view, formats, obligation_words
from web.diff_view import in_words
from web.wording import capital

LATER = datetime(2025, 12, 1, tzinfo=UTC)
EVENTS = published("V-nsi")
"""A crime reported on 6 January 2025, needs assessed that day, and the victim referred in time."""


def _duty(rule: str, events: list[dict[str, Any]] | None = None) -> Obligation:
    (duty,) = Read.of(events or EVENTS, LATER).duties(rule)
    return duty


def test_a_list_says_done_and_when() -> None:
    untimed, timed = _duty("R4.1"), _duty("R4.2")

    assert (untimed.due_on, untimed.state) == (None, "discharged")
    assert obligation_words.stands(untimed) == "Done"
    assert obligation_words.stands_since(untimed) == "Done\n6 January 2025"
    assert obligation_words.stands_since(timed) == obligation_words.stands(timed) == "Done in time"


def test_what_is_not_done_says_so() -> None:
    open_ = _duty("R4.1", [each for each in EVENTS if "needs-assessed" not in each["type"]])

    assert obligation_words.stands_since(open_) == "Not yet done"


def test_the_explanation_says_since_when_and_when() -> None:
    said = Read.of(EVENTS, LATER).why("R4.1")

    assert said["Done"].startswith("Open since 6 January 2025. ")
    assert "6 January 2025" in said["Done"].removeprefix("Open since 6 January 2025. ")
    assert "Done in time" not in said


def test_a_page_says_the_same() -> None:
    assert _on_page(_duty("R4.1")) == ["Done", "6 January 2025"]
    assert _on_page(_duty("R4.2"))[0] == "Done in time"


def test_a_difference_says_the_same() -> None:
    """Given an assessment learnt of later, then the duty was not done, and is done."""
    (facts,) = facts_of(EVENTS).values()
    assert facts[0].victim
    late = {each.event: each for each in facts}
    assessed = next(each for each in facts if each.fact.kind == "victim-needs-assessed")
    since = assessed.received - timedelta(seconds=1)

    found = compared(facts[0].victim, {facts[0].victim: late}, since, LATER)

    lines = [in_words(each) for each in found.changes]
    assert [each for each in lines if "R4.1" in each and each.endswith("done")]
    assert not [each for each in lines if "R4.1" in each and "in time" in each]


def test_the_count_of_all_duties_claims_no_more_than_is_so() -> None:
    assert (
        obligation_words.TOTALS[ObligationState.DISCHARGED]
        == "Done in time, or due by no day and done"
    )


def _on_page(duty: Obligation) -> list[str]:
    """What the page says of a duty's state, line by line."""
    templates = Environment(loader=FileSystemLoader(ROOT / "web/templates"), autoescape=True)
    templates.filters["london_day"] = formats.london_day
    templates.filters["counted"] = formats.counted
    templates.filters["capital"] = capital
    templates.globals |= {"obligation_words": obligation_words, "correction_view": correction_view}
    text = templates.from_string(
        '{% import "states.html" as states with context %}{{ states.state(duty) }}'
    ).render(duty=duty)
    without_tags = [part.partition(">")[2] for part in text.split("<")]
    return [part.strip() for part in without_tags if part.strip()]
