"""The last step before a release is published: counts are withheld or rounded, and nothing else.

Besides counts that are too small, those are withheld that others would give away. Who was seen in a
period stood at its beginning or came in, and went out or stands at its end. For the year these
two halves are withheld each by itself. The year and its quarters add up in many ways, so a quarter
shows all its counts or none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any

from processors.case.course.stages import Stage
from task_group.agency_counts import ExactCounts
from task_group.disclosure import FEWEST, ROUNDED_TO
from task_group.flow_rates import clearance, to_clear
from task_group.lattice import LONDON, Breakdown, Cell, Period
from task_group.lattice_places import AT_COURT, places
from task_group.release_figures import Comparison, Flow, WaitFigure, WaitingShares
from task_group.release_periods import YEAR
from task_group.releases import AFigure
from task_group.withheld_counts import Counts, too_small_to_show

_OF_CELL = [each.name for each in fields(Cell)]
_ANY_CELL = Cell(Breakdown.STAGE, LONDON, Stage.REPORTED, YEAR)

MANY_WAITS = 100 * FEWEST
"""With so many waits each whole per cent stands for at least ten numbers."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The figures of two sheets as they are published: one of every cell of the lattice each."""

    waits: list[WaitFigure]
    flows: list[Flow]


@dataclass(frozen=True, slots=True)
class _Withheld:
    """The cells of which counts are withheld, by what these are of."""

    everything: Set[Cell]
    """Quarters of which no count is shown."""
    starts: Set[Cell]
    """What stood at the beginning, and came in."""
    ends: Set[Cell]
    """What stood at the end and went out; who still waits and who does not."""
    stops: Set[Cell]
    """Who moved on, and whose case ended otherwise."""
    ages: Set[Cell]
    revised: Set[Cell]

    @classmethod
    def by_any(cls, judged: Sequence["_Withheld"]) -> "_Withheld":
        """What is withheld because of one agency's counts or another's."""
        return cls(
            *(frozenset().union(*(getattr(e, name) for e in judged)) for name in cls.__slots__)
        )


def disclose(
    waits: Sequence[WaitFigure],
    flows: Sequence[Flow],
    periods: Sequence[Period],
    by_agency: Sequence[ExactCounts] = (),
    before: Disclosed | None = None,
) -> Disclosed:
    """What may be published of these exact figures of shown cells; the other cells, withheld.

    `by_agency` has the counts of each agency alone; nothing where all are of one. A count is shown
    where each agency's part of it may be. Counts are rounded to the nearest 5. Shares of counts
    that are withheld are, too, where they would tell them. What the last release, `before`,
    withheld of a quarter stays so.
    """
    by_cell = {figure.cell: figure for figure in waits}
    flow_of = {flow.cell: flow for flow in flows}
    days = {period.code: (period.last - period.first).days + 1 for period in periods}
    of_all = _withheld(ExactCounts(waits, flows), periods)
    judged = [_withheld(each, periods) for each in by_agency] or [of_all]
    withheld = _Withheld.by_any([*judged, _withheld_in(before)] if before else judged)
    shares = of_all.stops | {c for c in withheld.stops if _is_told_by_shares(by_cell.get(c))}
    return Disclosed(
        [
            _waits_shown(by_cell[cell], withheld, shares)
            if cell in by_cell
            else _withheld_figure(WaitFigure, cell)
            for cell in _cells(map(str, Stage), periods)
        ],
        [
            _flow_shown(flow_of[cell], withheld, days[cell.period])
            if cell in flow_of
            else _withheld_figure(Flow, cell)
            for cell in _cells([*map(str, Stage), AT_COURT], periods)
        ],
    )


def with_persons_shown(
    comparisons: Sequence[Comparison], waits: Sequence[WaitFigure]
) -> list[Comparison]:
    """Comparisons that show as many persons as the disclosed figures of waits do, and no others."""
    persons = {figure.cell: figure.persons for figure in waits}
    return [each.model_copy(update={"persons": persons.get(each.cell)}) for each in comparisons]


def _cells(stages: Iterable[str], periods: Sequence[Period]) -> Iterator[Cell]:
    for stage in stages:
        for period in periods:
            for dimension in Breakdown:
                for place in places(dimension, stage):
                    yield Cell(dimension, place, stage, period.code)


def _withheld(counted: ExactCounts, periods: Sequence[Period]) -> _Withheld:
    waits = {figure.cell: figure for figure in counted.waits}
    flows = {flow.cell: flow for flow in counted.flows}
    quarters = sorted(period.code for period in periods if period.code != YEAR)
    start_of = {cell: _numbers(flow.at_start, flow.came_in) for cell, flow in flows.items()}
    end_of = {cell: _at_end(waits.get(cell), flows.get(cell)) for cell in {**waits, **flows}}
    all_of = {
        cell: [*start_of.get(cell, end), *end, *_seen(waits.get(cell), end)]
        for cell, end in end_of.items()
    }
    starts, ends = (too_small_to_show(_of_year(each), (), set()) for each in (start_of, end_of))
    everything = too_small_to_show(all_of, quarters, starts | ends)
    everything = {cell for cell in everything if cell.period != YEAR}
    ends = ends | everything
    return _Withheld(
        everything,
        starts | everything,
        ends,
        _also(_stops(waits), quarters, ends),
        _also(_ages(flows), quarters, ends),
        _also({c: _numbers(each.revised) for c, each in waits.items()}, quarters, everything),
    )


def _withheld_in(release: Disclosed) -> _Withheld:
    """What a release withheld of its quarters. The year of the next one has other days."""
    waits = [figure for figure in release.waits if figure.period != YEAR]
    flows = [flow for flow in release.flows if flow.period != YEAR]
    return _Withheld(
        everything={figure.cell for figure in waits if figure.waits is None},
        starts={flow.cell for flow in flows if flow.at_start is None},
        ends={flow.cell for flow in flows if flow.at_end is None}
        | {figure.cell for figure in waits if figure.open is None},
        stops={figure.cell for figure in waits if figure.moved_on is None},
        ages={flow.cell for flow in flows if any(n is None for _, n in flow.ages)},
        revised={figure.cell for figure in waits if figure.revised is None},
    )


def _stops(waits: Mapping[Cell, WaitFigure]) -> Counts:
    return {cell: _numbers(each.moved_on, each.ended_otherwise) for cell, each in waits.items()}


def _ages(flows: Mapping[Cell, Flow]) -> Counts:
    return {c: _numbers(*(n for _, n in flow.ages)) for c, flow in flows.items() if flow.ages}


def _of_year(counts: Counts) -> Counts:
    return {cell: each for cell, each in counts.items() if cell.period == YEAR}


def _also(counts: Counts, quarters: Sequence[str], withheld: Set[Cell]) -> Set[Cell]:
    return too_small_to_show(counts, quarters, withheld & counts.keys())


def _at_end(wait: WaitFigure | None, flow: Flow | None) -> Sequence[int]:
    """Who still waits and who does not; cases and waits both, where both are counted."""
    of_waits = of_flow = [0, 0]
    if flow:
        of_waits = of_flow = _numbers(flow.at_end, flow.went_out)
    if wait:
        of_waits = _numbers(wait.open, sum(_numbers(wait.moved_on, wait.ended_otherwise)))
        of_flow = of_flow if flow else of_waits
    return [*of_waits, *of_flow]


def _seen(wait: WaitFigure | None, otherwise: Sequence[int]) -> Sequence[int]:
    return _numbers(wait.persons, wait.cases, wait.waits) if wait else [sum(otherwise)] * 3


def _numbers(*counts: int | None) -> list[int]:
    return [count or 0 for count in counts]


def _rounded(count: int | None) -> int | None:
    return None if count is None else ROUNDED_TO * round(count / ROUNDED_TO)


def _is_told_by_shares(figure: WaitFigure | None) -> bool:
    """Whether the shares of so few waits tell their counts, to whoever knows most of them."""
    return figure is not None and (figure.waits or 0) < MANY_WAITS


def _waits_shown(figure: WaitFigure, withheld: _Withheld, shares: Set[Cell]) -> WaitFigure:
    cell = figure.cell
    hidden: dict[str, Any] = {}
    if cell in withheld.everything:
        hidden |= {"persons": None, "cases": None, "waits": None}
    if cell in withheld.ends:
        hidden |= {"open": None}
    if cell in withheld.stops:
        hidden |= {"moved_on": None, "ended_otherwise": None}
    if cell in shares:
        hidden |= {"shares": [_waiting_alone(share) for share in figure.shares]}
    if cell in withheld.revised:
        hidden |= {"revised": None}
    return _with_counts(figure.model_copy(update=hidden))


def _waiting_alone(share: WaitingShares) -> WaitingShares:
    return share.model_copy(update={"moved_on": None, "ended_otherwise": None})


def _with_counts(figure: WaitFigure) -> WaitFigure:
    names = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")
    return figure.model_copy(update={name: _rounded(getattr(figure, name)) for name in names})


def _flow_shown(flow: Flow, withheld: _Withheld, days: int) -> Flow:
    starts, ends = flow.cell in withheld.starts, flow.cell in withheld.ends
    hidden_ages = flow.cell in withheld.ages
    return _with_rates(
        flow.model_copy(
            update={
                "at_start": None if starts else _rounded(flow.at_start),
                "came_in": None if starts else _rounded(flow.came_in),
                "went_out": None if ends else _rounded(flow.went_out),
                "at_end": None if ends else _rounded(flow.at_end),
                "ages": [(day, None if hidden_ages else _rounded(n)) for day, n in flow.ages],
            }
        ),
        days,
    )


def _with_rates(flow: Flow, days: int) -> Flow:
    """The rates of the counts that are shown: they say no more than these, and nothing else."""
    rates: dict[str, float | None] = {"clearance": None, "to_clear": None}
    if flow.came_in is not None and flow.went_out is not None and flow.at_end is not None:
        percent = clearance(flow.came_in, flow.went_out)
        rates["clearance"] = None if percent is None else round(percent)
        rates["to_clear"] = to_clear(flow.at_end, flow.came_in, days)
    return flow.model_copy(update=rates)


@lru_cache(20_000)
def _withheld_figure(kind: type[AFigure], cell: Cell) -> AFigure:
    """A figure that is withheld. Most of a release is: each is made once, as in every release."""
    made: AFigure = _all_withheld(kind).model_copy(update=_named(cell))
    return made


@cache
def _all_withheld(kind: type[AFigure]) -> AFigure:
    """The same of any cell: all is None, and the list is empty. To validate each costs more."""
    empty = "shares" if kind is WaitFigure else "ages"
    return kind.model_validate({**dict.fromkeys(kind.model_fields), **_named(_ANY_CELL), empty: []})


def _named(cell: Cell) -> dict[str, Any]:
    return {name: getattr(cell, name) for name in _OF_CELL}
