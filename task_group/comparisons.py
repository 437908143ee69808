"""Places against what London would take with the same mix of cases: over a period, and of late."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from task_group.changed_pace import paces
from task_group.comparison_counts import StratumCount, counts, waits_of
from task_group.comparison_figures import PlaceScore, comparison_figures
from task_group.comparison_strata import (
    StageAndPlace,
    days_waited,
    scores_against_rest,
    without_courts,
)
from task_group.disclosure import FEWEST
from task_group.fair_comparison import (
    after_own_past,
    by_chance,
    by_chance_after_past,
    ratio,
    ratio_after_past,
)
from task_group.lattice import Breakdown, Cell, Period
from task_group.release_figures import Comparison
from task_group.release_periods import YEAR
from task_group.shown_cells import ShownCells

if TYPE_CHECKING:
    from projections.store import Store

RANKED = (
    Breakdown.AGENCY,
    Breakdown.COURT,
    Breakdown.BOROUGH,
    Breakdown.BCU,
    Breakdown.OFFENCE,
    Breakdown.VICTIM_KIND,
)
"""The dimensions whose places are ranked, all together: chance is controlled over all of them."""

_OF_COURTS = (Breakdown.BOROUGH, Breakdown.BCU)
"""Dimensions whose cases go to courts of their own: they may be slow only because those are."""

_A_YEAR = timedelta(days=365)
_DAY = timedelta(days=1)


def comparisons(store: "Store", shown: ShownCells, periods: Sequence[Period]) -> list[Comparison]:
    """Every shown place in each period, against London within strata of the same mix of cases.

    How many persons wait there is on the sheet of waits: it is None here. `waits_by_day` must be
    open for the periods.
    """
    return [figure for period in periods for figure in _compared(store, shown, period)]


def changes(store: "Store", shown: ShownCells, periods: Sequence[Period]) -> list[Comparison]:
    """Every shown place in the last complete quarter, against the year before it.

    What is expected is what London took in that year with the same mix of cases, corrected by how
    the place itself stood to London then: so a place is named that is slower than it was, and not
    one that always was slow. Empty where no quarter is among the periods. `waits_by_day` must be
    open for the quarter and the year before it.
    """
    quarter = _newest_quarter(periods)
    return list(_changed(store, shown, quarter)) if quarter else []


def with_year_before(periods: Sequence[Period]) -> list[Period]:
    """The periods whose waits are compared: these, and the year before the last quarter of them."""
    quarter = _newest_quarter(periods)
    return [*periods, _year_before(quarter)] if quarter else [*periods]


def _newest_quarter(periods: Sequence[Period]) -> Period | None:
    quarters = (each for each in periods if each.code != YEAR)
    return max(quarters, key=lambda each: each.last, default=None)


def _year_before(quarter: Period) -> Period:
    return Period("before", quarter.first - _A_YEAR, quarter.first - _DAY)


def _compared(store: "Store", shown: ShownCells, period: Period) -> Iterator[Comparison]:
    scores: dict[Cell, PlaceScore] = {}
    with waits_of(store, period) as waits:
        for dimension in RANKED:
            counted = counts(store, waits, dimension, period.code)
            for at, score in against_rest(dimension, counted):
                scores[_cell(dimension, at, period)] = score
    return comparison_figures(scores, _ranked(shown, period))


def against_rest(
    dimension: Breakdown, counted: Sequence[StratumCount]
) -> Iterator[tuple[StageAndPlace, PlaceScore]]:
    """How each place scores against London, with and without its courts."""
    waited, fair = days_waited(counted), scores_against_rest(counted)
    blunt = scores_against_rest(list(without_courts(counted))) if dimension in _OF_COURTS else fair
    for at, score in fair.items():
        yield (
            at,
            PlaceScore(
                score,
                by_chance(score),
                ratio(score, FEWEST),
                blunt[at],
                by_chance(blunt[at]),
                waited[at],
            ),
        )


def _changed(store: "Store", shown: ShownCells, quarter: Period) -> Iterator[Comparison]:
    scores: dict[Cell, PlaceScore] = {}
    with waits_of(store, quarter) as now, waits_of(store, _year_before(quarter)) as past:
        for dimension in RANKED:
            tables = (counts(store, table, dimension, quarter.code) for table in (now, past))
            for at, score in against_past(dimension, *tables):
                scores[_cell(dimension, at, quarter)] = score
    return comparison_figures(scores, _ranked(shown, quarter))


def against_past(
    dimension: Breakdown, quarter: Sequence[StratumCount], before: Sequence[StratumCount]
) -> Iterator[tuple[StageAndPlace, PlaceScore]]:
    """How each place scores in a quarter against the year before, with and without its courts."""
    waited = days_waited(quarter)
    for at, pace in paces(quarter, before).items():
        now = pace.within_courts if dimension in _OF_COURTS else pace.now
        yield (
            at,
            PlaceScore(
                after_own_past(now, pace.past),
                by_chance_after_past(now, pace.past),
                ratio_after_past(now, pace.past, FEWEST),
                after_own_past(pace.now, pace.past),
                by_chance_after_past(pace.now, pace.past),
                waited[at],
            ),
        )


def _cell(dimension: Breakdown, at: StageAndPlace, period: Period) -> Cell:
    stage, place = at
    return Cell(dimension, place, stage, period.code)


def _ranked(shown: ShownCells, period: Period) -> list[Cell]:
    """Every shown cell that is ranked."""
    return sorted(
        cell for cell in shown.blocks if cell.dimension in RANKED and cell.period == period.code
    )
