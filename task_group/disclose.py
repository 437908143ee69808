"""The last step before a release is published: counts are withheld or rounded, and nothing else.

Besides counts that are too small, those are withheld that others would give away: what stood at the
beginning and came in is what was seen; what stood at the end and went out is, too; what stood at
the end of a quarter stands at the beginning of the next.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from processors.case.stages import Stage
from task_group.disclosure import ROUNDED_TO
from task_group.lattice import Breakdown, Cell, Period
from task_group.lattice_places import AT_COURT, places
from task_group.release_figures import Flow, WaitFigure, WaitingShares
from task_group.release_periods import YEAR
from task_group.withheld_counts import Counts, too_small_to_show


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The figures of two sheets as they are published: one of every cell of the lattice each."""

    waits: list[WaitFigure]
    flows: list[Flow]


@dataclass(frozen=True, slots=True)
class _Withheld:
    """The cells of which counts are withheld, by what these are of."""

    starts: Set[Cell]
    """What stood at the beginning, and came in."""
    ends: Set[Cell]
    """What stood at the end and went out; who still waits and who does not."""
    stops: Set[Cell]
    """Who moved on, and whose case ended otherwise."""
    ages: Set[Cell]
    revised: Set[Cell]


def disclose(
    waits: Sequence[WaitFigure], flows: Sequence[Flow], periods: Sequence[Period]
) -> Disclosed:
    """What may be published of these exact figures of shown cells; the other cells, withheld.

    Counts are rounded to the nearest 5. What an estimate says of counts that are withheld is, too.
    """
    quarters = sorted(period.code for period in periods if period.code != YEAR)
    by_cell = {figure.cell: figure for figure in waits}
    flow_of = {flow.cell: flow for flow in flows}
    withheld = _withheld(by_cell, flow_of, quarters)
    return Disclosed(
        [
            _waits_shown(by_cell[cell], withheld) if cell in by_cell else _no_waits(cell)
            for cell in _cells(map(str, Stage), periods)
        ],
        [
            _flow_shown(flow_of[cell], withheld) if cell in flow_of else _no_flow(cell)
            for cell in _cells([*map(str, Stage), AT_COURT], periods)
        ],
    )


def _cells(stages: Iterable[str], periods: Sequence[Period]) -> Iterator[Cell]:
    for stage in stages:
        for period in periods:
            for dimension in Breakdown:
                for place in places(dimension, stage):
                    yield Cell(dimension, place, stage, period.code)


def _withheld(
    waits: Mapping[Cell, WaitFigure], flows: Mapping[Cell, Flow], quarters: Sequence[str]
) -> _Withheld:
    starts, ends = _both_ends(waits, flows, quarters)
    stops = {cell: _numbers(each.moved_on, each.ended_otherwise) for cell, each in waits.items()}
    ages = {cell: _numbers(*(count for _, count in each.ages)) for cell, each in flows.items()}
    revised = {cell: _numbers(each.revised) for cell, each in waits.items()}
    return _Withheld(
        starts,
        ends,
        too_small_to_show(stops, quarters, ends & stops.keys()),
        too_small_to_show({c: n for c, n in ages.items() if n}, quarters, ends & ages.keys()),
        too_small_to_show(revised, quarters, frozenset()),
    )


def _both_ends(
    waits: Mapping[Cell, WaitFigure], flows: Mapping[Cell, Flow], quarters: Sequence[str]
) -> tuple[Set[Cell], Set[Cell]]:
    """Whose counts of the beginning are withheld, and whose of the end: each follows the other."""
    at_start = {cell: _numbers(flow.at_start, flow.came_in) for cell, flow in flows.items()}
    at_end = dict(_at_end(waits, flows))
    following = dict(pairwise(quarters))
    before = {later: earlier for earlier, later in following.items()}
    starts: Set[Cell] = frozenset()
    ends: Set[Cell] = frozenset()
    found = -1
    while len(starts) + len(ends) > found:
        found = len(starts) + len(ends)
        starts = too_small_to_show(at_start, quarters, starts | _moved(ends, following, at_start))
        ends = too_small_to_show(at_end, quarters, ends | _moved(starts, before, at_end))
    return starts, ends


def _at_end(
    waits: Mapping[Cell, WaitFigure], flows: Mapping[Cell, Flow]
) -> Iterator[tuple[Cell, Sequence[int]]]:
    for cell in {**waits, **flows}:
        wait, flow = waits.get(cell), flows.get(cell)
        stopped = wait and sum(_numbers(wait.moved_on, wait.ended_otherwise))
        of_waits = (wait.open, stopped) if wait else (flow and flow.at_end, flow and flow.went_out)
        of_flow = (flow.at_end, flow.went_out) if flow else of_waits
        yield cell, _numbers(*of_waits, *of_flow)


def _moved(cells: Set[Cell], to: Mapping[str, str], known: Counts) -> Set[Cell]:
    moved = {replace(cell, period=to[cell.period]) for cell in cells if cell.period in to}
    return moved & known.keys()


def _numbers(*counts: int | None) -> Sequence[int]:
    return [count or 0 for count in counts]


def _rounded(count: int | None) -> int | None:
    return None if count is None else ROUNDED_TO * round(count / ROUNDED_TO)


def _waits_shown(figure: WaitFigure, withheld: _Withheld) -> WaitFigure:
    cell = figure.cell
    hidden: dict[str, Any] = {}
    if cell in withheld.ends:
        hidden |= {"open": None}
    if cell in withheld.stops:
        hidden |= {"moved_on": None, "ended_otherwise": None}
        hidden |= {"shares": [_waiting_alone(share) for share in figure.shares]}
    if cell in withheld.revised:
        hidden |= {"revised": None}
    return _with_counts(figure.model_copy(update=hidden))


def _waiting_alone(share: WaitingShares) -> WaitingShares:
    return share.model_copy(update={"moved_on": None, "ended_otherwise": None})


def _with_counts(figure: WaitFigure) -> WaitFigure:
    names = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")
    return figure.model_copy(update={name: _rounded(getattr(figure, name)) for name in names})


def _flow_shown(flow: Flow, withheld: _Withheld) -> Flow:
    starts, ends = flow.cell in withheld.starts, flow.cell in withheld.ends
    rates = starts or ends
    hidden_ages = flow.cell in withheld.ages
    return flow.model_copy(
        update={
            "at_start": None if starts else _rounded(flow.at_start),
            "came_in": None if starts else _rounded(flow.came_in),
            "went_out": None if ends else _rounded(flow.went_out),
            "at_end": None if ends else _rounded(flow.at_end),
            "clearance": None if rates else _rate(flow),
            "to_clear": None if rates else _rounded(flow.to_clear),
            "ages": [(day, None if hidden_ages else _rounded(n)) for day, n in flow.ages],
        }
    )


def _rate(flow: Flow) -> float | None:
    """The clearance of the rounded counts: it says no more than these."""
    came_in, went_out = _rounded(flow.came_in), _rounded(flow.went_out)
    return round(100 * went_out / came_in) if came_in and went_out is not None else None


def _no_waits(cell: Cell) -> WaitFigure:
    return WaitFigure(
        dimension=cell.dimension,
        place=cell.place,
        stage=cell.stage,
        period=cell.period,
        persons=None,
        cases=None,
        waits=None,
        open=None,
        moved_on=None,
        ended_otherwise=None,
        revised=None,
        shares=[],
        median=None,
        median_over=None,
        net_median=None,
    )


def _no_flow(cell: Cell) -> Flow:
    return Flow(
        dimension=cell.dimension,
        place=cell.place,
        stage=cell.stage,
        period=cell.period,
        at_start=None,
        came_in=None,
        went_out=None,
        at_end=None,
        clearance=None,
        ages=[],
        to_clear=None,
    )
