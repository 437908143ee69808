"""A place against the rest within strata: the test, its laws, and what comes of it."""

from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared_waits import DrawnWait, by_day, counted, drawn
from task_group.fair_comparison import (
    NOTHING,
    Score,
    after_own_past,
    by_chance,
    by_chance_after_past,
    discoveries,
    excess,
    log_rank,
    ratio,
)

WAITS = st.lists(
    st.builds(
        lambda place, first, more, ended: DrawnWait(place, first, first + more, ended),
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.booleans(),
    ),
    min_size=1,
    max_size=40,
)


def of_four_strata(seed: int) -> list[list[DrawnWait]]:
    random = np.random.default_rng(seed)
    return [
        drawn(random, "here", 30, 20 + 10 * level) + drawn(random, "there", 60, 15 + 10 * level)
        for level in range(4)
    ]


def survdiff(*given: Any, **by: Any) -> tuple[float, float]:
    """The same of statsmodels; it is imported by the first test that asks, as it costs a second."""
    from statsmodels.duration import survfunc

    statistic, p_value = survfunc.survdiff(*given, **by)
    return statistic, p_value


def chi_square(score: Score) -> float:
    return (score.observed - score.expected) ** 2 / score.variance


@pytest.mark.parametrize("seed", range(5))
def test_the_stratified_log_rank_agrees_with_statsmodels(seed: int) -> None:
    """Given waits of two places in four strata, all watched from their first day."""
    strata = [[replace(wait, first=0) for wait in waits] for waits in of_four_strata(seed)]
    score = sum((log_rank(*by_day(waits, ["here", "there"]))[0] for waits in strata), NOTHING)

    flat = [(level, wait) for level, waits in enumerate(strata) for wait in waits]
    statistic, _ = survdiff(
        [wait.last for _, wait in flat],
        [int(wait.ended) for _, wait in flat],
        [wait.place for _, wait in flat],
        strata=[level for level, _ in flat],
    )

    assert chi_square(score) == pytest.approx(statistic, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_late_known_waits_agree_with_statsmodels(seed: int) -> None:
    """Given waits that are watched from a later day on; statsmodels takes these without strata."""
    waits = of_four_strata(seed)[0]
    (score, _) = log_rank(*by_day(waits, ["here", "there"]))

    statistic, _ = survdiff(
        [wait.last for wait in waits],
        [int(wait.ended) for wait in waits],
        [wait.place for wait in waits],
        entry=np.array([wait.first - 1 for wait in waits]),
    )

    assert chi_square(score) == pytest.approx(statistic, rel=1e-9)


@given(WAITS)
def test_the_order_of_the_waits_does_not_matter(waits: list[DrawnWait]) -> None:
    other = sorted(waits, key=lambda wait: (wait.last, wait.first, wait.place))

    assert log_rank(*by_day(waits, "abc")) == log_rank(*by_day(other, "abc"))


@given(WAITS)
def test_what_one_place_is_over_the_others_are_under(waits: list[DrawnWait]) -> None:
    scores = log_rank(*by_day(waits, "abc"))

    assert sum(s.observed - s.expected for s in scores) == pytest.approx(0, abs=1e-9)
    assert all(s.compared <= s.days for s in scores)


@given(WAITS)
def test_two_equal_places_cannot_be_told_apart(waits: list[DrawnWait]) -> None:
    waiting, ended = by_day(waits, "abc")
    here, there = log_rank(np.array([waiting.sum(axis=0)] * 2), np.array([ended.sum(axis=0)] * 2))

    assert here == there
    assert here.observed == pytest.approx(here.expected)
    assert by_chance(here) > 0.5


@given(st.integers(1, 1000), st.floats(0, 1e6))
def test_who_takes_as_long_as_london_has_no_excess(ended: int, days: float) -> None:
    times = ratio(Score(ended, ended, ended, days, days))

    assert times is not None
    assert times.value == 1
    assert excess(times, days).value == 0
    assert times.low < 1 < times.high


def test_half_the_pace_is_twice_the_time_and_half_the_days_are_excess() -> None:
    times = ratio(Score(50, 100, 80, 4000, 4000))

    assert times is not None
    assert times.value == 2
    assert excess(times, 4000).value == 2000


def test_where_nobody_stopped_the_ratio_has_no_upper_end() -> None:
    score = Score(0, 30, 28, 900, 900)

    bare, bounded = ratio(score), ratio(score, least=10)

    assert bare is not None
    assert bounded is not None
    assert (bare.value, bare.high) == (inf, inf)
    assert 8 < bare.low < 9
    assert (bounded.value, bounded.high) == (3, inf)
    assert excess(bare, 900).value == 900


def test_a_place_that_is_alone_is_compared_with_nothing() -> None:
    (score,) = log_rank(*by_day([DrawnWait("a", 0, 9, ended=True)], "a"))

    assert (score.variance, score.compared, score.days) == (0, 0, 10)
    assert ratio(score) is None
    assert by_chance(score) == 1


@pytest.mark.parametrize(("seen", "due"), [(3, 12), (20, 8), (100, 140), (7, 7)])
def test_chance_is_poissons_where_the_place_is_a_small_part(seen: int, due: float) -> None:
    """Against the terms of Poisson's distribution added up by hand."""
    terms = [np.exp(-due)]
    for number in range(1, 400):
        terms.append(terms[-1] * due / number)
    tail = min(sum(terms[: seen + 1]), sum(terms[seen:]))

    assert by_chance(Score(seen, due, due, 1, 1)) == pytest.approx(min(1, 2 * tail), rel=1e-4)


def test_few_are_chance_by_the_others_where_the_place_is_nearly_all_of_london() -> None:
    """Given 22 who stop, each of the place with chance 99 in 100: two of them are of others."""
    share, stopped = 0.99, 22
    score = Score(20, stopped * share, stopped * share * (1 - share), 1, 1)
    two_or_more = 1 - share**stopped - stopped * (1 - share) * share ** (stopped - 1)

    assert by_chance(score) == pytest.approx(2 * two_or_more)
    times = ratio(score)
    assert times is not None
    assert 1 < times.low < times.value  # so the test: it puts fewer than 5 of 100 down to chance


@pytest.mark.parametrize(("here", "there"), [(40, 2), (60, 5), (20, 20), (30, 38), (5, 95)])
def test_where_nothing_differs_1_of_1000_worlds_is_as_unlikely_as_that(
    here: int, there: int
) -> None:
    """Given crimes that stop waiting in any order, then few of a place are not called unlikely."""
    random = np.random.default_rng(5)
    unlikely = 0
    for _ in range(4000):
        place = random.permutation(np.repeat([1.0, 0.0], [here, there]))[: (here + there) * 3 // 4]
        waiting = here - np.cumsum(place) + place
        share = waiting / (here + there - np.arange(len(place)))
        at_risk = (share > 0) & (share < 1)
        ended, expected = place[at_risk].sum(), share[at_risk].sum()
        score = Score(ended, expected, (share * (1 - share)).sum(), 1, 1)
        unlikely += ended < expected and by_chance(score) < 0.002

    assert unlikely <= 10


def test_a_place_that_always_was_slow_has_not_changed_and_a_quick_one_that_stops_has() -> None:
    now = Score(20, 40, 40, 1000, 1000)
    as_ever, was_quick = Score(80, 160, 160, 4000, 4000), Score(160, 160, 160, 4000, 4000)

    assert after_own_past(now, as_ever).expected == pytest.approx(40 * 90 / 170)
    assert by_chance_after_past(now, as_ever) > 0.5
    assert by_chance_after_past(now, was_quick) < 0.01
    assert by_chance_after_past(now, NOTHING) > by_chance_after_past(now, was_quick)


@pytest.mark.parametrize("pace", [0.5, 1, 2])
def test_chance_after_the_past_is_what_a_simulation_of_it_gives(pace: float) -> None:
    """Given a pace drawn as the past leaves it open, then as many of the draws are as extreme."""
    random = np.random.default_rng(7)
    past, due = Score(40, 40, 40, 1, 1), 20.0
    drawn_now = random.poisson(due * random.gamma(50, 1 / 50, 200_000))
    seen = int(due * pace)
    tail = min((drawn_now <= seen).mean(), (drawn_now >= seen).mean())

    ours = by_chance_after_past(Score(seen, due, due, 1, 1), past)
    assert ours == pytest.approx(min(1, 2 * tail), rel=0.1, abs=1e-3)


def test_discoveries_are_benjamini_and_hochbergs() -> None:
    chances = {"a": 0.001, "b": 0.012, "c": 0.014, "d": 0.2, "e": 0.9}

    assert discoveries(chances, 0.05) == {"a", "b", "c"}
    assert discoveries(chances, 0.02) == {"a"}
    assert discoveries({}, 0.05) == set()


@given(st.dictionaries(st.integers(0, 50), st.floats(0, 1), min_size=1), st.floats(0.001, 0.2))
def test_whoever_is_likelier_by_chance_is_not_named_before_another(
    chances: dict[int, float], level: float
) -> None:
    found = discoveries(chances, level)

    named = [chances[key] for key in found]
    assert all(chances[key] > max(named, default=0) for key in set(chances) - found)
    assert all(chance <= level for chance in named)


def test_the_interval_covers_the_truth_in_95_of_100() -> None:
    """Given 200 places that take half as long again, then the interval misses it seldom."""
    random = np.random.default_rng(11)
    hits = 0
    for _ in range(200):
        waits = drawn(random, "here", 60, 45) + drawn(random, "there", 600, 30)
        times = ratio(log_rank(*by_day(waits, ["here", "there"]))[0])
        assert times is not None
        hits += times.low <= 1.5 * 660 / (60 * 1.5 + 600) <= times.high

    assert 0.92 <= hits / 200 <= 0.98


def test_the_counts_of_strata_have_every_day_that_was_waited() -> None:
    waits = drawn(np.random.default_rng(1), "here", 50, 60)

    (count,) = counted(waits)
    assert count.waiting.sum() == count.waited
    assert count.ended.sum() == sum(wait.ended for wait in waits)
