"""Small worlds of waits in two tiers, every count of them, and what can be solved for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import LinearConstraint, milp

from task_group.agency_counts import ExactCounts
from task_group.disclose import Disclosed, disclose
from task_group.lattice import LONDON, NOT_RECORDED, Breakdown, Cell, Period, Tier
from task_group.release_figures import Estimate, Figure, Flow, WaitFigure, WaitingShares
from task_group.suppression import FOR_GOOD, Place, choose_blocks, too_like_the_year

STAGE = "trial"
QUARTERS = ("2025-Q4", "2026-Q1", "2026-Q2")
PERIODS = (
    Period("year", date(2025, 10, 1), date(2026, 6, 30)),
    Period("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
    Period("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
    Period("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
)
TIERS = (NOT_RECORDED, Tier.MAGISTRATES, Tier.CROWN)
COUNTS = ("at_start", "came_in", "at_end", "went_out", "moved_on", "ended_otherwise", "waits")

Numbers = dict[str, int]
World = dict[Cell, Numbers]
"""Every count of every cell, also of those that are not shown."""


def cell_of(place: str, period: str) -> Cell:
    return Cell(Breakdown.TIER if place else Breakdown.STAGE, place, STAGE, period)


class Quarter(NamedTuple):
    """What happens in a place in a quarter: who came in, and of all that stood who went."""

    came_in: int
    moved_on: int
    ended_otherwise: int


def numbers(at_start: int, quarter: Quarter) -> Numbers:
    waits = at_start + quarter.came_in
    moved_on = min(quarter.moved_on, waits)
    ended_otherwise = min(quarter.ended_otherwise, waits - moved_on)
    went_out = moved_on + ended_otherwise
    found = (at_start, quarter.came_in, waits - went_out, went_out, moved_on, ended_otherwise)
    return dict(zip(COUNTS, (*found, waits), strict=True))


def added(parts: Sequence[Numbers]) -> Numbers:
    return {name: sum(part[name] for part in parts) for name in COUNTS}


def world_of(starts: Sequence[int], quarters: Sequence[Sequence[Quarter]]) -> World:
    world: World = {}
    for place, start, happened in zip(TIERS, starts, quarters, strict=True):
        each: list[Numbers] = []
        for code, quarter in zip(QUARTERS, happened, strict=True):
            each.append(numbers(each[-1]["at_end"] if each else start, quarter))
            world[cell_of(place, code)] = each[-1]
        year = added(each) | {"at_start": start, "at_end": each[-1]["at_end"]}
        world[cell_of(place, "year")] = year | {"waits": start + year["came_in"]}
    for code in (*QUARTERS, "year"):
        world[cell_of(LONDON, code)] = added([world[cell_of(place, code)] for place in TIERS])
    return world


def shown_cells(world: World) -> list[Cell]:
    """The cells that are shown."""
    shown: list[Cell] = []
    for code in ("year", *QUARTERS):
        sizes = sizes_of(world, code)
        year = sizes_of(world, "year")
        beyond = {place: year[place] - size for place, size in sizes.items()}
        like = too_like_the_year(sizes, beyond) if code != "year" else ()
        counting = choose_blocks(STAGE, sizes, dict.fromkeys(like, FOR_GOOD))
        shown += [Cell(*place, STAGE, code) for place in counting]
    return [cell for cell in shown if cell in world]


def sizes_of(world: World, code: str) -> dict[Place, int]:
    """One agency's, one court's, one offence's waits: only the tiers differ."""
    london = world[cell_of(LONDON, code)]["waits"]
    tiers = {(Breakdown.TIER, place): world[cell_of(place, code)]["waits"] for place in TIERS}
    everywhere: dict[Place, int] = {
        (Breakdown.STAGE, LONDON): london,
        (Breakdown.AGENCY, "hmcts"): london,
        (Breakdown.BCU, "North"): london,
        (Breakdown.OFFENCE, "rape"): london,
        (Breakdown.VICTIM_KIND, "person"): london,
    }
    return {place: size for place, size in (everywhere | tiers).items() if size}


def figures_of(world: World, cells: Sequence[Cell]) -> tuple[list[WaitFigure], list[Flow]]:
    return [wait_figure(each, world[each]) for each in cells], [flow(c, world[c]) for c in cells]


def wait_figure(cell: Cell, found: Numbers) -> WaitFigure:
    some = Estimate(value=20, low=10, high=30)
    share = WaitingShares(day=90, waiting=some, moved_on=some, ended_otherwise=some)
    return WaitFigure(
        dimension=cell.dimension,
        place=cell.place,
        stage=cell.stage,
        period=cell.period,
        persons=found["waits"],
        cases=found["waits"],
        waits=found["waits"],
        open=found["at_end"],
        moved_on=found["moved_on"],
        ended_otherwise=found["ended_otherwise"],
        revised=0,
        shares=[share],
        median=some,
        median_over=None,
        net_median=None,
    )


def flow(cell: Cell, found: Numbers) -> Flow:
    return Flow(
        dimension=cell.dimension,
        place=cell.place,
        stage=cell.stage,
        period=cell.period,
        at_start=found["at_start"],
        came_in=found["came_in"],
        went_out=found["went_out"],
        at_end=found["at_end"],
        clearance=None,
        ages=[(0, found["at_end"] // 2), (90, found["at_end"] - found["at_end"] // 2)],
        to_clear=5,
    )


def disclosed_of(*worlds: World, before: Disclosed | None = None) -> Disclosed:
    """What is published of the victims of so many agencies, each with a world of its own.

    `before` is what the release before this one published.
    """
    cells = [shown_cells(world) for world in worlds]
    both = {
        cell: added([w[cell] for w, of in zip(worlds, cells, strict=True) if cell in of])
        for cell in dict.fromkeys(chain.from_iterable(cells))
    }
    exact = [figures_of(world, of) for world, of in zip(worlds, cells, strict=True)]
    counts = [ExactCounts(*each) for each in exact] if len(worlds) > 1 else []
    return disclose(*figures_of(both, list(both)), PERIODS, counts, before)


def figures_in(disclosed: Disclosed) -> list[Figure]:
    """Those of the one stage in which anybody waits: a release has some thousand others."""
    return [each for each in (*disclosed.waits, *disclosed.flows) if each.stage == STAGE]


def names_shown(disclosed: Disclosed) -> set[tuple[Cell, str]]:
    """The counts that are shown, by their names."""
    return {
        (figure.cell, name)
        for figure in figures_in(disclosed)
        for name in (*COUNTS, "open")
        if getattr(figure, name, None) is not None
    }


def shown_numbers(disclosed: Disclosed, world: World) -> dict[tuple[Cell, str], int]:
    """The exact value of each count that is shown: whoever asks long enough knows it.

    Where others count in a cell too, they know their own, and subtract it.
    """
    shown = {}
    cells = shown_cells(world)
    for figure in figures_in(disclosed):
        if figure.cell not in cells:
            continue
        for name in COUNTS:
            if getattr(figure, name, None) is not None:
                shown[figure.cell, name] = world[figure.cell][name]
        if getattr(figure, "open", None) is not None:
            shown[figure.cell, "at_end"] = world[figure.cell]["at_end"]
    return shown


class Solver:
    """Every count of a world as an unknown whole number, and all that is known of them."""

    def __init__(self, world: World, shown: Mapping[tuple[Cell, str], int]) -> None:
        self.index = {(c, n): i for i, (c, n) in enumerate((c, n) for c in world for n in COUNTS)}
        self.low = np.zeros(len(self.index))
        self.high = np.full(len(self.index), 2000.0)
        for each, value in shown.items():
            self.low[self.index[each]] = self.high[self.index[each]] = value
        self.rows = np.array(list(self._equations()))

    def _equations(self) -> Iterator[np.ndarray]:
        for cell in {cell for cell, _ in self.index}:
            yield self._row(cell, {"at_start": 1, "came_in": 1, "waits": -1})
            yield self._row(cell, {"at_end": 1, "went_out": 1, "waits": -1})
            yield self._row(cell, {"moved_on": 1, "ended_otherwise": 1, "went_out": -1})
        for code in (*QUARTERS, "year"):
            yield from self._sum(cell_of(LONDON, code), [cell_of(p, code) for p in TIERS], COUNTS)
        for place in (LONDON, *TIERS):
            of_place = [cell_of(place, code) for code in QUARTERS]
            adding_up = ("came_in", "went_out", "moved_on", "ended_otherwise")
            yield from self._sum(cell_of(place, "year"), of_place, adding_up)
            yield from self._sum(cell_of(place, "year"), of_place[:1], ("at_start",))
            yield from self._sum(cell_of(place, "year"), of_place[-1:], ("at_end",))
            for one, two in pairwise(of_place):
                yield self._row(one, {"at_end": 1}) - self._row(two, {"at_start": 1})

    def _row(self, cell: Cell, factors: Mapping[str, int]) -> np.ndarray:
        row = np.zeros(len(self.index))
        for name, factor in factors.items():
            row[self.index[cell, name]] = factor
        return row

    def _sum(
        self, whole: Cell, parts: Sequence[Cell], names: Sequence[str]
    ) -> Iterator[np.ndarray]:
        for name in names:
            rows = [self._row(part, {name: 1}) for part in parts]
            yield np.sum(rows, axis=0) - self._row(whole, {name: 1})

    def values(self, cell: Cell, name: str) -> int:
        """How many values it may have at least: from the lowest to the highest."""
        cost = np.zeros(len(self.index))
        cost[self.index[cell, name]] = 1
        low, high = self._solved(cost), -self._solved(-cost)
        return round(high - low) + 1

    def _solved(self, cost: np.ndarray) -> float:
        found = milp(
            cost,
            constraints=LinearConstraint(self.rows, 0, 0),
            bounds=(self.low, self.high),
            integrality=np.ones_like(cost),
        )
        assert found.success, found.message
        return float(found.fun)
