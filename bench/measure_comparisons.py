"""Fair comparisons: are planted delays found, and is anybody named where nothing differs?"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import timedelta
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.compared_world import (
    PERIODS,
    NewStall,
    Wait,
    busiest_courts,
    fill,
    shuffled,
    simulated_waits,
)
from bench.measurement import Aim, Measured, Say, TableValues
from events.places import BOROUGHS
from projections.store import Store
from simulator import CHARGED_SHARE, PLANTED
from task_group.comparison_order import in_order
from task_group.comparisons import changes, comparisons
from task_group.lattice import Breakdown
from task_group.release_figures import Comparison, ComparisonVerdict

VICTIMS = 1_000
SEEDS = range(1, 21)
SHUFFLES = 5
"""Of each seed's world."""

FIRST = 5
"""As many places are looked at first as delays are planted."""

STALLS = 15
"""Courts that stall, one at a time, in one city that all seeds' worlds make together."""

PROCESSES = 2

NAMED_AT_MOST = 3
"""Shuffled worlds of 100 in which somebody is named."""

_YEAR, _QUARTER = PERIODS[:1], PERIODS[1:2]
_PLANTED = {(str(each.dimension), each.value, str(each.stage)) for each in PLANTED}
_CARRIED = {("bcu", BOROUGHS[place].bcu, stage) for by, place, stage in _PLANTED if by == "borough"}


@dataclass(frozen=True, slots=True)
class NamedSlower:
    """How many places are named slower, by what is behind it, and how many are explained.

    `first` are the planted delays among the first five, `carried` units with a planted borough in
    them. Kinds of offence differ in the simulator itself. `explained` are explained by their court.
    """

    shown: int
    first: int
    planted: int
    carried: int
    offences: int
    others: int
    explained: int


@dataclass(frozen=True, slots=True)
class SeedWorlds:
    """A seed's waits, what was named in them, and in how many shuffled worlds anybody was."""

    waits: list[Wait]
    named: NamedSlower
    shuffled_compared: int
    shuffled_changed: int


def measure(say: Say) -> Measured:
    """Simulate the worlds, some at a time, and compare in each, shuffled and with new stalls."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        worlds = []
        for world in pool.map(seed_worlds, SEEDS):
            worlds.append(world)
            say(f"{len(worlds)} of {len(SEEDS)}: {world.named}, {_shuffled_named(world)}")
    ranks = list(_stall_ranks([world.waits for world in worlds], say))
    return Measured("Fair comparisons", _notes(), _tables(worlds, ranks), _aims(worlds, ranks))


def seed_worlds(seed: int) -> SeedWorlds:
    """What is named in one seed's world, and where its labels are shuffled."""
    with _opened_store() as store:
        waits = simulated_waits(store, VICTIMS, seed, CHARGED_SHARE)
        named = named_slower(store, waits)
        compared = changed = 0
        for shuffle in range(SHUFFLES):
            shown = fill(store, shuffled(waits, Random(1000 * seed + shuffle)))
            compared += anybody_named(comparisons(store, shown, _YEAR))
            changed += anybody_named(changes(store, shown, _QUARTER))
    return SeedWorlds(waits, named, compared, changed)


def named_slower(store: Store, waits: Sequence[Wait]) -> NamedSlower:
    """What is named slower over the year, with the planted delays."""
    figures = in_order(comparisons(store, fill(store, waits), _YEAR))
    slower = [_told(each) for each in figures if each.verdict is ComparisonVerdict.SLOWER]
    planted = sum(each in _PLANTED for each in slower)
    carried = sum(each in _CARRIED for each in slower)
    offences = sum(each[0] == Breakdown.OFFENCE and each not in _PLANTED for each in slower)
    return NamedSlower(
        shown=sum(_told(each) in _PLANTED for each in figures),
        first=sum(each in _PLANTED for each in slower[:FIRST]),
        planted=planted,
        carried=carried,
        offences=offences,
        others=len(slower) - planted - carried - offences,
        explained=sum(each.explained_by_court for each in figures),
    )


def anybody_named(figures: Iterable[Comparison]) -> bool:
    """Whether any place is named, slower or quicker."""
    named = ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER
    return any(figure.verdict in named for figure in figures)


def stall_rank(store: Store, waits: Sequence[Wait], stall: NewStall) -> int | None:
    """Where a new stall stands among the places named slower than before; None if it is not."""
    figures = in_order(changes(store, fill(store, stall.stalled(waits)), _QUARTER))
    slower = [_told(each) for each in figures if each.verdict is ComparisonVerdict.SLOWER]
    at = (Breakdown.COURT, stall.court, stall.stage)
    return slower.index(at) + 1 if at in slower else None


def _told(figure: Comparison) -> tuple[str, str, str]:
    return figure.dimension, figure.place, figure.stage


def _shuffled_named(world: SeedWorlds) -> str:
    return f"shuffled {world.shuffled_compared} and {world.shuffled_changed}"


@contextmanager
def _opened_store() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = Store.open(path=Path(folder) / "chdb")
        store.migrate()
        try:
            yield store
        finally:
            store.close()


def _stall_ranks(worlds: Sequence[list[Wait]], say: Say) -> Iterator[TableValues]:
    """The rank of each new stall in the city that the worlds make together."""
    since = _QUARTER[0].first - timedelta(days=1)
    city = list(chain.from_iterable(worlds))
    with _opened_store() as store:
        for stage, court in busiest_courts(city, STALLS):
            rank = stall_rank(store, city, NewStall(stage, court, since))
            say(f"{court} stalls in {stage}: rank {rank}")
            yield {"court": court, "stage": stage, "rank": rank or "not named"}


def _notes() -> list[str]:
    return [
        f"{len(SEEDS)} seeds of {VICTIMS:,} simulated victims each, with the simulator's five"
        " planted delays; the simulated facts are folded, and the waits counted as for a release."
        " Cells are shown where one agency has 10 victims and 10 crimes.",
        f"Shuffled worlds, {SHUFFLES} of each seed: every label (agency, court, borough, offence,"
        " kind of victim) is dealt out anew over the crimes of a stage and tier, so nothing"
        " differs; whoever is named, slower or quicker, is named by chance.",
        "New stalls: all seeds make one city; what is waited at one court from three months"
        " before the end on takes three times as long. The rank is among all places that are named"
        " slower than in the year before, by victim-days of excess wait.",
    ]


def _tables(
    worlds: Sequence[SeedWorlds], ranks: Sequence[TableValues]
) -> dict[str, Sequence[TableValues]]:
    columns = list(zip(*(astuple(world.named) for world in worlds), strict=True))
    names = (
        "planted delays whose cell is shown",
        "planted delays among the first five",
        "planted delays named slower",
        "units with a planted borough",
        "other kinds of offence, which differ in the simulator itself",
        "others: false alarms",
        "not slower, explained by their court",
    )
    rows = [
        {"named": name, "sum": sum(column), "by seed": " ".join(map(str, column))}
        for name, column in zip(names, columns, strict=True)
    ]
    return {"Named over the year": rows, "New stalls": list(ranks)}


def _aims(worlds: Sequence[SeedWorlds], ranks: Sequence[TableValues]) -> list[Aim]:
    named = [world.named for world in worlds]
    right = sum(each.planted + each.carried for each in named)
    others = sum(each.others for each in named)
    first, shown = sum(each.first for each in named), sum(each.shown for each in named)
    found = sum(row["rank"] in (1, 2) for row in ranks)
    return [
        _aim_of_shuffled(worlds),
        Aim(
            "planted delays that are shown: 80 % among the first five",
            f"{first} of {shown}, of {len(PLANTED) * len(worlds)} planted",
            first >= 0.8 * shown,
        ),
        Aim(
            "of places named slower, offences aside, at most 5 % are false alarms",
            f"{others} of {others + right}",
            others <= 0.05 * (others + right),
        ),
        Aim(
            "new stalls: 13 of 15 rank first or second",
            f"{found} of {len(ranks)}",
            found * 15 >= 13 * len(ranks),
        ),
    ]


def _aim_of_shuffled(worlds: Sequence[SeedWorlds]) -> Aim:
    shuffles = SHUFFLES * len(worlds)
    compared = sum(world.shuffled_compared for world in worlds)
    changed = sum(world.shuffled_changed for world in worlds)
    most = NAMED_AT_MOST * shuffles // 100
    return Aim(
        f"in {shuffles} shuffled worlds nobody is named in at least {shuffles - most}",
        f"{shuffles - compared} over the year, {shuffles - changed} over the quarter",
        max(compared, changed) <= most,
    )
