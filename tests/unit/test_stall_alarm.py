"""The alarm for stalls in worlds whose truth is known: ends by week, drawn by numpy."""

from functools import cache

import numpy as np
import pytest

from task_group.stall_alarm import (
    FALSE_ALARMS,
    WATCHED,
    Alarm,
    Weeks,
    alarms,
    dispersion,
    is_watched,
    threshold,
)

WEEKS = 104
SINCE = WEEKS - 13
COURT = 3
PLACES = 40


def _usual(places: int = PLACES) -> Weeks:
    """Ends that are usual in each place and week: from 1.5 to 40 a week."""
    return np.repeat(np.geomspace(1.5, 40, places)[::-1, None], WEEKS, axis=1)


@cache
def _alarm_at() -> float:
    return threshold(_usual())


def _found(seed: int, *, times_slower: float = 3.0, noise: float = 0.0) -> list[Alarm]:
    random = np.random.default_rng(1000 + seed)
    usual = _usual()
    truth = usual.copy()
    truth[COURT, SINCE:] /= times_slower
    if noise:
        truth *= random.gamma(1 / noise, noise, truth.shape)
    return alarms(random.poisson(truth).astype(float), usual, _alarm_at())


def test_a_place_three_times_slower_since_thirteen_weeks_is_found_in_most_worlds() -> None:
    found = [[each for each in _found(seed) if each.place == COURT] for seed in range(20)]
    near = [each for each in found if each and abs(each[0].since - SINCE) <= 3]
    assert len(near) >= 18
    assert all(each[0].noticed - SINCE <= 6 for each in near)
    assert all(each[0].slower.low <= 3 <= (each[0].slower.high or 9) for each in near[:3])


def test_steady_worlds_have_no_more_false_alarms_than_stated() -> None:
    usual = _usual()
    random = np.random.default_rng(5)
    worlds = 300
    ends = [random.poisson(usual).astype(float) for _ in range(worlds)]
    false = sum(bool(alarms(each, usual, _alarm_at())) for each in ends)
    by_chance = 3 * np.sqrt(FALSE_ALARMS * (1 - FALSE_ALARMS) / worlds)
    assert false / worlds <= FALSE_ALARMS + by_chance


def test_weeks_that_differ_by_more_than_chance_raise_no_false_alarms() -> None:
    false = [each for seed in range(40) for each in _found(seed, times_slower=1, noise=0.1)]
    assert len(false) <= 5


def test_a_place_that_was_always_slower_is_no_stall() -> None:
    usual = _usual()
    truth = usual * np.where(np.arange(PLACES) < 20, 0.5, 1)[:, None]
    ends = np.random.default_rng(2).poisson(truth)
    assert not alarms(ends.astype(float), usual, _alarm_at())


def test_a_place_that_recovered_is_no_stall_any_more() -> None:
    usual = _usual()
    truth = usual.copy()
    truth[COURT, 60:70] /= 3
    ends = np.random.default_rng(3).poisson(truth).astype(float)
    assert not [each for each in alarms(ends, usual, _alarm_at()) if each.place == COURT]


def test_weeks_of_silence_raise_no_alarm() -> None:
    usual = _usual()
    ends = np.random.default_rng(4).poisson(usual).astype(float)
    usual[:, -12:] = ends[:, -12:] = 0
    assert not alarms(ends, usual, _alarm_at())


def test_how_much_slower_does_not_tell_numbers_under_10_apart() -> None:
    """Given that 3 or fewer waits ended since a place stalled, then it shows as if 10 had."""
    usual = _usual()
    found = []
    for ended in (0, 1, 3):
        ends = np.random.default_rng(4).poisson(usual).astype(float)
        ends[COURT, SINCE:] = [ended, *[0.0] * (WEEKS - SINCE - 1)]
        (here,) = (each for each in alarms(ends, usual, _alarm_at()) if each.place == COURT)
        found.append(here)
    assert all(each.slower.at_least and each.slower.high is None for each in found)
    assert all(each.slower.low <= each.slower.value for each in found)
    risk = usual[COURT, SINCE:].sum()
    assert all(each.slower.value == pytest.approx(risk / 10, rel=0.2) for each in found)


def test_the_threshold_is_the_same_each_time_and_rises_with_the_places() -> None:
    few, many = _usual(5), _usual()
    assert threshold(few) == threshold(few)
    assert threshold(few) < threshold(many)


def test_a_place_with_too_few_ends_is_not_watched() -> None:
    ends = np.array([[0.2] * WEEKS, [2.0] * WEEKS, [0.0] * (WEEKS - WATCHED) + [2.0] * WATCHED])
    assert is_watched(ends, ends).tolist() == [False, True, False]
    assert alarms(ends[:1], ends[:1]) == []


@pytest.mark.parametrize("places", [1, 40])
def test_the_dispersion_of_poisson_ends_is_near_one(places: int) -> None:
    usual = _usual(places)
    ends = np.random.default_rng(6).poisson(usual).astype(float)
    assert 1 <= dispersion(ends, usual).mean() < 1.15
