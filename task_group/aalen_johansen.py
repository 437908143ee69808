"""By which day of a wait how many have come where, every end counted, from counts by day.

The estimate is Aalen and Johansen's. Day 0 is the day on which the wait began.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from task_group.release_figures import Estimate

Counts = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]

NORMAL_95 = 1.959963984540054
"""95 per cent of a normal distribution lie within so many standard deviations of its middle."""

_TIE = 1e-9
"""A share that differs by less from a half is a half: it was multiplied up from fractions."""


def by_day(pairs: Iterable[tuple[int, int]], days: int) -> Counts:
    """Pairs of a day and a number, in any order, as the number on each of so many days."""
    numbers = np.zeros(days, dtype=np.int64)
    for day, number in pairs:
        numbers[day] += number
    return numbers


@dataclass(frozen=True)
class DayCounts:
    """How many waits there are by the days of a wait; four arrays of one length.

    `entered` is by the first day on which a wait is watched: 0, or later where it was known late.
    The others are by the last day on which it is watched, and by how it ended then.
    """

    entered: Counts
    open: Counts
    moved_on: Counts
    ended_otherwise: Counts

    @cached_property
    def ended(self) -> Counts:
        """How many ended on each day, whichever way."""
        return self.moved_on + self.ended_otherwise

    @cached_property
    def at_risk(self) -> Counts:
        """How many were watched on each day, those included whose last day it is."""
        left = self.open + self.ended
        return np.cumsum(self.entered) - np.cumsum(left) + left

    def first_days(self, days: int) -> "DayCounts":
        """The first days alone. What is estimated by one of them stays the same."""
        columns = (self.entered, self.open, self.moved_on, self.ended_otherwise)
        return DayCounts(*(column[:days] for column in columns))

    def net(self) -> "DayCounts":
        """As if a case that ended otherwise might still have moved on: Kaplan and Meier's view."""
        return DayCounts(
            self.entered,
            self.open + self.ended_otherwise,
            self.moved_on,
            np.zeros_like(self.ended_otherwise),
        )


@dataclass(frozen=True)
class WaitCurve:
    """The shares by the end of each day, as fractions, with what their variances need.

    `effect` is the design effect by which variances grow because waits of one crime go together.
    Where nobody is at risk nothing changes.

    Source: Andersen, Borgan, Gill and Keiding, Statistical Models Based on Counting Processes,
    section IV.4. Variances are the multinomial ones of each day, carried on to the later days.
    """

    counts: DayCounts
    effect: float = 1.0

    @property
    def days(self) -> int:
        """How many days are known, from day 0 on."""
        return len(self.counts.entered)

    @cached_property
    def _at_risk(self) -> Shares:
        return np.maximum(self.counts.at_risk, 1).astype(np.float64)

    @cached_property
    def _hazard(self) -> Shares:
        return np.asarray(self.counts.ended / self._at_risk)

    @cached_property
    def waiting(self) -> Shares:
        """The share that still waits."""
        return np.asarray(np.cumprod(1 - self._hazard))

    @cached_property
    def _waiting_before(self) -> Shares:
        return np.concatenate(([1.0], self.waiting))[:-1]

    @cached_property
    def moved_on(self) -> Shares:
        """The share that moved on to the next stage."""
        return self._come_to(self.counts.moved_on)

    @cached_property
    def ended_otherwise(self) -> Shares:
        """The share whose case ended otherwise."""
        return self._come_to(self.counts.ended_otherwise)

    def _come_to(self, ended: Counts) -> Shares:
        return np.asarray(np.cumsum(self._waiting_before * ended / self._at_risk))

    def waiting_by(self, day: int) -> Estimate:
        """Per cent that still wait at the end of a day."""
        errors = np.sqrt(self._waiting_variance)
        return _per_cent(self.waiting[day], errors[day])

    def moved_on_by(self, day: int) -> Estimate:
        """Per cent that had moved on by the end of a day."""
        return self._come_by(day, self.counts.moved_on, self.moved_on)

    def ended_otherwise_by(self, day: int) -> Estimate:
        """Per cent whose case had ended otherwise by the end of a day."""
        return self._come_by(day, self.counts.ended_otherwise, self.ended_otherwise)

    def median(self) -> Estimate | None:
        """By which day half no longer wait; None where half still do on the last day."""
        low, high = _log_log(self.waiting, np.sqrt(self._waiting_variance))
        middle = _first_half(self.waiting)
        first = _first_half(low)
        if middle is None or first is None:
            return None
        return Estimate(value=middle, low=first, high=_first_half(high))

    @cached_property
    def _waiting_variance(self) -> Shares:
        """Greenwood's."""
        stayed = np.maximum(1 - self._hazard, np.finfo(np.float64).tiny)
        grown = np.cumsum(self._hazard / (stayed * self._at_risk))
        return np.asarray(self.effect * self.waiting**2 * grown)

    def _come_by(self, day: int, ended: Counts, share: Shares) -> Estimate:
        """Each day's chance changes the share by its own end, and by who is left for later ends."""
        days = slice(0, day + 1)
        at_risk, before = self._at_risk[days], self._waiting_before[days]
        all_ends, this_end = self._hazard[days], ended[days] / at_risk
        after = np.maximum(self.waiting[days], np.finfo(np.float64).tiny)
        later = np.clip((share[day] - share[days]) / after, 0, 1)
        spread = (
            this_end * (1 - this_end)
            - 2 * later * this_end * (1 - all_ends)
            + later**2 * all_ends * (1 - all_ends)
        )
        variance = self.effect * np.sum(before**2 * spread / at_risk)
        return _per_cent(share[day], np.sqrt(max(variance, 0)))


def _per_cent(share: float, error: float) -> Estimate:
    low, high = _log_log(np.array([share]), np.array([error]))
    return Estimate(value=100 * share, low=100 * low[0], high=100 * high[0])


def _log_log(shares: Shares, errors: Shares) -> tuple[Shares, Shares]:
    """95 per cent intervals on the scale log(-log(share)), so that they stay within 0 and 1.

    A share of 0 or 1 has no variance, and an interval of no length.
    """
    inside = np.where((shares > 0) & (shares < 1), shares, 0.5)
    width = NORMAL_95 * errors / np.abs(inside * np.log(inside))
    bounds = [inside ** np.exp(side * width) for side in (1, -1)]
    low, high = (np.where(inside == shares, bound, shares) for bound in bounds)
    return low, high


def _first_half(shares: Shares) -> int | None:
    days = np.flatnonzero(shares <= 0.5 + _TIE)
    return int(days[0]) if days.size else None
