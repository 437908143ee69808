"""The places of a release that began to stall: where fewer waits end each week than before.

Only what makes a release imports this: numpy starts slowly.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from task_group.lattice import Period
from task_group.release_figures import Estimate, Stall
from task_group.shown_cells import ShownCells
from task_group.stall_alarm import SlowerBy, alarms
from task_group.weekly_ends import weekly_ends

if TYPE_CHECKING:
    from projections.store import Store


def stalls(store: "Store", shown: ShownCells, periods: Sequence[Period]) -> list[Stall]:
    """The cells of the year in which an alarm stands, by dimension, stage and place.

    `ratio` is of the time waited: since the stall began to before it. The alarm compares a place
    with its own past, and each week with London's: what all of London does is no stall of a place.
    """
    ends = weekly_ends(store, periods)
    return [
        Stall(
            dimension=cell.dimension,
            place=cell.place,
            stage=cell.stage,
            period=cell.period,
            since=ends.week(alarm.since),
            noticed=ends.week(alarm.noticed),
            ratio=_estimate(alarm.slower),
            ratio_at_least=alarm.slower.at_least,
        )
        for alarm in alarms(ends.observed, ends.expected_in_week)
        if (cell := ends.cells[alarm.place]) in shown
    ]


def _estimate(slower: SlowerBy) -> Estimate:
    """With one decimal: no count can be worked out from it."""
    high = None if slower.high is None else round(slower.high, 1)
    return Estimate(value=round(slower.value, 1), low=round(slower.low, 1), high=high)
