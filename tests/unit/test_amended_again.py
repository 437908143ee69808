"""A result that its court amends more than once: the last one counts, and each before is gone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.court import SentencePassed
from published_journey import Read
from schemas.changes import CorrectionRow, CorrectionState, EntryState, TimelineEntry
from withdrawn_result_events import CONVICTED, KNOWN, SENTENCED, V1, YEARS, Event, said, taken_back

AT = datetime(2025, 7, 1, 12, tzinfo=UTC)


def amended(at: str, months: int) -> list[Event]:
    """The sentence said anew with another term, and the withdrawal of the first that names it."""
    term = {**YEARS, "custody_months": months}
    anew = said("sentence-passed", "2025-06-02T12:00", **term) | {"id": f"anew-{months}"}
    anew |= {"recordedtime": f"{at}:00Z"}
    return [anew, taken_back(SENTENCED, at, replacement_id=anew["id"])]


ONCE, TWICE = amended("2025-06-10T09:00", 20), amended("2025-06-12T09:00", 8)
THRICE = amended("2025-06-14T09:00", 6)
DELETED = taken_back(SENTENCED, "2025-06-16T09:00", reason="entered-in-error")
BEFORE = [*KNOWN, CONVICTED, SENTENCED]


def months(events: Sequence[Event]) -> list[int | None]:
    """The terms that count."""
    facts = Read.of(events, AT, V1).journey.effective.values()
    return [each.fact.custody_months for each in facts if isinstance(each.fact, SentencePassed)]


def test_of_a_sentence_amended_twice_the_last_one_counts() -> None:
    """Given a sentence amended twice, then it is there once, as the court said it last."""
    assert months([*BEFORE, *ONCE]) == [20]
    assert months([*BEFORE, *ONCE, *TWICE]) == [8]
    assert months([*BEFORE, *ONCE, *TWICE, *THRICE]) == [6]


def test_deleted_after_it_was_amended_it_is_gone() -> None:
    assert months([*BEFORE, *ONCE, *TWICE, DELETED]) == []


def test_a_later_withdrawal_that_was_taken_back_does_nothing() -> None:
    back = taken_back(TWICE[1], "2025-06-13T09:00", reason="entered-in-error")

    assert sorted(filter(None, months([*BEFORE, *ONCE, *TWICE, back]))) == [8, 20]


def test_another_result_of_the_same_offence_stays() -> None:
    """Given a fine beside custody, then only what was said in the place of custody is gone."""
    fine = said("sentence-passed", "2025-06-02T12:00", court="snaresbrook", sentence="fine")

    assert months([*BEFORE, fine | {"id": "fine"}, *ONCE, *TWICE]) == [None, 8]


def test_another_agencys_event_is_not_taken_back_so() -> None:
    theirs = {**ONCE[0], "agency": "cps", "source": "b/cps"}
    named: dict[str, Any] = {"replacement_id": None, "replacement": None}
    identity = Read.of([*BEFORE, theirs], AT, V1).event("sentence-passed", 1)
    first = {**ONCE[1], "data": {**ONCE[1]["data"], **named, "replacement": str(identity)}}

    assert sorted(filter(None, months([*BEFORE, theirs, first, *TWICE]))) == [8, 20]


def test_each_is_marked_on_the_timeline_and_among_the_corrections() -> None:
    rows = Read.of([*BEFORE, *ONCE, *TWICE], AT, V1).journey.rows.values()
    entries = [row for row in rows if isinstance(row, TimelineEntry)]
    sentences = [row.state for row in entries if row.kind == "sentence-passed"]
    corrections = [row.state for row in rows if isinstance(row, CorrectionRow)]

    assert sorted(sentences) == [EntryState.REPORTED, EntryState.WITHDRAWN, EntryState.WITHDRAWN]
    assert corrections == [CorrectionState.WITHDRAWN] * 3


def test_the_agencys_own_id_of_it_does_not_reach_the_log() -> None:
    for each in Read.of([*BEFORE, *ONCE], AT, V1).journey.facts.values():
        assert b"anew-20" not in each.written


@pytest.mark.parametrize("first", [0, 1, 2])
def test_told_of_the_one_before_she_is_told_anew(first: int) -> None:
    news = said("notice-sent", "2025-06-11T10:00", about="sentence", to="witness-care")
    events = [*BEFORE, *ONCE, news, *TWICE]

    assert Read.of([*events[first:], *events[:first]], AT, V1).states("R9.2a") == ["breached"]


_ALL = [*BEFORE, *ONCE, *TWICE, *THRICE]


@given(jumbled=st.permutations([*_ALL[2:], *_ALL[2:]]))
def test_in_any_order_of_arrival_and_twice(jumbled: list[Event]) -> None:
    assert months([*KNOWN[:2], *jumbled]) == months(_ALL)
