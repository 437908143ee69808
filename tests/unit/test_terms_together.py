"""Several terms of custody of one day: added up where it is said that they follow one another."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.court import Sentence, SentencePassed, SentenceRuns
from events.offences import OffenceGroup
from events.places import Court
from later_sentence_events import KNOWN, V1, Event, sentenced
from processors.victims_code.sentence_schemes import Eligibility, contact_scheme
from published_journey import Read
from web.fact_sentences import sentence

AT = datetime(2025, 9, 1, 12, tzinfo=UTC)
AFTER, BESIDE = {"runs": "consecutive"}, {"runs": "concurrent"}


def of_offence(number: int, months: int, **more: Any) -> Event:
    event = sentenced("2025-06-02", months=months, offences=[number], **more)
    return {**event, "id": f"{event['id']}-{number}"}


def read(*events: Event) -> Read:
    return Read.of([*KNOWN, *events], AT, V1)


def test_terms_that_follow_one_another_are_one_term() -> None:
    """Given two terms of 8 months, one after the other, then she is offered the scheme."""
    found = read(of_offence(1, 8), of_offence(2, 8, **AFTER))

    assert (found.states("R11.1"), found.flags) == (["breached"], [])


def test_terms_at_the_same_time_are_as_long_as_the_longest() -> None:
    found = read(of_offence(1, 8, **BESIDE), of_offence(2, 8, **BESIDE))

    assert (found.states("R11.1"), found.flags) == ([], [])


def test_where_nothing_says_how_they_run_it_stays_owed_and_is_asked() -> None:
    found = read(of_offence(1, 8), of_offence(2, 8))

    assert [(str(duty.state), duty.due_on) for duty in found.duties("R11.1")] == [("open", None)]
    assert found.flags == ["how-terms-run"]


def test_what_is_a_year_in_no_way_is_not_asked_about() -> None:
    assert read(of_offence(1, 5), of_offence(2, 5)).flags == []
    assert read(of_offence(1, 14), of_offence(2, 5)).flags == []


def test_another_defendants_term_is_not_added() -> None:
    found = read(of_offence(1, 8, suspect=1), of_offence(2, 8, suspect=2, **AFTER))

    assert found.states("R11.1") == []
    assert "how-terms-run" not in found.flags


@pytest.mark.parametrize("runs", SentenceRuns)
def test_the_timeline_says_how_a_term_runs(runs: SentenceRuns) -> None:
    said = sentence(_term(8, runs))

    assert said.endswith(
        "8 months, after another term"
        if runs is SentenceRuns.CONSECUTIVE
        else "8 months, at the same time as another term"
    )


_terms = st.lists(
    st.tuples(st.integers(1, 11), st.sampled_from([None, *SentenceRuns])), min_size=1, max_size=4
)


@given(terms=_terms)
def test_between_the_longest_term_and_the_sum_of_all(
    terms: list[tuple[int, SentenceRuns | None]],
) -> None:
    """Law: never yes where the sum is no year; never no where terms said to follow come to one."""
    together = [_term(*each) for each in terms]
    found = contact_scheme(OffenceGroup.ROBBERY, together[0], together)
    following = sum(months for months, runs in terms if runs is SentenceRuns.CONSECUTIVE)

    if sum(months for months, _ in terms) < 12:
        assert found is Eligibility.NO
    if following >= 12:
        assert found is Eligibility.YES
    if all(runs is SentenceRuns.CONCURRENT for _, runs in terms):
        assert found is Eligibility.NO


def _term(months: int, runs: SentenceRuns | None) -> SentencePassed:
    return SentencePassed(
        court=Court.SNARESBROOK,
        sentence=Sentence.IMMEDIATE_CUSTODY,
        custody_months=months,
        runs=runs,
    )
