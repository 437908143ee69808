"""The shares of waits by day, against statsmodels, against the book, and by their laws.

statsmodels is imported by the tests that ask it: every process of the tests imports this file.
"""

from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given

from task_group.aalen_johansen import WaitCurve
from wait_days import ANY_WAITS, ENDED_OTHERWISE, MOVED_ON, OPEN, WatchedWait, counts_of


def many_waits(number: int, seed: int, *, late: float = 0.0) -> list[WatchedWait]:
    random = Random(seed)
    waits = []
    for _ in range(number):
        last = int(random.expovariate(1 / 40))
        first = random.randint(0, last) if random.random() < late else 0
        waits.append(WatchedWait(first, last, random.choices([0, 1, 2], [3, 5, 2])[0]))
    # One still waits at the end: statsmodels divides by the share that is left.
    return [*waits, WatchedWait(0, 1 + max(wait.last for wait in waits), OPEN)]


def by_the_book(waits: Sequence[WatchedWait]) -> npt.NDArray[np.float64]:
    """The product of each day's transition matrix, made from the waits one by one."""
    state, states = np.array([1.0, 0.0, 0.0]), []
    for day in range(1 + max(wait.last for wait in waits)):
        watched = [wait for wait in waits if wait.first <= day <= wait.last]
        step = np.eye(3)
        for end in (MOVED_ON, ENDED_OTHERWISE):
            ends = sum(wait.last == day and wait.end == end for wait in watched)
            step[0, end] = ends / len(watched) if watched else 0.0
            step[0, 0] -= step[0, end]
        state = state @ step
        states.append(state)
    return np.array(states).T


def shares(curve: WaitCurve) -> npt.NDArray[np.float64]:
    return np.array([curve.waiting, curve.moved_on, curve.ended_otherwise])


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("late", [0.0, 0.4])
def test_agrees_with_transition_matrices_multiplied_by_the_book(seed: int, late: float) -> None:
    waits = many_waits(300, seed, late=late)

    assert shares(WaitCurve(counts_of(waits))) == pytest.approx(by_the_book(waits), abs=1e-9)


@given(ANY_WAITS)
def test_agrees_with_the_book_on_any_waits(waits: list[WatchedWait]) -> None:
    assert shares(WaitCurve(counts_of(waits))) == pytest.approx(by_the_book(waits), abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_agrees_with_statsmodels_where_none_was_known_late(seed: int) -> None:
    from statsmodels.duration.survfunc import CumIncidenceRight

    waits = many_waits(400, seed)
    last, end = np.array([(wait.last, wait.end) for wait in waits]).T
    theirs = CumIncidenceRight(last, end)
    days = theirs.times.astype(int)

    ours = WaitCurve(counts_of(waits))

    assert ours.moved_on[days] == pytest.approx(theirs.cinc[0], abs=1e-9)
    assert ours.ended_otherwise[days] == pytest.approx(theirs.cinc[1], abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("late", [0.0, 0.4])
def test_the_net_view_is_statsmodels_kaplan_meier_with_entry(seed: int, late: float) -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    waits = many_waits(400, seed, late=late)
    first, last, end = np.array(waits).T
    # Their entries are the day before: whoever enters on a day is not at risk on it.
    theirs = SurvfuncRight(last, end == MOVED_ON, entry=first - 0.5)
    days = theirs.surv_times.astype(int)

    ours = WaitCurve(counts_of(waits).net())

    assert ours.waiting[days] == pytest.approx(theirs.surv_prob, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_intervals_of_those_who_wait_are_statsmodels(seed: int) -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    waits = many_waits(400, seed)
    last, end = np.array([(wait.last, wait.end) for wait in waits]).T
    theirs = SurvfuncRight(last, end != OPEN)
    day = 40
    low, high = theirs.quantile_ci(0.5, method="cloglog")

    ours = WaitCurve(counts_of(waits))
    error = theirs.surv_prob_se[list(theirs.surv_times).index(day)]
    share, median = ours.waiting[day], ours.median()

    width = 1.959963984540054 * error / abs(share * np.log(share))
    assert ours.waiting_by(day).low == pytest.approx(100 * share ** np.exp(width))
    assert ours.waiting_by(day).high == pytest.approx(100 * share ** np.exp(-width))
    assert median is not None
    assert (median.value, median.low, median.high) == (theirs.quantile(0.5), low, high)


@pytest.mark.parametrize("end", [MOVED_ON, ENDED_OTHERWISE])
@pytest.mark.parametrize("late", [0.0, 0.4])
def test_the_variance_of_an_end_is_that_of_many_samples(end: int, late: float) -> None:
    """Each day's ends are drawn anew from the same at risk: what the variance is about."""
    counts, random = counts_of(many_waits(2000, 1, late=late)), np.random.default_rng(2)
    curve, day = WaitCurve(counts), 50
    hazards = np.array([counts.moved_on, counts.ended_otherwise]) / np.maximum(counts.at_risk, 1)
    left = 1 - hazards.sum(axis=0)
    drawn = random.multinomial(
        counts.at_risk, np.array([*hazards, left]).T, size=(5_000, counts.at_risk.size)
    )
    moved, otherwise, _ = np.moveaxis(drawn, -1, 0) / np.maximum(counts.at_risk, 1)
    waiting = np.cumprod(1 - moved - otherwise, axis=1)
    before = np.concatenate((np.ones((len(waiting), 1)), waiting[:, :-1]), axis=1)
    ends = (before * (moved if end == MOVED_ON else otherwise))[:, : day + 1].sum(axis=1)

    estimate = (curve.moved_on_by if end == MOVED_ON else curve.ended_otherwise_by)(day)

    share = estimate.value / 100
    width = np.log(np.log(estimate.low / 100) / np.log(share))
    error = width * abs(share * np.log(share)) / 1.959963984540054
    assert error == pytest.approx(ends.std(), rel=0.05)


@given(ANY_WAITS)
def test_the_three_shares_add_up_to_all(waits: list[WatchedWait]) -> None:
    assert shares(WaitCurve(counts_of(waits))).sum(axis=0) == pytest.approx(1, abs=1e-9)


@given(ANY_WAITS)
def test_where_nobody_came_to_an_end_all_wait(waits: list[WatchedWait]) -> None:
    curve = WaitCurve(counts_of([wait._replace(end=OPEN) for wait in waits]))

    assert (curve.waiting == 1).all()
    assert curve.median() is None


@given(ANY_WAITS)
def test_intervals_stay_within_0_and_100_around_the_estimate(waits: list[WatchedWait]) -> None:
    curve = WaitCurve(counts_of(waits), effect=1.5)
    for day in range(curve.days):
        for by in (curve.waiting_by, curve.moved_on_by, curve.ended_otherwise_by):
            estimate = by(day)
            assert estimate.high is not None
            assert -1e-9 <= estimate.low <= estimate.value + 1e-9
            assert estimate.value - 1e-9 <= estimate.high <= 100 + 1e-9


@given(ANY_WAITS)
def test_counts_do_not_depend_on_the_order_of_the_waits(waits: list[WatchedWait]) -> None:
    jumbled = Random(1).sample(waits, len(waits))

    assert (shares(WaitCurve(counts_of(waits))) == shares(WaitCurve(counts_of(jumbled)))).all()


@given(ANY_WAITS)
def test_what_comes_later_does_not_change_what_was(waits: list[WatchedWait]) -> None:
    counts = counts_of(waits)
    days = len(counts.open) // 2

    assert shares(WaitCurve(counts.first_days(days))) == pytest.approx(
        shares(WaitCurve(counts))[:, :days]
    )


def test_the_variance_grows_with_victims_of_one_crime() -> None:
    """Each crime has two victims, who wait the same: twice the waits say no more."""
    waits = many_waits(300, 3, late=0.2)

    once = WaitCurve(counts_of(waits))
    twice = WaitCurve(counts_of([*waits, *waits]), effect=2.0)

    assert twice.waiting_by(30).low == pytest.approx(once.waiting_by(30).low)
    assert twice.moved_on_by(30).high == pytest.approx(once.moved_on_by(30).high)
    assert twice.median() == once.median()


def test_a_case_that_ended_otherwise_does_not_wait_on() -> None:
    """ "Half of victims wait 36 days or more" was written where 28 in a hundred did."""
    arrests = [WatchedWait(0, day, MOVED_ON) for day in [5, 10, 15, 30] + 2 * [35] + 28 * [36]]
    closed = [WatchedWait(0, day, ENDED_OTHERWISE) for day in 2 * list(range(33))]

    counts = counts_of(arrests + closed)

    waiting, net = WaitCurve(counts), WaitCurve(counts.net()).median()
    assert 100 * waiting.waiting[35] == pytest.approx(28)
    assert net is not None
    assert net.value == 36
    median = waiting.median()
    assert median is not None
    assert median.value < 36
