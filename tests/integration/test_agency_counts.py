"""The counts of each agency's own victims, against the figures of a release of theirs alone."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from counted_wait_rows import LAST, all_shown, random_waits, store_release, store_shown, wait
from events.identifiers import Agency
from projections.store import Store
from store_copies import empty_store
from task_group.agency_counts import counts_by_agency
from task_group.cell_waits import waits_by_day
from task_group.disclose import Disclosed, disclose
from task_group.flow_figures import flow_figures
from task_group.lattice import LONDON, Breakdown, Cell
from task_group.release_figures import WaitFigure
from task_group.release_periods import YEAR, periods
from task_group.shown_cells import ShownCells
from task_group.wait_figures import wait_figures

pytestmark = pytest.mark.platform

PERIODS = periods(LAST)
POLICE = (Agency.CITY_POLICE, Agency.MET_POLICE)
COUNTS = ("cell", "waits", "open", "moved_on", "ended_otherwise", "revised")
LONDON_CELL = Cell(Breakdown.STAGE, LONDON, "reported", YEAR)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("agencies")) as opened:
        yield opened


def of_agency(shown: ShownCells, agency: Agency) -> ShownCells:
    return ShownCells(
        {cell: frozenset({agency}) for cell, of in shown.blocks.items() if agency in of}
    )


def _waits(store: Store, shown: ShownCells) -> list[WaitFigure]:
    with waits_by_day(store, PERIODS):
        return wait_figures(store, shown, PERIODS)


def told(figures: list[WaitFigure]) -> set[tuple[object, ...]]:
    return {tuple(getattr(figure, name) for name in COUNTS) for figure in figures}


def test_an_agencys_counts_are_those_of_a_release_of_its_victims_alone(store: Store) -> None:
    """Given crimes that two agencies reported, and cells in which one of them does not count."""
    random = Random(3)
    rows = random_waits(random, 2000)
    shown = ShownCells(
        {
            cell: agencies if random.random() < 0.7 else agencies - {Agency.CITY_POLICE}
            for cell, agencies in all_shown(rows, PERIODS).blocks.items()
        }
    )
    store_release(store, rows, shown)
    found = dict(zip(POLICE, counts_by_agency(store, shown, PERIODS), strict=True))

    for agency in POLICE:
        alone = of_agency(shown, agency)
        store_shown(store, alone)
        assert told(list(found[agency].waits)) == told(_waits(store, alone))
        assert list(found[agency].flows) == flow_figures(store, alone, PERIODS)


def test_where_one_agency_alone_counts_there_is_nothing_to_tell_apart(store: Store) -> None:
    rows = [wait(date(2025, 6, 1), date(2025, 7, 1), person=n, crime=n) for n in range(20)]
    shown = all_shown(rows, PERIODS)
    store_release(store, rows, shown)

    assert counts_by_agency(store, shown, PERIODS) == []


def ended(agency: str, first: int, **numbers: int) -> list[dict[str, Any]]:
    """So many waits of an agency's victims that ended in each way, or are open."""
    ends = [end for end, number in numbers.items() for _ in range(number)]
    return [
        wait(date(2025, 6, 1), None if end == "open" else date(2025, 7, 1), **who)
        | {"end": end.replace("_", "-")}
        for number, end in enumerate(ends, first)
        for who in [{"person": number, "crime": number, "reported_by": agency}]
    ]


def test_forty_of_ones_own_do_not_show_the_three_of_another(store: Store) -> None:
    """Given victims of the City's police of whom 3 moved on, beside 40 of the Met's."""
    rows = ended("met-police", 0, completed=40, ended_otherwise=15, open=15)
    rows += ended("city-police", 100, completed=3, ended_otherwise=12, open=12)
    shown = all_shown(rows, PERIODS)
    store_release(store, rows, shown)
    exact = _waits(store, shown), flow_figures(store, shown, PERIODS)

    together = disclose(*exact, PERIODS)
    disclosed = disclose(*exact, PERIODS, counts_by_agency(store, shown, PERIODS))
    old, both = (of_london(each) for each in (together, disclosed))

    assert (old.moved_on, old.ended_otherwise, old.open) == (45, 25, 25)
    assert (both.persons, both.moved_on, both.ended_otherwise) == (95, None, None)
    assert both.open == 25


def of_london(disclosed: Disclosed) -> WaitFigure:
    return next(each for each in disclosed.waits if each.cell == LONDON_CELL)
