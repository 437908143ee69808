"""Which cells a release shows, chosen from the table of the waits that it counts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from events.identifiers import Agency
from projections.store import Store
from task_group.disclose import disclose
from task_group.lattice import NOT_RECORDED, Breakdown, Cell, Period
from task_group.lattice_places import part_of, tier_of
from task_group.release_figures import WaitingShares
from task_group.release_periods import YEAR, periods
from task_group.shown_cells import ShownCells, choose_shown_cells, withheld_cells
from task_group.suppression import LEAST_REST

pytestmark = pytest.mark.platform

LAST = date(2026, 6, 30)
PERIODS = periods(LAST)
YEAR_ALONE = PERIODS[:1]
NOTHING = WaitingShares(day=30, waiting=None, moved_on=None, ended_otherwise=None)
HARROW = Cell(Breakdown.COURT, "harrow", "trial", YEAR)
SNARESBROOK = Cell(Breakdown.COURT, "snaresbrook", "trial", YEAR)


def a_wait(person: int, court: str = "snaresbrook", **other: Any) -> dict[str, Any]:
    borough = other.get("borough", "E09000003")
    row = {
        "stage": "trial",
        "agency": "hmcts",
        "tier": tier_of(court),
        "court": court,
        "bcu": part_of(Breakdown.BOROUGH, borough),
        "borough": borough,
        "offence": "rape",
        "victim_kind": "person",
        "reported_by": "met-police",
        "person": person,
        "crime": person,
        "began": date(2026, 1, 1),
        "entered": date(2025, 12, 31),
        "until": date(2026, 2, 1),
        "end": "completed",
        "revised": False,
    }
    return row | other


def fill(store: Store, rows: Sequence[dict[str, Any]]) -> None:
    store.command("TRUNCATE TABLE counted_waits")
    store.insert("counted_waits", rows)


def chosen(
    store: Store,
    rows: Sequence[dict[str, Any]],
    previous: Sequence[Cell] = (),
    of: Sequence[Period] = YEAR_ALONE,
) -> ShownCells:
    fill(store, rows)
    return choose_shown_cells(store, of, previous)


def test_a_place_with_ten_victims_of_ten_crimes_is_shown_and_nine_are_withheld(
    empty_store: Store,
) -> None:
    snaresbrook = [a_wait(number) for number in range(40)]
    ten = [a_wait(100 + number, "harrow") for number in range(10)]

    assert HARROW in chosen(empty_store, snaresbrook + ten)
    assert HARROW not in chosen(empty_store, snaresbrook + ten[:9])
    of_all = empty_store.query("SELECT count() AS waits FROM counted_waits")
    assert of_all == [{"waits": 49}]


def test_many_victims_of_few_crimes_are_few_and_so_is_one_victim_of_many(
    empty_store: Store,
) -> None:
    others = [a_wait(number) for number in range(40)]
    of_nine_crimes = [a_wait(100 + each, "harrow", crime=each % 9) for each in range(30)]
    nine_persons = [a_wait(100 + each % 9, "harrow", crime=100 + each) for each in range(30)]

    assert HARROW not in chosen(empty_store, others + of_nine_crimes)
    assert HARROW not in chosen(empty_store, others + nine_persons)


def test_an_agency_with_few_victims_in_a_place_does_not_count_there(empty_store: Store) -> None:
    mets = [a_wait(number) for number in range(40)]
    btps = [a_wait(100 + each, reported_by="btp") for each in range(9)]
    shown = chosen(empty_store, [*mets, *btps])

    assert shown.blocks[SNARESBROOK] == {Agency.MET_POLICE}
    rows = empty_store.query("SELECT * FROM shown_blocks")
    assert {
        Cell(Breakdown(row["dimension"]), row["place"], row["stage"], row["period"]): {
            row["reported_by"]
        }
        for row in rows
    } == shown.blocks


def test_by_adding_victims_of_its_own_an_agency_learns_nothing_of_anothers(
    empty_store: Store,
) -> None:
    """Given 0 to 15 victims more in each release, then all else in the numbers stays the same.

    Another agency has 7 victims at the court, and 60 elsewhere.
    """
    others = [a_wait(each, "harrow", reported_by="btp") for each in range(7)]
    others += [a_wait(50 + each, reported_by="btp") for each in range(60)]
    previous: Sequence[Cell] = ()
    seen = []
    for own in range(16):
        rows = [*others, *(a_wait(500 + each, "harrow") for each in range(own))]
        shown = chosen(empty_store, rows, previous)
        seen.append(
            {cell: agencies - {Agency.MET_POLICE} for cell, agencies in shown.blocks.items()}
        )
        assert counted(empty_store, Agency.BTP, HARROW) == 0
        assert counted(empty_store, Agency.BTP, Cell(Breakdown.STAGE, "", "trial", YEAR)) == 67

    of_btp = [{cell for cell, agencies in each.items() if agencies} for each in seen]
    assert all(each == of_btp[0] for each in of_btp)


def counted(store: Store, agency: Agency, cell: Cell) -> int:
    """How many waits of an agency a figure of a cell counts."""
    column = {"stage": "''"}.get(cell.dimension, cell.dimension.replace("-", "_"))
    rows = store.query(
        f"SELECT count() AS waits FROM counted_waits WHERE {column} = {{place:String}}"
        " AND reported_by = {agency:String} AND ({dimension:String}, {place:String},"
        " 'year', reported_by) IN (SELECT dimension, place, period, reported_by FROM shown_blocks)",
        {"place": cell.place, "agency": agency, "dimension": cell.dimension},
    )
    return int(rows[0]["waits"])


def test_what_was_withheld_of_the_year_is_shown_with_twenty_and_of_a_quarter_never(
    empty_store: Store,
) -> None:
    rows = [a_wait(number) for number in range(60)]
    rows += [
        a_wait(200 + each, until=date(2025, 9, 1), entered=date(2025, 8, 1)) for each in range(40)
    ]
    more = [a_wait(100 + each, "harrow") for each in range(LEAST_REST)]
    gone = [
        a_wait(300 + e, "harrow", until=date(2025, 9, 1), entered=date(2025, 8, 1))
        for e in range(40)
    ]
    quarter = Cell(Breakdown.COURT, "harrow", "trial", "2026-Q1")

    assert HARROW not in chosen(empty_store, rows + more[:15], [HARROW])
    assert HARROW in chosen(empty_store, rows + more, [HARROW])
    assert quarter in chosen(empty_store, rows + more + gone, [], PERIODS)
    assert quarter not in chosen(empty_store, rows + more + gone, [quarter], PERIODS)


def test_a_quarter_that_nearly_all_of_the_year_are_in_is_withheld(empty_store: Store) -> None:
    """Given 60 who wait in a quarter and 19 others in the year: these could be subtracted."""
    rows = [a_wait(number) for number in range(60)]
    others = [
        a_wait(200 + each, until=date(2025, 9, 1), entered=date(2025, 8, 1)) for each in range(20)
    ]
    quarter = Cell(Breakdown.STAGE, "", "trial", "2026-Q1")

    assert quarter not in chosen(empty_store, rows + others[:19], of=PERIODS)
    assert quarter in chosen(empty_store, rows + others, of=PERIODS)


def test_it_counts_as_an_independent_count_does(empty_store: Store) -> None:
    """Given victims anywhere, then each block has ten of both, counted one by one."""
    rows = list(anywhere(Random(5), 3000))
    shown = chosen(empty_store, rows, of=PERIODS)
    left = empty_store.query("SELECT * FROM counted_waits")

    persons: defaultdict[tuple[Cell, str], set[int]] = defaultdict(set)
    crimes: defaultdict[tuple[Cell, str], set[int]] = defaultdict(set)
    for row in left:
        for cell in cells_of(row):
            persons[cell, row["reported_by"]].add(row["person"])
            crimes[cell, row["reported_by"]].add(row["crime"])
    assert len(shown.blocks) > 50
    for cell, agencies in shown.blocks.items():
        for agency in agencies:
            assert len(persons[cell, agency]) >= 10
            assert len(crimes[cell, agency]) >= 10


def anywhere(random: Random, waits: int) -> Iterator[dict[str, Any]]:
    for _ in range(waits):
        began = date(2025, 5, 1) + timedelta(days=random.randrange(400))
        yield a_wait(
            random.randrange(2000),
            random.choices(
                ["snaresbrook", "harrow", "thames-magistrates", NOT_RECORDED], [9, 5, 5, 1]
            )[0],
            crime=random.randrange(1500),
            borough=random.choice(["E09000003", "E09000005", "E09000010", NOT_RECORDED]),
            offence=random.choice(["rape", "violence"]),
            reported_by=random.choices(["met-police", "btp"], [19, 1])[0],
            began=began,
            entered=began - timedelta(days=1),
            until=began + timedelta(days=random.randrange(1, 150)),
        )


def cells_of(row: dict[str, Any]) -> Iterator[Cell]:
    for period in PERIODS:
        entered, until = max(row["entered"], period.first - timedelta(days=1)), row["until"]
        if min(until, period.last) > entered:
            yield Cell(Breakdown.STAGE, "", row["stage"], period.code)
            for dimension in Breakdown:
                if dimension is not Breakdown.STAGE:
                    place = row[dimension.replace("-", "_")]
                    yield Cell(dimension, place, row["stage"], period.code)


def test_the_withheld_cells_of_a_release_are_read_from_its_figures(empty_store: Store) -> None:
    disclosed = disclose([], [], YEAR_ALONE)
    rows = [
        {
            "number": 3,
            "sheet": "waits",
            "dimension": figure.dimension,
            "stage": figure.stage,
            "period": figure.period,
            "place": figure.place,
            "figure": figure.model_dump_json(),
        }
        for figure in disclosed.waits
    ]
    seen = disclosed.waits[0].model_copy(update={"shares": [NOTHING]}).model_dump_json()
    empty_store.insert("release_figures", [rows[0] | {"figure": seen}, *rows[1:]])

    assert withheld_cells(empty_store, 3) == {figure.cell for figure in disclosed.waits[1:]}
    assert withheld_cells(empty_store, 2) == frozenset()
