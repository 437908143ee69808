"""Ranking the hotspots, and what disclosure lets out of them."""

from datetime import UTC, datetime
from operator import itemgetter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from task_group.disclosure import FEWEST, ROUNDED_TO, shown, shown_parts
from task_group.hotspot_ranking import GroupBy, Hotspot, ranked
from web.pages.hotspots_page import finding
from web.wording import revised

NOW = datetime(2025, 9, 1, tzinfo=UTC)


def a_row(place: str, median: int | None, cases: int = 100, **other: Any) -> dict[str, Any]:
    row = {
        "stage": "charged",
        "place": place,
        "cases": cases,
        "completed": cases,
        "open": 0,
        "completed_median": median,
        "completed_90th": median,
        "open_median_age": None,
        "median": median,
        "median_over": None,
        "revised": 0,
    }
    return row | other


def places(*rows: dict[str, Any]) -> list[str]:
    return [spot.place for spot in ranked(rows, GroupBy.COURT, NOW).hotspots]


def test_the_longest_against_london_comes_first_and_then_the_one_with_more_cases() -> None:
    rows = [a_row("", 20, 230), a_row("b", 20, 50), a_row("c", 20, 60), a_row("a", 40, 20)]
    assert places(*rows) == ["a", "c", "b"]


def test_where_too_many_still_wait_to_tell_the_median_it_ranks_by_what_it_lies_over() -> None:
    stalled = a_row("harrow", None, median_over=90)
    found = ranked([a_row("", 20, 300), a_row("b", 40), stalled], GroupBy.COURT, NOW)
    assert [(spot.place, spot.ratio) for spot in found.hotspots] == [("harrow", 4.5), ("b", 2.0)]
    assert finding(found) == (
        "Charge to first hearing takes longest against London for Harrow Crown Court: more than"
        " half of victims wait longer than 90 days, at least 4.5 times as long as in London as a"
        " whole"
    )


def test_nothing_is_compared_with_a_london_of_no_days() -> None:
    found = ranked([a_row("", 0, 200), a_row("a", 3)], GroupBy.COURT, NOW)
    assert found.hotspots[0].ratio is None
    assert finding(found) == "No court is known to take longer than its tier does"


def test_by_stage_it_is_london_alone() -> None:
    rows = [a_row("", 20), a_row("", 30, stage="trial")]
    found = ranked(rows, GroupBy.STAGE, NOW)
    assert [spot.stage for spot in found.hotspots] == ["trial", "charged"]
    assert finding(found) == (
        "The longest wait is from trial to verdict: half of victims wait 30 days or more"
    )


def test_what_rests_on_few_cases_is_withheld() -> None:
    few = a_row("a", 20, 30, completed=9, open=21, open_median_age=50)
    found = ranked([a_row("", 20, 39), few, a_row("b", 99, 9)], GroupBy.COURT, NOW)
    (spot,) = found.hotspots
    assert (spot.completed, spot.completed_median, spot.completed_90th) == (None, None, None)
    assert (spot.open, spot.open_median_age, spot.cases) == (20, 50, 30)
    assert found.withheld == ["charged"]


def test_that_figures_were_revised_is_said_and_how_many_only_where_they_are_not_few() -> None:
    some, few = a_row("a", 20, 30, revised=12), a_row("b", 20, 30, revised=1)
    found = ranked([a_row("", 20, 60, revised=13), some, few], GroupBy.COURT, NOW)
    assert [(spot.place, spot.revised) for spot in found.hotspots] == [("a", 10), ("b", None)]
    assert (revised(found) or "").startswith("Revised: some of these waits rest on data")
    assert revised(ranked([a_row("", 20, 60)], GroupBy.STAGE, NOW)) is None


def test_nothing_is_said_of_nothing() -> None:
    empty = ranked([], GroupBy.COURT, NOW)
    assert finding(empty) == "There are too few cases to say where victims wait"


@given(st.integers(0, 10_000))
def test_no_small_count_is_shown_and_none_is_far_off(count: int) -> None:
    told = shown(count)
    if count < FEWEST:
        assert told is None
    else:
        assert told is not None
        assert told >= FEWEST
        assert abs(told - count) <= 2


GROUPS = st.lists(st.integers(FEWEST, 500), max_size=12)
FEW = st.lists(st.integers(0, FEWEST - 1), min_size=1, max_size=4)


def rounded_to(told: int) -> range:
    """What may have been rounded so."""
    return range(max(0, told - 2), told + 3)


def sums_possible(steps: list[int]) -> set[int]:
    """What the groups shown can come to, for one who knows the rule: each has `FEWEST` or more."""
    sums, told = {0}, 0
    for step in steps:
        told += step
        sums = {now for now in rounded_to(told) if any(now - was >= FEWEST for was in sums)}
    return sums


@given(GROUPS, FEW, st.randoms(use_true_random=False))
def test_no_withheld_group_is_found_by_subtraction(
    groups: list[int], few: list[int], random: Random
) -> None:
    """Whoever knows the rule, and even that one group alone is missing, has several left."""
    counts = [*groups, *few]
    random.shuffle(counts)
    parts, whole = [told for told in shown_parts(counts) if told], shown(sum(counts))
    assert len(parts) == len(groups)
    missing = {
        total - some
        for total in (rounded_to(whole) if whole else range(FEWEST))
        for some in sums_possible(parts)
        if total >= max(some, FEWEST if whole else 0)
    }
    assert sum(few) in missing
    if len(few) == 1:
        assert len(missing & set(range(FEWEST))) >= 3
    else:
        assert len(missing) >= 3


def test_nor_at_the_ends_of_the_rounding() -> None:
    """Each rounded by itself, they were 180 + 180 of 375, and only 9 could be missing."""
    assert list(shown_parts([182, 182, 9])) == [180, 185, None]
    assert shown(182 + 182 + 9) == 375


@given(GROUPS)
def test_groups_add_up_to_a_whole_of_which_none_is_withheld(groups: list[int]) -> None:
    """So to tell London apart in another way tells nothing new of London."""
    assert sum(told or 0 for told in shown_parts(groups)) == (shown(sum(groups)) or 0)


@given(GROUPS, st.integers(FEWEST, 500))
def test_no_group_is_far_off(groups: list[int], last: int) -> None:
    *_, told = shown_parts([*groups, last])
    assert told is not None
    assert told >= FEWEST
    assert abs(told - last) < ROUNDED_TO


KINDS = st.integers(0, 60)


@given(KINDS, KINDS, KINDS, st.lists(st.tuples(KINDS, KINDS, KINDS), max_size=4))
def test_no_withheld_kind_of_a_group_is_found_in_its_row(
    completed: int, still_open: int, otherwise: int, others: list[tuple[int, int, int]]
) -> None:
    """Of completed and open waits the rest, which ended otherwise, is not told."""
    here = (completed, still_open, otherwise)
    cases, done, waiting = (
        list(shown_parts(map(count, [*others, here])))[-1]
        for count in (sum, itemgetter(0), itemgetter(1))
    )
    if cases is None or done is not None or waiting is None:
        return
    most = cases + ROUNDED_TO - 1 - max(FEWEST, waiting - ROUNDED_TO + 1)
    assert most >= completed
    assert most >= 2


def test_a_hotspot_holds_no_person() -> None:
    assert not {"victim", "case_id", "id"} & set(Hotspot.model_fields)


def test_few_cases_far_out_rank_behind_many_a_little_less_far() -> None:
    rows = [a_row("", 20, 500), a_row("harrow", 60, 10), a_row("croydon", 50, 100)]
    assert places(*rows) == ["croydon", "harrow"]
