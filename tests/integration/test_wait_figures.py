"""The waits of each cell as the database counts them, against a count of each wait in numpy."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from events.identifiers import Agency
from projections.store import Store
from store_copies import empty_store
from task_group.cell_waits import CellWaits, cell_waits, waits_by_day
from task_group.lattice import Breakdown, Cell, Period
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells
from task_group.wait_figures import wait_figure, wait_figures
from wait_days import ENDED_OTHERWISE, MOVED_ON, OPEN, WatchedWait, counts_of

pytestmark = pytest.mark.platform

LAST = date(2026, 5, 20)
PERIODS = periods(LAST)
NUMBERS = {"open": OPEN, "completed": MOVED_ON, "ended-otherwise": ENDED_OTHERWISE}
REPORTERS = [Agency.MET_POLICE, Agency.CITY_POLICE, Agency.BTP]

Wait = dict[str, Any]


def _wait(random: np.random.Generator) -> Wait:
    began = LAST - timedelta(int(random.integers(0, 900)))
    late = int(random.integers(15, 90)) if random.random() < 0.2 else -1
    entered = began + timedelta(late)
    until = max(entered + timedelta(1), began + timedelta(int(random.exponential(120))))
    is_open = until > LAST or random.random() < 0.1
    at_court = bool(random.random() < 0.5)
    tier = str(random.choice(["crown-courts", "magistrates-courts"])) if at_court else ""
    return {
        "stage": str(random.choice(["trial", "charged"] if at_court else ["reported"])),
        "agency": "hmcts" if at_court else "met-police",
        "tier": tier,
        "court": f"{tier}-{random.integers(3)}" if at_court else "",
        "bcu": f"unit-{random.integers(4)}",
        "borough": str(random.choice(["E09000001", "E09000002", "not-recorded"])),
        "offence": str(random.choice(["rape", "robbery"])),
        "victim_kind": "person",
        "reported_by": str(random.choice(REPORTERS, p=[0.7, 0.2, 0.1])),
        "person": int(random.integers(1_500)),
        "crime": int(random.integers(1, 2_000)) * 2**52,
        "began": began,
        "entered": entered,
        "until": min(until, LAST),
        "end": "open" if is_open else str(random.choice(["completed", "ended-otherwise"])),
        "revised": bool(random.random() < 0.1),
    }


@cache
def _waits() -> list[Wait]:
    """Made when a test asks: every process of the tests imports this file."""
    random = np.random.default_rng(15)
    waits = [_wait(random) for _ in range(4_000)]
    return [wait for wait in waits if wait["until"] > wait["entered"]]


def _place(wait: Wait, dimension: Breakdown) -> str:
    return "" if dimension is Breakdown.STAGE else str(wait[dimension.replace("-", "_")])


NOT_COUNTING = {("met-police", "trial"), ("city-police", "reported"), ("btp", "trial")}
"""Agencies whose victims do not count in the cells of a stage."""


@cache
def _shown() -> ShownCells:
    """All cells but one offence's."""
    blocks: dict[Cell, set[Agency]] = defaultdict(set)
    for wait in _waits():
        for dimension, period in product(Breakdown, PERIODS):
            place = _place(wait, dimension)
            counts = (wait["reported_by"], wait["stage"]) not in NOT_COUNTING
            if counts and place != "robbery" and (place or dimension is Breakdown.STAGE):
                cell = Cell(dimension, place, wait["stage"], period.code)
                blocks[cell].add(Agency(wait["reported_by"]))
    return ShownCells({cell: frozenset(agencies) for cell, agencies in blocks.items()})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("chdb")
    with empty_store(path) as store:
        store.insert("counted_waits", _waits())
        yield store


def _watched(wait: Wait, period: Period) -> WatchedWait | None:
    """The wait as it was in a period, in days of the wait; None where it does not count there."""
    entered = max(wait["entered"], period.first - timedelta(1))
    until = min(wait["until"], period.last)
    if until <= entered:
        return None
    end = OPEN if wait["until"] > period.last else NUMBERS[wait["end"]]
    first = (entered + timedelta(1) - wait["began"]).days
    return WatchedWait(first, (until - wait["began"]).days, end)


def _expected(cell: Cell, period: Period) -> tuple[list[Wait], list[WatchedWait]]:
    found = [
        (wait, watched)
        for wait in _waits()
        if wait["stage"] == cell.stage
        and _place(wait, cell.dimension) == cell.place
        and wait["reported_by"] in _shown().blocks[cell]
        and (watched := _watched(wait, period))
    ]
    return [wait for wait, _ in found], [watched for _, watched in found]


def _arrays(waits: CellWaits) -> list[list[int]]:
    days = waits.days
    columns = (days.entered, days.open, days.moved_on, days.ended_otherwise)
    return [column.tolist() for column in columns]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
@pytest.mark.parametrize("dimension", Breakdown)
def test_each_cell_counts_the_waits_of_its_blocks_by_day(
    store: Store, dimension: Breakdown, period: Period
) -> None:
    with waits_by_day(store, PERIODS):
        found = cell_waits(store, _shown(), dimension, period)

    cells = [c for c in _shown().blocks if c.dimension is dimension and c.period == period.code]
    counted = {cell: _expected(cell, period) for cell in cells}
    assert set(found) == {cell for cell, (waits, _) in counted.items() if waits}
    for cell, (waits, watched) in counted.items():
        if not waits:
            continue
        persons = Counter(wait["person"] for wait in waits)
        crimes = Counter(wait["crime"] for wait in waits)
        assert _arrays(found[cell]) == _arrays(CellWaits(counts_of(watched), 0))
        assert found[cell].revised == sum(wait["revised"] for wait in waits)
        assert found[cell].design_effect == pytest.approx(
            sum(m**2 for m in crimes.values()) / sum(crimes.values())
        )
        figure = wait_figure(cell, found[cell])
        assert (figure.persons, figure.cases) == (len(persons), len(crimes))
        assert found[cell].repeats.most_of_a_person == max(persons.values())
        assert found[cell].repeats.most_of_a_crime == max(crimes.values())


def test_a_release_has_one_figure_of_each_shown_cell(store: Store) -> None:
    with waits_by_day(store, PERIODS):
        figures = wait_figures(store, _shown(), PERIODS)

    by_code = {period.code: period for period in PERIODS}
    with_waits = {c for c in _shown().blocks if _expected(c, by_code[c.period])[0]}
    assert len(figures) == len(with_waits)
    assert {figure.cell for figure in figures} == with_waits
    assert set(Breakdown) == {figure.dimension for figure in figures}


def test_nothing_is_left_behind(store: Store) -> None:
    with waits_by_day(store, PERIODS):
        wait_figures(store, _shown(), PERIODS)

    for tables in ("repeated%", "mix%"):
        assert store.query(f"SHOW TABLES LIKE '{tables}'") == []


def test_without_a_shown_cell_there_is_no_figure(store: Store) -> None:
    assert wait_figures(store, ShownCells({}), PERIODS) == []
