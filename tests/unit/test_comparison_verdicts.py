"""What is named, what its court explains and what cannot be compared, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared_waits import DrawnWait, cell, counted, drawn
from task_group.comparison_counts import Stratum
from task_group.comparison_figures import PlaceScore, comparison_figures
from task_group.comparison_strata import ENOUGH, pooled
from task_group.comparisons import against_past, against_rest
from task_group.disclosure import FEWEST
from task_group.fair_comparison import (
    NOTHING,
    Score,
    after_own_past,
    by_chance,
    by_chance_after_past,
    ratio,
    ratio_after_past,
)
from task_group.lattice import NOT_RECORDED, Breakdown
from task_group.release_figures import Comparison, ComparisonVerdict

BOROUGHS = [f"borough-{number:02}" for number in range(20)]


def of_year(waits: Sequence[DrawnWait]) -> dict[str, Comparison]:
    """The figures of boroughs, by place."""
    scores = {cell(at[1]): score for at, score in against_rest(Breakdown.BOROUGH, counted(waits))}
    return {each.place: each for each in comparison_figures(scores, dict.fromkeys(scores, 100))}


def of_quarter(quarter: Sequence[DrawnWait], before: Sequence[DrawnWait]) -> dict[str, Comparison]:
    paces = against_past(Breakdown.BOROUGH, counted(quarter), counted(before))
    scores = {cell(at[1]): score for at, score in paces}
    return {each.place: each for each in comparison_figures(scores, dict.fromkeys(scores, 100))}


def scored(score: Score, waited: int) -> PlaceScore:
    """A place that has no courts of its own."""
    chance = by_chance(score)
    return PlaceScore(score, chance, ratio(score, FEWEST), score, chance, waited)


def figure_of(score: PlaceScore) -> Comparison:
    (figure,) = comparison_figures({cell("here"): score}, {cell("here"): 50})
    return figure


def named(figures: Mapping[str, Comparison]) -> dict[str, ComparisonVerdict]:
    of = ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER
    return {place: each.verdict for place, each in figures.items() if each.verdict in of}


def test_a_planted_place_is_found_and_nobody_else() -> None:
    """Given twenty boroughs of which one takes twice as long, then it alone is slower."""
    random = np.random.default_rng(2)
    slow = {"borough-07": 60}
    waits = [wait for each in BOROUGHS for wait in drawn(random, each, 80, slow.get(each, 30))]

    figures = of_year(waits)

    assert named(figures) == {"borough-07": ComparisonVerdict.SLOWER}
    here = figures["borough-07"]
    assert here.ratio is not None
    assert here.ratio.low <= 2 <= (here.ratio.high or 9)
    assert here.excess_days is not None
    assert here.excess_days.low > 0
    assert here.compared_share == 100
    assert not here.explained_by_court


def test_where_nothing_differs_nobody_is_named() -> None:
    """Given a hundred worlds in which twenty boroughs wait alike, then 97 or more name nobody."""
    random = np.random.default_rng(100)
    worlds = [
        [wait for each in BOROUGHS for wait in drawn(random, each, 40, 30)] for _ in range(100)
    ]

    assert sum(bool(named(of_year(waits))) for waits in worlds) <= 3


def test_boroughs_that_are_slow_only_because_of_their_court_are_explained_by_it() -> None:
    """Given two boroughs at each of four courts, one of which is slow, then nobody is blamed."""
    random = np.random.default_rng(4)
    waits = [
        wait
        for number, borough in enumerate(BOROUGHS[:8])
        for wait in drawn(random, borough, 150, 90 if number < 2 else 30, f"court-{number // 2}")
    ]

    figures = of_year(waits)

    assert [place for place, each in figures.items() if each.explained_by_court] == BOROUGHS[:2]
    assert ComparisonVerdict.SLOWER not in named(figures).values()


def test_a_borough_slower_than_others_at_its_court_is_not_explained_by_it() -> None:
    random = np.random.default_rng(5)
    waits = [
        wait
        for number, borough in enumerate(BOROUGHS[:8])
        for wait in drawn(random, borough, 150, 30 if number else 90, f"court-{number // 4}")
    ]

    assert named(of_year(waits))["borough-00"] is ComparisonVerdict.SLOWER
    assert not of_year(waits)["borough-00"].explained_by_court


def test_who_is_alone_in_a_stage_is_not_comparable() -> None:
    figures = of_year(drawn(np.random.default_rng(6), "only", 200, 30))

    assert figures["only"].verdict is ComparisonVerdict.NOT_COMPARABLE
    assert figures["only"].ratio is None
    assert figures["only"].excess_days is None


def test_a_place_that_began_to_stall_is_found_and_one_that_always_was_slow_is_not() -> None:
    random = np.random.default_rng(8)
    before = {"borough-03": 90}
    after = {"borough-03": 90, "borough-11": 90}
    year, quarter = (
        [wait for each in BOROUGHS for wait in drawn(random, each, number, pace.get(each, 30))]
        for number, pace in ((200, before), (60, after))
    )

    assert named(of_quarter(quarter, year)) == {"borough-11": ComparisonVerdict.SLOWER}


def test_a_court_that_began_to_stall_explains_its_boroughs() -> None:
    random = np.random.default_rng(9)
    year, quarter = (
        [
            wait
            for number, each in enumerate(BOROUGHS[:8])
            for wait in drawn(
                random, each, crimes, slow if number < 2 else 30, f"court-{number // 2}"
            )
        ]
        for crimes, slow in ((300, 30), (120, 120))
    )

    figures = of_quarter(quarter, year)

    assert [place for place, each in figures.items() if each.explained_by_court] == BOROUGHS[:2]
    assert ComparisonVerdict.SLOWER not in named(figures).values()


def test_what_nobody_recorded_is_no_place() -> None:
    score = scored(Score(50, 100, 90, 1, 1), waited=100)
    here, there = cell(NOT_RECORDED), cell("harrow")

    figures = comparison_figures({here: score, there: score}, {here: 50, there: 50})

    assert [each.verdict for each in figures] == [
        ComparisonVerdict.NOT_COMPARABLE,
        ComparisonVerdict.SLOWER,
    ]


def test_a_ratio_does_not_rest_on_fewer_than_can_be_counted() -> None:
    """Given that 3 of 40 stopped waiting, then the ratio is at least that of 10 of 40."""
    few = scored(Score(3, 40, 36, 900, 1000), waited=2000)
    fewer = scored(Score(3, 8, 7, 900, 1000), waited=2000)

    stalled, small = comparison_figures(
        {cell("stalled"): few, cell("small"): fewer}, {cell("stalled"): 50, cell("small"): 50}
    )

    assert stalled.ratio is not None
    assert (stalled.ratio.value, stalled.ratio.high, stalled.ratio_at_least) == (4, None, True)
    assert stalled.excess_days is not None
    assert stalled.excess_days.value == 1350  # 1,800 days can be compared; 30 of 40 are missing
    assert stalled.excess_days.high is None
    assert (stalled.expected, stalled.compared_share) == (40, 90)
    assert (small.ratio, small.excess_days, small.expected) == (None, None, None)


@pytest.mark.parametrize("expected", [10, 12, 17, 25, 60])
def test_no_estimate_tells_numbers_under_10_apart(expected: int) -> None:
    """Given the same verdict, then a place where nobody stopped looks like one where 2 did."""
    none, some = (
        figure_of(scored(Score(seen, expected, expected, 900, 900), waited=900)) for seen in (0, 2)
    )

    assert none.verdict is some.verdict is ComparisonVerdict.SLOWER
    assert none == some


@given(
    st.integers(0, 200),
    st.floats(5, 200),
    st.floats(0.05, 1),
    st.none() | st.tuples(st.integers(0, 300), st.floats(0, 300)),
)
def test_a_verdict_and_its_intervals_agree(
    seen: int, expected: float, share: float, past: tuple[int, float] | None
) -> None:
    """Whoever is named has a ratio and an excess with intervals on its side of London's."""
    now = Score(seen, expected, share * expected, 900, 900)
    each = scored(now, waited=5000)
    if past:
        before = Score(past[0], past[1], past[1], 900, 900)
        each = replace(
            each,
            score=after_own_past(now, before),
            chance=by_chance_after_past(now, before),
            times=ratio_after_past(now, before, FEWEST),
        )

    figure = figure_of(each)

    if figure.verdict is ComparisonVerdict.SLOWER:
        assert figure.ratio is not None
        assert figure.excess_days is not None
        assert figure.ratio.value >= figure.ratio.low >= 1
        assert figure.excess_days.low >= 0
    if figure.verdict is ComparisonVerdict.QUICKER:
        assert figure.ratio is not None
        assert figure.excess_days is not None
        assert figure.ratio.value <= (figure.ratio.high or 9) <= 1
        assert (figure.excess_days.high or 0) <= 0


def test_a_place_without_a_ratio_that_may_be_shown_is_not_named() -> None:
    """Given that nobody of 8 stopped waiting, then both numbers are too small to say so."""
    figure = figure_of(scored(Score(0, 8, 8, 900, 900), waited=900))

    assert figure.ratio is None
    assert figure.verdict is ComparisonVerdict.NOT_TOLD_APART


def test_a_cell_that_is_withheld_has_no_figure_and_one_without_others_has_one() -> None:
    score = PlaceScore(NOTHING, 1, None, NOTHING, 1, waited=0)
    withheld, shown = cell("withheld"), cell("shown")

    figures = list(comparison_figures({withheld: score}, {shown: 12}))

    assert [(each.place, each.verdict) for each in figures] == [
        ("shown", ComparisonVerdict.NOT_COMPARABLE)
    ]


def test_strata_of_few_crimes_are_pooled_within_their_court() -> None:
    """Given many robberies and few of each of two others, then the few are counted together."""
    random = np.random.default_rng(1)
    numbers = {"robbery": 3 * ENOUGH, "rape": ENOUGH // 3, "burglary": ENOUGH // 3}
    waits = [
        DrawnWait(wait.place, wait.first, wait.last, wait.ended, court, offence)
        for court in ("harrow", "croydon")
        for offence, number in numbers.items()
        for wait in drawn(random, "here", number, 30)
    ]

    into = pooled(counted(waits))

    assert {each.offence: to.offence for each, to in into.items()} == {
        "robbery": "robbery",
        "rape": "",
        "burglary": "",
    }
    assert all(to.court == each.court for each, to in into.items())
    assert Stratum("charged", "crown-courts", "harrow", "", "") in into.values()
