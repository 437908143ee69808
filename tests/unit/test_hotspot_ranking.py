"""Ranking the hotspots, and what disclosure lets out of them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from task_group.disclosure import FEWEST, shown
from task_group.hotspots import GroupBy, Hotspot, ranked
from web.pages.hotspots import finding

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
    assert [(some.stage, some.groups) for some in found.withheld] == [("charged", 1)]


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


@given(st.lists(st.integers(FEWEST, 500), min_size=1, max_size=8), st.integers(0, FEWEST - 1))
def test_a_withheld_group_is_not_found_by_subtraction(shown_groups: list[int], few: int) -> None:
    """What is published leaves more than one count possible, but at the ends of the rounding."""
    london, groups = shown(sum(shown_groups) + few), [shown(cases) for cases in shown_groups]
    possible = {
        other
        for other in range(FEWEST)
        for spare in range(-2 * len(groups), 2 * len(groups) + 1)
        if london == shown(sum(count or 0 for count in groups) + spare + other)
    }
    assert few in possible
    down = [cases - count for cases, count in zip(shown_groups, groups, strict=True) if count]
    assert len(possible) > 1 or set(down) == {2}


@pytest.mark.xfail(strict=True, reason="both groups are rounded down by 2 and London up by 2")
def test_nor_at_the_ends_of_the_rounding() -> None:
    """182 + 182 + 9 are shown as 180, 180 and 375: only 9 can be missing. Not mended yet."""
    london, groups = shown(182 + 182 + 9) or 0, [shown(182) or 0, shown(182) or 0]
    assert london - 2 - sum(count + 2 for count in groups) < FEWEST - 1


def test_a_hotspot_holds_no_person() -> None:
    assert not {"victim", "case_id", "id"} & set(Hotspot.model_fields)


def test_few_cases_far_out_rank_behind_many_a_little_less_far() -> None:
    rows = [a_row("", 20, 500), a_row("harrow", 60, 10), a_row("croydon", 50, 100)]
    assert places(*rows) == ["croydon", "harrow"]
