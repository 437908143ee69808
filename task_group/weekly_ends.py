"""The waits that ended in each week in each place, and how many were expected to: in numpy.

Only what makes a release imports this: numpy starts slowly.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from task_group.lattice import Cell, Period
from task_group.release_periods import YEAR

if TYPE_CHECKING:
    from projections.store import Store

WEEKS = 104
"""The weeks that are looked at: the last whole ones of a release."""

REFERENCE = 52
"""The weeks of them, the newest, in which it is learned how many of London's waits end when."""

Numbers = NDArray[np.float64]

_MIXES = Path(__file__).with_name("weekly_mixes.sql").read_text()
_FILL = Path(__file__).with_name("weekly_waits.sql").read_text()
_ENDS = Path(__file__).with_suffix(".sql").read_text()
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class WeeklyEnds:
    """Ends observed and ends expected: a row for each cell, a column for each week.

    `expected` is what London would have had of the same mix in its reference year.
    `expected_in_week` is that as London went in each week, so that no holiday looks like a stall.
    """

    monday: date
    """The first day of the first week."""
    cells: Sequence[Cell]
    observed: Numbers
    expected: Numbers
    expected_in_week: Numbers

    def week(self, number: int) -> date:
        """The Monday of a week, by its column."""
        return self.monday + number * _WEEK


_KNOWN: ContextVar[dict[date, WeeklyEnds] | None] = ContextVar("known weekly ends", default=None)


@contextmanager
def ends_worked_out_once() -> Iterator[None]:
    """While it is open, `weekly_ends` works out the same once: the waits must stay as they are."""
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def weekly_ends(store: "Store", periods: Sequence[Period]) -> WeeklyEnds:
    """The ends in every cell that `shown_blocks` shows for the year, from `counted_waits`."""
    year = next(each for each in periods if each.code == YEAR)
    monday = first_monday(year.last)
    known = _KNOWN.get()
    if known is None:
        return _worked_out(store, monday)
    if monday not in known:
        known[monday] = _worked_out(store, monday)
    return known[monday]


def _worked_out(store: "Store", monday: date) -> WeeklyEnds:
    for table in ("weekly_mixes", "weekly_waits"):
        store.command(f"TRUNCATE TABLE {table}")
    store.query(_MIXES)
    store.query(_FILL, {"monday": monday, "weeks": WEEKS})
    parameters = {"weeks": WEEKS, "reference": WEEKS - REFERENCE, "period": YEAR}
    rows = store.query(_ENDS, parameters)
    columns = ("observed", "expected", "expected_in_week")
    return WeeklyEnds(
        monday,
        [Cell(row["dimension"], row["place"], row["stage"], YEAR) for row in rows],
        *(np.array([row[name] for row in rows], float).reshape(-1, WEEKS) for name in columns),
    )


def first_monday(last: date) -> date:
    """The Monday of the first of the weeks that are over on the day `last`."""
    after = last + timedelta(days=1)
    return after - timedelta(days=after.weekday()) - WEEKS * _WEEK
