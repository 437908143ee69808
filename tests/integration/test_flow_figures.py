"""The flow board's exact counts, against a count of each case by itself, and their laws."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from counted_wait_rows import LAST, all_shown, place_of, random_waits, store_release, wait
from events.identifiers import Agency
from projections.store import Store
from store_copies import empty_store
from task_group.flow_figures import flow_figures, waits_made_ready
from task_group.flow_rates import AGE_BANDS
from task_group.lattice import Breakdown, Cell, Period
from task_group.lattice_places import AT_COURT, COURT_STAGES
from task_group.release_figures import Flow
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells

pytestmark = pytest.mark.platform

PERIODS = periods(LAST)
YEAR = PERIODS[0]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("flows")) as opened:
        yield opened


def counted(store: Store, rows: Rows, shown: ShownCells) -> dict[Cell, Flow]:
    store_release(store, rows, shown)
    return {flow.cell: flow for flow in flow_figures(store, shown, PERIODS)}


def only(store: Store, rows: Rows, stage: str, dimension: Breakdown = Breakdown.STAGE) -> Flow:
    found = counted(store, rows, all_shown(rows, PERIODS))
    flows = [flow for cell, flow in found.items() if cell.dimension is dimension]
    [flow] = [flow for flow in flows if flow.stage == stage and flow.period == YEAR.code]
    return flow


def numbers(flow: Flow) -> tuple[int | None, ...]:
    return flow.at_start, flow.came_in, flow.went_out, flow.at_end


def stands(row: dict[str, Any], day: date) -> bool:
    """When a day is over: it has begun, and has not ended."""
    return bool(row["began"] <= day and (row["end"] == "open" or row["until"] > day))


def by_hand(rows: Rows, shown: ShownCells) -> dict[Cell, tuple[Any, ...]]:
    """Cell by cell and case by case: before, in, out, after, and the age of each that stands."""
    cells: dict[Cell, dict[int, Rows]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for dimension in Breakdown:
            for period in PERIODS:
                cell = Cell(dimension, place_of(row, dimension), row["stage"], period.code)
                if Agency(row["reported_by"]) not in shown.blocks.get(cell, ()):
                    continue
                cells[cell][row["crime"]].append(row)
                if row["stage"] in COURT_STAGES:
                    at_court = Cell(dimension, cell.place, AT_COURT, period.code)
                    cells[at_court][row["crime"]].append(row)
    arrived: dict[tuple[int, str], date] = {}
    for row in rows:
        if row["stage"] in COURT_STAGES:
            name = (row["crime"], row["court"])
            arrived[name] = min(row["began"], arrived.get(name, row["began"]))
    found = {
        cell: _case_by_case(cell, list(cases.values()), arrived) for cell, cases in cells.items()
    }
    return {cell: answer for cell, answer in found.items() if any(answer[:4])}


def _case_by_case(
    cell: Cell, cases: list[Rows], arrived: dict[tuple[int, str], date]
) -> tuple[Any, ...]:
    [period] = [each for each in PERIODS if each.code == cell.period]
    before, came, went, after = 0, 0, 0, 0
    ages: list[int] = []
    for case in cases:
        in_it = [row for row in case if _touches(row, period)]
        if not in_it:
            continue
        was = any(stands(row, period.first - timedelta(days=1)) for row in in_it)
        open_ = [row for row in in_it if stands(row, period.last)]
        before, came = before + was, came + (not was)
        after, went = after + bool(open_), went + (not open_)
        if open_:
            ages.append(max(_age(row, cell, period, arrived) for row in open_))
    return before, came, went, after, sorted(ages)


def _touches(row: dict[str, Any], period: Period) -> bool:
    ends_before = row["end"] != "open" and row["until"] < period.first
    return row["began"] <= period.last and not ends_before


def _age(
    row: dict[str, Any], cell: Cell, period: Period, arrived: dict[tuple[int, str], date]
) -> int:
    since = arrived[row["crime"], row["court"]] if cell.stage == AT_COURT else row["began"]
    aged = min(row["until"], period.last) if row["end"] == "open" else period.last
    return max(0, int((aged - since).days))


def in_bands(ages: list[int]) -> list[tuple[int, int]]:
    bands = pairwise((*AGE_BANDS, 10**6))
    return [(start, sum(start <= age < end for age in ages)) for start, end in bands]


@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_is_what_each_case_counted_by_itself_comes_to(store: Store, seed: int) -> None:
    random = Random(seed)
    rows = random_waits(random, 3000)
    everything = all_shown(rows, PERIODS)
    shown = ShownCells(
        {
            cell: agencies if random.random() < 0.7 else agencies - {Agency.CITY_POLICE}
            for cell, agencies in everything.blocks.items()
            if random.random() < 0.8
        }
    )
    expected = by_hand(rows, shown)

    found = counted(store, rows, shown)

    assert {cell: numbers(flow) for cell, flow in found.items()} == {
        cell: answer[:4] for cell, answer in expected.items()
    }
    for cell, flow in found.items():
        assert flow.ages == in_bands(expected[cell][4]), cell


def test_in_every_cell_what_stood_and_came_is_what_went_and_stands(store: Store) -> None:
    rows = random_waits(Random(3), 3000)

    found = counted(store, rows, all_shown(rows, PERIODS))

    assert {cell.dimension for cell in found} == set(Breakdown)
    assert AT_COURT in {cell.stage for cell in found}
    for flow in found.values():
        at_start, came_in, went_out, at_end = numbers(flow)
        assert None not in (at_start, came_in, went_out, at_end)
        assert (at_start or 0) + (came_in or 0) - (went_out or 0) == at_end
        assert sum(number or 0 for _, number in flow.ages) == at_end


def test_what_stands_at_the_end_of_a_quarter_stood_at_the_start_of_the_next(store: Store) -> None:
    rows = random_waits(Random(4), 3000)

    found = counted(store, rows, all_shown(rows, PERIODS))

    chained = 0
    for newer, older in pairwise(PERIODS[1:]):
        for cell, flow in found.items():
            before = found.get(Cell(cell.dimension, cell.place, cell.stage, older.code))
            if cell.period == newer.code and before:
                assert flow.at_start == before.at_end
                chained += 1
    assert chained > 100


def test_two_victims_of_one_crime_are_one_case_until_neither_waits(store: Store) -> None:
    first = wait(date(2024, 9, 1), date(2024, 12, 1))
    second = wait(date(2024, 11, 1), date(2025, 3, 1), person=2)

    assert numbers(only(store, [first, second], "reported")) == (1, 0, 1, 0)


def test_a_case_at_court_stays_there_from_stage_to_stage(store: Store) -> None:
    court = {"agency": "hmcts", "court": "wood-green", "tier": "crown-courts"}
    rows = [
        wait(date(2024, 9, 1), date(2024, 12, 1), stage="charged", **court),
        wait(date(2024, 12, 1), date(2025, 3, 1), stage="first-hearing", **court),
        wait(date(2025, 3, 1), None, stage="trial", **court),
    ]

    flow = only(store, rows, AT_COURT, Breakdown.COURT)

    assert numbers(flow) == (1, 0, 0, 1)
    assert dict(flow.ages)[365] == 1  # since 1 September 2024, not since the trial began
    assert numbers(only(store, rows, "trial")) == (0, 1, 0, 1)


def test_a_case_that_goes_to_another_court_goes_out_of_one_and_into_the_other(store: Store) -> None:
    rows = [
        wait(date(2024, 12, 1), date(2025, 1, 1), stage="charged", court="a-magistrates"),
        wait(date(2025, 1, 1), None, stage="first-hearing", court="wood-green"),
    ]

    found = counted(store, rows, all_shown(rows, PERIODS))

    by_court = {
        cell.place: numbers(flow)
        for cell, flow in found.items()
        if (cell.dimension, cell.stage, cell.period) == (Breakdown.COURT, AT_COURT, YEAR.code)
    }
    assert by_court == {"a-magistrates": (0, 1, 1, 0), "wood-green": (0, 1, 0, 1)}
    assert numbers(found[Cell(Breakdown.STAGE, "", AT_COURT, YEAR.code)]) == (0, 1, 0, 1)


def test_what_was_known_late_stood_before_it_was_known(store: Store) -> None:
    late = wait(date(2023, 1, 1), None, entered=date(2025, 6, 1))

    assert numbers(only(store, [late], "reported")) == (1, 0, 0, 1)


def test_a_wait_of_no_day_came_in_and_went_out(store: Store) -> None:
    rows = [wait(date(2025, 5, 5), date(2025, 5, 5))]

    assert numbers(only(store, rows, "reported")) == (0, 1, 1, 0)


def test_an_open_wait_grows_no_older_than_its_agency_has_told(store: Store) -> None:
    silent = {**wait(date(2025, 1, 1), None), "until": date(2025, 1, 20)}

    flow = only(store, [silent], "reported")

    assert numbers(flow) == (0, 1, 0, 1)
    assert dict(flow.ages)[0] == 1


def test_nothing_is_left_in_the_database_and_too_many_periods_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="at most 8 periods"):
        flow_figures(store, ShownCells({}), PERIODS * 2)
    assert not store.query("SELECT name FROM system.tables WHERE name = 'flow_waits'")


def test_what_was_made_ready_for_a_release_is_not_read_again(store: Store) -> None:
    """Given waits that are gone since, then within one making the flows are the same."""
    rows = random_waits(Random(7), 300)
    shown = all_shown(rows, PERIODS)
    found = counted(store, rows, shown)

    with waits_made_ready(store, PERIODS):
        store.command("TRUNCATE TABLE counted_waits")
        again = [
            {flow.cell: flow for flow in flow_figures(store, shown, PERIODS)} for _ in range(2)
        ]

    assert again == [found, found]
    assert flow_figures(store, shown, PERIODS) == []
