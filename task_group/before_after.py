"""Whether a place changed more than others did at the same time: difference in differences.

Pure, in numpy: rows are places, columns are weeks. The effect of a place is the change of the log
of its ends observed over expected, less that of places that were not touched. What these differ by
beyond chance counts as uncertainty (DerSimonian and Laird, Controlled Clinical Trials 7, 1986).
"""

from dataclasses import dataclass
from math import erfc, exp, log, sqrt
from typing import NamedTuple

import numpy as np

from task_group.stall_alarm import Weeks, dispersion

MOST_WEEKS = 26
"""So many weeks before and after count at most."""

FEWEST_ENDS = 10
"""So many ends each must be seen before and after."""

FEWEST_UNTOUCHED = 3
"""So many untouched places there must be: of fewer nobody knows how places differ."""

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class TimeChange:
    """What changed: `ratio` of the time waited after to before, against untouched places.

    `chance` is how probable so large a change is where nothing was done.
    """

    ratio: float
    low: float
    high: float
    chance: float


class _Change(NamedTuple):
    """A change of the log of ends for each expected one, and its variance."""

    size: float
    variance: float


def time_change(
    observed: Weeks, expected: Weeks, first: int, untouched: tuple[Weeks, Weeks]
) -> TimeChange | None:
    """What changed in a place, of the weeks of which one has the number `first` as its first after.

    `untouched` are ends observed and expected of other places. None where there are too few.
    """
    place = _change(observed, expected, first)
    others = [
        change
        for row in zip(*untouched, strict=True)
        if (change := _change(*row, first)) is not None
    ]
    if place is None or len(others) < FEWEST_UNTOUCHED:
        return None
    usual, between = _pooled(others)
    effect = place.size - usual.size
    spread = sqrt(place.variance + between + usual.variance)
    return TimeChange(
        ratio=exp(-effect),
        low=exp(-effect - _Z95 * spread),
        high=exp(-effect + _Z95 * spread),
        chance=erfc(abs(effect) / spread / sqrt(2)),
    )


def _windows(row: Weeks, first: int) -> tuple[Weeks, Weeks]:
    return row[max(0, first - MOST_WEEKS) : first], row[first : first + MOST_WEEKS]


def _change(observed: Weeks, expected: Weeks, first: int) -> _Change | None:
    before, after = (float(each.sum()) for each in _windows(observed, first))
    risk_before, risk_after = (float(each.sum()) for each in _windows(expected, first))
    if min(before, after) < FEWEST_ENDS or min(risk_before, risk_after) <= 0:
        return None
    size = log(after / risk_after) - log(before / risk_before)
    return _Change(size, float(dispersion(observed, expected)) * (1 / before + 1 / after))


def _pooled(changes: list[_Change]) -> tuple[_Change, float]:
    """The mean change with its variance, and the variance between places."""
    sizes, variances = np.array(changes).T
    weights = 1 / variances
    mean = (weights * sizes).sum() / weights.sum()
    excess = (weights * (sizes - mean) ** 2).sum() - (len(sizes) - 1)
    between = max(0.0, excess / (weights.sum() - (weights**2).sum() / weights.sum()))
    weights = 1 / (variances + between)
    mean = (weights * sizes).sum() / weights.sum()
    return _Change(float(mean), float(1 / weights.sum())), float(between)
