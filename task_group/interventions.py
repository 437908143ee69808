"""What changed in places where an agency began something, against places where nobody did.

Only what makes a release imports this: numpy starts slowly.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from events.places import CommandUnit
from task_group.before_after import TimeChange, time_change
from task_group.lattice import Breakdown, Cell, Period
from task_group.release_figures import ComparisonVerdict, Estimate, Intervention
from task_group.release_periods import YEAR
from task_group.shown_cells import ShownCells
from task_group.weekly_ends import WeeklyEnds, weekly_ends

if TYPE_CHECKING:
    from projections.store import Store

FALSE_DISCOVERIES = 0.05
"""Of the interventions of which a release says that something changed, so many are chance."""

_SQL = Path(__file__).with_suffix(".sql").read_text()


@dataclass(frozen=True, slots=True)
class Registered:
    """An intervention that stands; `first_day` is London's, and may lie ahead."""

    id: str
    kind: str
    first_day: date
    cell: Cell


def registered(store: "Store", last: date) -> list[Registered]:
    """The interventions that had begun on the day `last`, the earliest first."""
    return [_registered(row) for row in store.query(_SQL, {"last": last})]


def interventions(
    store: "Store", shown: ShownCells, periods: Sequence[Period]
) -> list[Intervention]:
    """The newest intervention in each cell of the year that is shown, and what changed after it.

    Places with any intervention in the stage are no comparison. With two in one cell, what one of
    them did cannot be told from the other: the older one is in the releases made before.
    """
    year = next(each for each in periods if each.code == YEAR)
    began = registered(store, year.last)
    touched = {each.cell for each in began}
    newest = {each.cell: each for each in began if each.cell in shown}
    if not newest:
        return []
    ends = weekly_ends(store, periods)
    changes = {cell: _change(each, ends, touched) for cell, each in newest.items()}
    sure = _sure(change.chance for change in changes.values() if change)
    return [_figure(newest[cell], change, sure) for cell, change in changes.items()]


def _registered(row: Mapping[str, Any]) -> Registered:
    dimension, place = _place(row)
    identity = f"{row['agency']}:{row['id']}"
    cell = Cell(dimension, place, row["stage"], YEAR)
    return Registered(identity, row["intervention"], row["first_day"], cell)


def _place(row: Mapping[str, Any]) -> tuple[Breakdown, str]:
    if row["court"]:
        return Breakdown.COURT, row["court"]
    if row["borough"]:
        return Breakdown.BOROUGH, row["borough"]
    if row["command_unit"]:
        return Breakdown.BCU, CommandUnit(row["command_unit"]).unit
    return Breakdown.AGENCY, row["agency"]


def _change(each: Registered, ends: WeeklyEnds, touched: Set[Cell]) -> TimeChange | None:
    """What changed from the first whole week on in which it worked."""
    if each.cell not in ends.cells:
        return None
    first = -((ends.monday - each.first_day) // timedelta(weeks=1))
    rows = [at for at, cell in enumerate(ends.cells) if cell not in touched and _like(cell, each)]
    place = ends.cells.index(each.cell)
    untouched = ends.observed[rows], ends.expected[rows]
    return time_change(ends.observed[place], ends.expected[place], first, untouched)


def _like(cell: Cell, each: Registered) -> bool:
    """Of the same kind and stage; a court's also of the same tier."""
    same = (cell.dimension, cell.stage) == (each.cell.dimension, each.cell.stage)
    is_magistrates = cell.place.endswith("-magistrates")
    return same and is_magistrates == each.cell.place.endswith("-magistrates")


def _sure(chances: Iterable[float]) -> float:
    """Up to which probability a change counts (Benjamini and Hochberg); -1 for none."""
    ordered = np.sort(np.array(list(chances)))
    allowed = FALSE_DISCOVERIES * np.arange(1, len(ordered) + 1) / max(1, len(ordered))
    passing = ordered[ordered <= allowed]
    return float(passing[-1]) if passing.size else -1.0


def _figure(each: Registered, change: TimeChange | None, sure: float) -> Intervention:
    return Intervention(
        dimension=each.cell.dimension,
        place=each.cell.place,
        stage=each.cell.stage,
        period=each.cell.period,
        id=each.id,
        kind=each.kind,
        began=each.first_day,
        verdict=_verdict(change, sure),
        ratio=change and _estimate(change),
    )


def _verdict(change: TimeChange | None, sure: float) -> ComparisonVerdict:
    if change is None:
        return ComparisonVerdict.NOT_COMPARABLE
    if change.chance > sure:
        return ComparisonVerdict.NOT_TOLD_APART
    return ComparisonVerdict.SLOWER if change.ratio > 1 else ComparisonVerdict.QUICKER


def _estimate(change: TimeChange) -> Estimate:
    numbers = (round(each, 2) for each in (change.ratio, change.low, change.high))
    value, low, high = numbers
    return Estimate(value=value, low=low, high=high)
