"""Makes a release: counts the waits once, chooses which cells are shown, works out each sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from events.clocks import london_date
from events.identifiers import Agency
from task_group.agency_counts import ExactCounts, counts_by_agency
from task_group.cell_waits import waits_by_day
from task_group.comparisons import changes, comparisons, with_year_before
from task_group.counted_waits import count_waits, spoken_until
from task_group.disclose import Disclosed, disclose, with_persons_shown
from task_group.disclosure import FEWEST, ROUNDED_TO
from task_group.flow_figures import flow_figures, waits_made_ready
from task_group.interventions import interventions
from task_group.lattice import Period
from task_group.release_figures import (
    Comparison,
    Figure,
    Flow,
    ReleaseHeader,
    Sheet,
    WaitFigure,
)
from task_group.release_periods import periods
from task_group.releases import AFigure, newest_number, whole_sheet
from task_group.shown_cells import ShownCells, choose_shown_cells, withheld_cells
from task_group.stalls import stalls
from task_group.wait_figures import wait_figures
from task_group.weekly_ends import ends_worked_out_once

if TYPE_CHECKING:
    from projections.store import Store

METHOD = "4"
"""The version of the method. It changes whenever the same data would give other figures."""

MakeSheet = Callable[["Store", ShownCells, Sequence[Period]], Sequence[Figure]]
"""Works out the figures of a sheet, of the cells that are shown."""

Step = Callable[[str], None]
"""Is called with the name of each step as it begins."""

COUNTING = "counting the waits"

CHOOSING = "choosing what is shown"

COUNTING_DAYS = "counting the waits by day"

DISCLOSING = "withholding and rounding"

SHEETS: Sequence[tuple[Sheet, MakeSheet]] = (
    (Sheet.WAITS, wait_figures),
    (Sheet.COMPARISONS, comparisons),
    (Sheet.CHANGES, changes),
    (Sheet.FLOWS, flow_figures),
    (Sheet.STALLS, stalls),
    (Sheet.INTERVENTIONS, interventions),
)
"""The sheets of a release, in the order in which they are worked out."""


@dataclass(frozen=True)
class ReleasePlan:
    """What a release is made with. `made` is an aware instant.

    `complete` is from when on each agency's history is whole.
    """

    number: int
    made: datetime
    complete: Mapping[Agency, date]

    @property
    def last(self) -> date:
        """The last London day that it counts: the one before, which is over."""
        return london_date(self.made) - timedelta(days=1)


@dataclass(frozen=True)
class MadeRelease:
    """A release that is made and not published yet."""

    header: ReleaseHeader
    sheets: Mapping[Sheet, Sequence[Figure]]


def steps(sheets: Sequence[tuple[Sheet, MakeSheet]]) -> list[str]:
    """The names of the steps, in their order."""
    working_out = (_working_out(sheet) for sheet, _ in sheets)
    return [COUNTING, CHOOSING, COUNTING_DAYS, *working_out, DISCLOSING]


def make_release(
    store: "Store", plan: ReleasePlan, step: Step, sheets: Sequence[tuple[Sheet, MakeSheet]]
) -> MadeRelease:
    """Make a release from what the tables have now; nothing is published.

    The tables that it works in are the only ones of their kind: make one release at a time.
    """
    step(COUNTING)
    spoken = spoken_until(store, plan.last)
    count_waits(store, plan.last, spoken, plan.complete)
    step(CHOOSING)
    of = periods(plan.last)
    before = newest_number(store)
    shown = choose_shown_cells(store, of, withheld_cells(store, before))
    step(COUNTING_DAYS)
    exact: dict[Sheet, Sequence[Figure]] = {}
    with waits_made_ready(store, of):
        with waits_by_day(store, with_year_before(of)), ends_worked_out_once():
            for sheet, make in sheets:
                step(_working_out(sheet))
                exact[sheet] = make(store, shown, of)
        step(DISCLOSING)
        by_agency = counts_by_agency(store, shown, of)
    figures = _disclosed(exact, of, by_agency, _released(store, before))
    return MadeRelease(_header(plan, spoken, of, sum(map(len, figures.values()))), figures)


def _disclosed(
    exact: Mapping[Sheet, Sequence[Figure]],
    of: Sequence[Period],
    by_agency: Sequence[ExactCounts],
    before: Disclosed,
) -> dict[Sheet, Sequence[Figure]]:
    """The sheets as they are published."""
    disclosed = disclose(_of(WaitFigure, exact), _of(Flow, exact), of, by_agency, before)
    figures = {**exact, Sheet.WAITS: disclosed.waits, Sheet.FLOWS: disclosed.flows}
    for sheet in (Sheet.COMPARISONS, Sheet.CHANGES):
        compared = [each for each in exact.get(sheet, ()) if isinstance(each, Comparison)]
        figures[sheet] = with_persons_shown(compared, disclosed.waits)
    return figures


def _released(store: "Store", number: int) -> Disclosed:
    return Disclosed(
        whole_sheet(store, WaitFigure, Sheet.WAITS, number),
        whole_sheet(store, Flow, Sheet.FLOWS, number),
    )


def _of(kind: type[AFigure], exact: Mapping[Sheet, Sequence[Figure]]) -> list[AFigure]:
    return [each for figures in exact.values() for each in figures if isinstance(each, kind)]


def _working_out(sheet: Sheet) -> str:
    return f"working out {sheet}"


def _header(
    plan: ReleasePlan, spoken: Mapping[Agency, date], of: Sequence[Period], figures: int
) -> ReleaseHeader:
    return ReleaseHeader(
        number=plan.number,
        made=plan.made,
        last=plan.last,
        method=METHOD,
        spoken=dict(spoken),
        complete=dict(plan.complete),
        periods=[(each.code, each.first, each.last) for each in of],
        figures=figures,
        fewest=FEWEST,
        rounded_to=ROUNDED_TO,
    )
