"""How long victims wait in each cell that is shown: exact counts, and what may be estimated."""

from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from task_group.aalen_johansen import DayCounts, WaitCurve
from task_group.cell_waits import CellWaits, cell_waits
from task_group.disclosure import EXACT_DAYS, ROUNDED_TO, rounded_days, rounded_share
from task_group.lattice import Breakdown, Cell, Period
from task_group.release_figures import Estimate, WaitFigure, WaitingShares
from task_group.shown_cells import ShownCells

if TYPE_CHECKING:
    from projections.store import Store

BY_DAYS = (30, 90, 180, 365)
"""The days of a wait by which its shares are given."""


def wait_figures(store: "Store", shown: ShownCells, periods: Sequence[Period]) -> list[WaitFigure]:
    """The figure of each shown cell with a wait; counts are exact still, estimates are rounded.

    `waits_by_day` must be open.
    """
    return [
        wait_figure(cell, waits)
        for dimension in Breakdown
        for period in periods
        for cell, waits in cell_waits(store, shown, dimension, period).items()
    ]


def wait_figure(cell: Cell, waits: CellWaits) -> WaitFigure:
    """The figure of one cell."""
    counts, fewest = waits.days, waits.repeats.fewest
    known = _known_days(counts, fewest)
    curve = WaitCurve(known, waits.design_effect)
    return WaitFigure(
        dimension=cell.dimension,
        place=cell.place,
        stage=cell.stage,
        period=cell.period,
        persons=waits.waits - waits.repeats.beyond_persons,
        cases=waits.waits - waits.repeats.beyond_crimes,
        waits=waits.waits,
        open=int(counts.open.sum()),
        moved_on=int(counts.moved_on.sum()),
        ended_otherwise=int(counts.ended_otherwise.sum()),
        revised=waits.revised,
        shares=[_shares(curve, day, fewest) for day in BY_DAYS],
        median=_median(curve, fewest),
        median_over=_median_over(curve),
        net_median=_median(WaitCurve(known.net(), waits.design_effect), fewest),
    )


def _known_days(counts: DayCounts, fewest: int) -> DayCounts:
    """The days from day 0 on while enough were watched; nothing is estimated after them."""
    too_few = np.flatnonzero(counts.at_risk < fewest)
    return counts.first_days(int(too_few[0])) if too_few.size else counts


def _shares(curve: WaitCurve, day: int, fewest: int) -> WaitingShares:
    """The shares by a day. Each is shown if enough are in it and enough are not.

    The other two add up with `waiting` to 100, so they are shown together or not at all.
    """
    none = WaitingShares(day=day, waiting=None, moved_on=None, ended_otherwise=None)
    if day >= curve.days or not _enough_on_each_side(curve.counts, day, fewest):
        return none
    shares = none.model_copy(update={"waiting": _rounded_share(curve.waiting_by(day))})
    ends = (curve.counts.moved_on, curve.counts.ended_otherwise)
    if any(number[: day + 1].sum() < fewest for number in ends):
        return shares
    return shares.model_copy(
        update={
            "moved_on": _rounded_share(curve.moved_on_by(day)),
            "ended_otherwise": _rounded_share(curve.ended_otherwise_by(day)),
        }
    )


def _median(curve: WaitCurve, fewest: int) -> Estimate | None:
    median = curve.median()
    if median is None or not _enough_on_each_side(curve.counts, int(median.value), fewest):
        return None
    high = None if median.high is None else _up(median.high, _step(median.high))
    low = _down(median.low, _step(median.low))
    return Estimate(value=rounded_days(median.value), low=low, high=high)


def _median_over(curve: WaitCurve) -> int | None:
    """The last day that is known, rounded down, if more than half still wait then.

    None also where nothing is known beyond the day on which they began to wait.
    """
    day = curve.days - 1
    if day < 1 or curve.median() is not None:
        return None
    return int(_down(day, _step(day)))


def _enough_on_each_side(counts: DayCounts, day: int, fewest: int) -> bool:
    """Whether enough had come to an end by a day, and enough were watched who had not."""
    below = counts.ended[: day + 1].sum()
    above = counts.at_risk[day] - counts.ended[day]
    return bool(below >= fewest and above >= fewest)


def _rounded_share(share: Estimate) -> Estimate:
    """The interval grows where it is rounded, so that it is still one of 95 per cent."""
    return Estimate(
        value=rounded_share(share.value), low=_down(share.low, 1), high=_up(share.high or 0, 1)
    )


def _step(days: float) -> int:
    return 1 if days < EXACT_DAYS else ROUNDED_TO


def _down(number: float, step: int) -> float:
    return float(step * floor(number / step))


def _up(number: float, step: int) -> float:
    return float(step * ceil(number / step))
