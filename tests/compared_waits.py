"""Synthetic waits for comparisons, drawn with numpy, counted into strata without a database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from task_group.comparison_counts import STEP_LENGTHS, STEP_OF, Stratum, StratumCount
from task_group.fair_comparison import Numbers
from task_group.lattice import Breakdown, Cell


@dataclass(frozen=True)
class DrawnWait:
    """A wait of one crime: at risk on the days `first` to `last`, both included."""

    place: str
    first: int
    last: int
    ended: bool
    court: str = ""
    offence: str = "robbery"
    is_shown: bool = True


def drawn(
    random: np.random.Generator, place: str, number: int, median: float, court: str = ""
) -> list[DrawnWait]:
    """Waits of exponential length, some known late, some still open at a day of their own."""
    days = np.floor(random.exponential(median / np.log(2), number)).astype(int)
    seen = random.integers(10, 365, number)
    late = np.where(random.random(number) < 0.1, random.integers(0, 20, number), 0)
    waits = zip(days, seen, late, strict=True)
    return [
        DrawnWait(place, int(first), int(min(length, until)), bool(length <= until), court)
        for length, until, first in waits
        if min(length, until) >= first
    ]


def counted(waits: Iterable[DrawnWait], stage: str = "charged") -> list[StratumCount]:
    """The waits counted by stratum and place, day by day, as the database's question does."""
    groups: dict[tuple[Stratum, str, bool], list[DrawnWait]] = defaultdict(list)
    for wait in waits:
        stratum = Stratum(stage, "crown-courts", wait.court, wait.offence, "person")
        groups[stratum, wait.place, wait.is_shown].append(wait)
    return [_count(stratum, place, here) for (stratum, place, _), here in groups.items()]


def _count(stratum: Stratum, place: str, waits: list[DrawnWait]) -> StratumCount:
    waiting, ended = np.zeros_like(STEP_LENGTHS), np.zeros_like(STEP_LENGTHS)
    for wait in waits:
        np.add.at(waiting, STEP_OF[wait.first : wait.last + 1], 1)
        ended[STEP_OF[wait.last]] += wait.ended
    days = sum(wait.last - wait.first + 1 for wait in waits)
    shown_place = place if waits[0].is_shown else ""
    return StratumCount(stratum, place, shown_place, len(waits), days, waiting, ended)


def by_day(waits: Iterable[DrawnWait], places: Iterable[str]) -> tuple[Numbers, Numbers]:
    """Who waited and who stopped on each day of the wait: a row a place, a column a day."""
    rows: Mapping[str, int] = {place: row for row, place in enumerate(places)}
    waiting = np.zeros((len(rows), 400))
    ended = np.zeros((len(rows), 400))
    for wait in waits:
        waiting[rows[wait.place], wait.first : wait.last + 1] += 1
        ended[rows[wait.place], wait.last] += wait.ended
    return waiting, ended


def cell(place: str, dimension: Breakdown = Breakdown.BOROUGH, stage: str = "charged") -> Cell:
    return Cell(dimension, place, stage, "year")
