"""The waits in each cell that is shown: how many by day, and how many of one person or crime."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processors.case.course.stages import Stage
from task_group.aalen_johansen import DayCounts, by_day
from task_group.disclosure import FEWEST
from task_group.lattice import Breakdown, Cell, Period
from task_group.shown_cells import ShownCells

if TYPE_CHECKING:
    from projections.store import Store

_MIXES, _MIX_DAYS, _CELLS, _DAY_COUNTS, _REPEATED, _REPEATED_MIXES, _REPEATS = (
    Path(__file__).with_name(f"{name}.sql").read_text()
    for name in (
        "mixes_of_waits",
        "mix_days",
        "mix_cells",
        "wait_day_counts",
        "repeated_waits",
        "repeated_mixes",
        "repeats_in_cells",
    )
)

_TABLES = (
    "mixes_of_waits",
    "mix_days",
    "repeated_waits",
    "repeated_mix_days",
    "repeated_mixes",
)

_MIX_DAYS_TABLE = """
CREATE TABLE {table}
(
    period LowCardinality(String),
    mix UInt64,
    change UInt32,
    waits UInt64
)
ENGINE = MergeTree
ORDER BY period
"""

_REPEATED_MIXES_TABLE = """
CREATE TABLE repeated_mixes
(
    period LowCardinality(String),
    whose LowCardinality(String),
    mixes Array(UInt64),
    number UInt64
)
ENGINE = MergeTree
ORDER BY period
"""

_CHANGES = ("entered", "open", "completed", "ended-otherwise")

_Change = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many waits there are beyond one a person or a crime, and how many one has at most.

    `pairs_of_crimes` has for each wait the number of other waits of its crime, summed up.
    """

    beyond_persons: int = 0
    most_of_a_person: int = 1
    beyond_crimes: int = 0
    most_of_a_crime: int = 1
    pairs_of_crimes: int = 0

    @property
    def fewest(self) -> int:
        """So many of the waits, whichever, are of enough persons and of enough crimes to show."""
        return max(
            min(FEWEST + self.beyond_persons, (FEWEST - 1) * self.most_of_a_person + 1),
            min(FEWEST + self.beyond_crimes, (FEWEST - 1) * self.most_of_a_crime + 1),
        )


@dataclass(frozen=True, slots=True)
class CellWaits:
    """The waits of a cell by day, as they were in its period; `revised` rest on corrected data."""

    days: DayCounts
    revised: int
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def waits(self) -> int:
        """How many there are."""
        return int(self.days.entered.sum())

    @property
    def design_effect(self) -> float:
        """By how much variances grow because the waits of one crime are as long as each other."""
        return 1 + self.repeats.pairs_of_crimes / self.waits


@contextmanager
def waits_by_day(store: "Store", periods: Sequence[Period]) -> Iterator[None]:
    """While it is open, waits are counted by mix and day, so that each dimension can be summed up.

    `mix_days` has a row for all waits that have everything in common that is asked: far fewer than
    there are waits. `repeated_waits` has the waits of who has several in a stage,
    `repeated_mix_days` these as `mix_days` has all, and `repeated_mixes` whose they are.
    """
    _drop(store)
    try:
        store.command(_MIXES)
        _count_days(store, periods, "counted_waits", "mix_days")
        _find_repeated(store, periods)
        _count_days(store, periods, "repeated_waits", "repeated_mix_days")
        _count_repeated(store, periods)
        yield
    finally:
        _drop(store)


def _drop(store: "Store") -> None:
    for table in _TABLES:
        store.command(f"DROP TABLE IF EXISTS {table}")


def _count_days(store: "Store", periods: Sequence[Period], waits: str, into: str) -> None:
    store.command(_MIX_DAYS_TABLE.replace("{table}", into))
    for period in periods:
        store.query(_MIX_DAYS, {**_window(period), "waits": waits, "into": into})


def _find_repeated(store: "Store", periods: Sequence[Period]) -> None:
    store.command("CREATE TABLE repeated_waits AS counted_waits")
    window = {
        "first": min(period.first for period in periods),
        "last": max(period.last for period in periods),
    }
    for stage in Stage:
        store.query(_REPEATED, {**window, "stage": stage})


def _count_repeated(store: "Store", periods: Sequence[Period]) -> None:
    store.command(_REPEATED_MIXES_TABLE)
    for period in periods:
        store.query(_REPEATED_MIXES, _window(period))


def _window(period: Period) -> Mapping[str, Any]:
    return {"period": period.code, "first": period.first, "last": period.last}


def cell_waits(
    store: "Store", shown: ShownCells, dimension: Breakdown, period: Period
) -> dict[Cell, CellWaits]:
    """The waits in each shown cell of a dimension and period; `waits_by_day` must be open."""
    numbered = _NumberedCells.of(shown, dimension, period)
    if not numbered.cells:
        return {}
    changes = store.query(_CELLS + _DAY_COUNTS, numbered.parameters())
    repeats = store.query(_CELLS + _REPEATS, numbered.parameters())
    repeated = {row.pop("cell"): Repeats(**row) for row in repeats}
    by_cell: dict[int, list[_Change]] = {}
    for row in changes:
        by_cell.setdefault(row["cell"], []).append(row)
    return {
        numbered.cells[number]: _cell_waits(of_cell, repeated.get(number, Repeats()))
        for number, of_cell in sorted(by_cell.items())
    }


def _cell_waits(changes: Sequence[_Change], repeats: Repeats) -> CellWaits:
    days = 1 + max(max(change["days"]) for change in changes)
    counts = DayCounts(*(by_day(_pairs(changes, name), days) for name in _CHANGES))
    revised = sum(sum(change["numbers"]) for change in changes if change["is_revised"])
    return CellWaits(counts, revised, repeats)


def _pairs(changes: Sequence[_Change], name: str) -> Iterator[tuple[int, int]]:
    of_name = [change for change in changes if change["change"] == name]
    return chain.from_iterable(
        zip(change["days"], change["numbers"], strict=True) for change in of_name
    )


@dataclass(frozen=True, slots=True)
class _NumberedCells:
    """The shown cells of a dimension and period, numbered as the SQL numbers them."""

    dimension: Breakdown
    period: Period
    stages: Sequence[str]
    places: Sequence[str]
    agencies: Sequence[str]
    cells: Mapping[int, Cell]
    counting_agencies: Sequence[int]

    @classmethod
    def of(cls, shown: ShownCells, dimension: Breakdown, period: Period) -> "_NumberedCells":
        blocks = {
            cell: agencies
            for cell, agencies in shown.blocks.items()
            if cell.dimension is dimension and cell.period == period.code
        }
        stages = sorted({cell.stage for cell in blocks})
        places = sorted({cell.place for cell in blocks})
        agencies = sorted(set().union(*blocks.values()))
        width = len(places) + 1
        cells = {
            (1 + stages.index(cell.stage)) * width + 1 + places.index(cell.place): cell
            for cell in blocks
        }
        counting = [0] * ((len(stages) + 1) * width)
        for number, cell in cells.items():
            counting[number] = sum(2 << agencies.index(agency) for agency in blocks[cell])
        return cls(dimension, period, stages, places, agencies, cells, counting)

    def parameters(self) -> Mapping[str, Any]:
        """The SQL's parameters."""
        column = "stage" if self.dimension is Breakdown.STAGE else self.dimension.replace("-", "_")
        return {
            "dimension": str(self.dimension),
            "column": column,
            "stages": list(self.stages),
            "places": list(self.places),
            "agencies": list(map(str, self.agencies)),
            "counting_agencies": list(self.counting_agencies),
            "period": self.period.code,
        }
