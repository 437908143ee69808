"""Rows of `counted_waits`, as a release counts them, for the tests of its figures."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from events.identifiers import Agency
from projections.store import Store
from task_group.lattice import LONDON, Breakdown, Cell, Period
from task_group.shown_cells import ShownCells

LAST = date(2025, 9, 30)
ROW = {
    "stage": "reported",
    "agency": "met-police",
    "tier": "",
    "court": "",
    "bcu": "North",
    "borough": "E09000010",
    "offence": "robbery",
    "victim_kind": "person",
    "reported_by": "met-police",
    "person": 1,
    "crime": 1,
    "end": "completed",
    "revised": False,
}
_COURTS = {"wood-green": "crown-courts", "stratford-magistrates": "magistrates-courts"}
_STAGES = ["reported", "referred", "charged", "first-hearing", "trial", "concluded"]


def wait(began: date, until: date | None, **values: Any) -> dict[str, Any]:
    """A wait from a day to a day, or open, by an agency that has spoken up to the last day."""
    end = {"until": until, "end": "completed"} if until else {"until": LAST, "end": "open"}
    return {**ROW, "began": began, "entered": began - timedelta(days=1), **end, **values}


def random_waits(random: Random, number: int) -> list[dict[str, Any]]:
    """Waits in all stages of crimes with one to three victims, some reported by two agencies."""
    return [_random_wait(random, 1 + random.randrange(number // 3)) for _ in range(number)]


def _random_wait(random: Random, crime: int) -> dict[str, Any]:
    stage = random.choice(_STAGES)
    court = random.choice(list(_COURTS)) if stage in _STAGES[2:] else ""
    began = LAST - timedelta(days=random.randrange(900))
    days = random.choice([0, random.randrange(60), random.randrange(900)])
    spoken = LAST - timedelta(days=random.choice([0, 0, 40]))
    is_open = random.random() < 0.3 or began + timedelta(days=days) > LAST
    return {
        **ROW,
        "stage": stage,
        "agency": "hmcts" if court else random.choice(["met-police", "city-police"]),
        "court": court,
        "tier": _COURTS.get(court, ""),
        "borough": random.choice(["E09000010", "E09000011", "not-recorded"]),
        "offence": random.choice(["robbery", "rape"]),
        "victim_kind": random.choice(["person", "person", "business"]),
        "reported_by": "city-police" if random.random() < 0.1 else "met-police",
        "person": random.randrange(2**60),
        "crime": crime,
        "began": began,
        "entered": began + timedelta(days=random.choice([-1, -1, 30])),
        "until": max(began, spoken) if is_open else began + timedelta(days=days),
        "end": "open" if is_open else random.choice(["completed", "ended-otherwise"]),
    }


def place_of(row: dict[str, Any], dimension: Breakdown) -> str:
    """The place of a wait in a dimension; empty where it has none there, or is London."""
    if dimension is Breakdown.STAGE:
        return LONDON
    return str(row[dimension.replace("-", "_")])


def all_shown(rows: Sequence[dict[str, Any]], periods: Iterable[Period]) -> ShownCells:
    """Every cell that has a wait in some period, in all periods, with each agency's victims."""
    blocks: dict[Cell, frozenset[Agency]] = {}
    for row in rows:
        for dimension in Breakdown:
            place = place_of(row, dimension)
            for period in periods if place or dimension is Breakdown.STAGE else ():
                cell = Cell(dimension, place, row["stage"], period.code)
                by = frozenset({Agency(row["reported_by"])})
                blocks[cell] = blocks.get(cell, frozenset()) | by
    return ShownCells(blocks)


def store_release(store: Store, rows: Iterable[dict[str, Any]], shown: ShownCells) -> None:
    """Fill the tables from which a release is made, in place of what was in them."""
    store.command("TRUNCATE TABLE counted_waits")
    store.insert("counted_waits", rows)
    store_shown(store, shown)


def store_shown(store: Store, shown: ShownCells) -> None:
    """Fill `shown_blocks` with the cells that are shown, in place of what was in it."""
    store.command("TRUNCATE TABLE shown_blocks")
    columns = ("dimension", "place", "stage", "period")
    store.insert(
        "shown_blocks",
        [
            {name: getattr(cell, name) for name in columns} | {"reported_by": agency}
            for cell, agencies in shown.blocks.items()
            for agency in agencies
        ],
    )
