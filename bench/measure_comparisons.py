"""Fair comparisons: are planted delays found, and is anybody named where nothing differs?"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import timedelta
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench import stall_power
from bench.compared_world import (
    PERIODS,
    NewStall,
    Wait,
    busiest_courts,
    filled,
    shuffled,
)
from bench.measurement import Aim, Measured, Say, TableValues
from bench.named_slower import (
    PLANTED_CELLS,
    NamedSlower,
    anybody_named,
    lists,
    named_slower,
    told,
)
from bench.saved_worlds import saved_waits
from projections.store import Store
from simulator import CHARGED_SHARE, PLANTED
from task_group.comparison_order import in_order
from task_group.comparisons import changes, comparisons
from task_group.lattice import Breakdown

VICTIMS = 1_000
"""Of one seed."""

SEEDS = 4
"""Of one city: its victims are those of so many simulations."""

CITIES = 6
SHUFFLES = 17
"""Of each city."""

STALLS = 15
"""Courts that stall, one at a time, in one city that all cities make together."""

PROCESSES = 2

NAMED_AT_MOST = 3
"""Shuffled worlds of 100 in which somebody is named."""

_YEAR, _QUARTER = PERIODS[:1], PERIODS[1:2]


@dataclass(frozen=True, slots=True)
class CityWorlds:
    """A city's waits, what was named in them, and in how many shuffled worlds anybody was."""

    waits: list[Wait]
    named: NamedSlower
    shuffled_compared: int
    shuffled_changed: int


def measure(say: Say) -> Measured:
    """Simulate the worlds, some at a time, and compare in each, shuffled and with new stalls."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        worlds = []
        for world in pool.map(city_worlds, range(CITIES)):
            worlds.append(world)
            say(f"{len(worlds)} of {CITIES}: {world.named}, {_shuffled_named(world)}")
        ranks = list(_stall_ranks(pool, [world.waits for world in worlds], say))
    return Measured("Fair comparisons", _notes(), _tables(worlds, ranks), _aims(worlds, ranks))


def city_worlds(city: int) -> CityWorlds:
    """What is named in one city, and where its labels are shuffled."""
    with _opened_store() as store:
        waits = _waits_of(store, city)
        named = named_slower(store, waits)
        compared = changed = 0
        for shuffle in range(SHUFFLES):
            with filled(store, shuffled(waits, Random(1000 * city + shuffle))) as shown:
                compared += anybody_named(comparisons(store, shown, _YEAR))
                changed += anybody_named(changes(store, shown, _QUARTER))
    return CityWorlds(waits, named, compared, changed)


def rank_in_all(stall: NewStall) -> tuple[int | None, int | None]:
    """Where a new stall stands in the city that all cities make together; as `stall_rank`."""
    with _opened_store() as store:
        waits = chain.from_iterable(_waits_of(store, city) for city in range(CITIES))
        return stall_rank(store, list(waits), stall)


def stall_rank(
    store: Store, waits: Sequence[Wait], stall: NewStall
) -> tuple[int | None, int | None]:
    """Where a new stall stands among the places that are slower than before; None if nowhere.

    With it how many ends were expected at its court; None where they are too few to be shown.
    """
    with filled(store, stall.stalled(waits)) as shown:
        figures = in_order(changes(store, shown, _QUARTER))
    slower, _ = lists(figures)
    at = (str(Breakdown.COURT), stall.court, stall.stage)
    expected = next((each.expected for each in figures if told(each) == at), None)
    return slower.index(at) + 1 if at in slower else None, expected


def _waits_of(store: Store, city: int) -> list[Wait]:
    seeds = range(city * SEEDS + 1, (city + 1) * SEEDS + 1)
    simulated = (saved_waits(store, VICTIMS, seed, CHARGED_SHARE) for seed in seeds)
    return list(chain.from_iterable(simulated))


def _shuffled_named(world: CityWorlds) -> str:
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


def _stall_ranks(pool: Executor, worlds: Sequence[list[Wait]], say: Say) -> Iterator[TableValues]:
    """The rank of each new stall in the city that the worlds make together."""
    since = _QUARTER[0].first - timedelta(days=1)
    busiest = busiest_courts(list(chain.from_iterable(worlds)), STALLS)
    stalls = [NewStall(stage, court, since) for stage, court in busiest]
    for stall, (rank, expected) in zip(stalls, pool.map(rank_in_all, stalls), strict=True):
        say(f"{stall.court} stalls in {stall.stage}: rank {rank}, {expected} expected")
        planted = (str(Breakdown.COURT), stall.court, stall.stage) in PLANTED_CELLS
        yield {
            "court": stall.court,
            "stage": stall.stage,
            "expected": expected,
            "slow before": "planted" if planted else "",
            "rank": rank or "not named",
        }


def _notes() -> list[str]:
    return [
        f"{CITIES} cities of {VICTIMS * SEEDS:,} simulated victims each, with the simulator's five"
        " planted delays; the waits of the simulated facts are counted as for a release. They are"
        " stored while the code that makes them is the same, so the time has in it only what was"
        " not simulated before. Cells are shown where one agency has 10 victims and 10 crimes.",
        "Places and kinds of case are two lists, as a release shows them: some kinds of offence"
        " truly take longer, with more days than many a planted delay. Units with a planted borough"
        " are truly slower too, and stand last where it explains them.",
        f"Shuffled worlds, {SHUFFLES} of each city: every label (agency, court, borough, offence,"
        " kind of victim) is dealt out anew over the crimes of a stage and tier, so nothing"
        " differs; whoever is named, slower or quicker, is named by chance.",
        "New stalls: all cities make one; what is waited at one court from three months"
        " before the end on takes three times as long. The rank is among all places that are named"
        " slower than in the year before, by victim-days of excess wait. `expected` are the ends in"
        " the quarter if the court had gone on as in the year before, to the nearest 5.",
        f"How often a stall is named where it alone differs, of {stall_power.RANKED} cells: by the"
        " test itself, with four times the expected ends in the year before.",
    ]


def _tables(
    worlds: Sequence[CityWorlds], ranks: Sequence[TableValues]
) -> dict[str, Sequence[TableValues]]:
    columns = list(zip(*(astuple(world.named) for world in worlds), strict=True))
    names = (
        "planted delays whose cell is shown",
        "planted delays among the first five of their list",
        "planted delays among the first five of both lists together",
        "planted delays named slower",
        "units with a planted borough",
        "units that their boroughs explain",
        "other kinds of offence, which differ in the simulator itself",
        "others: false alarms",
        "quicker, kinds of offence aside: false alarms",
        "not slower, explained by their court",
    )
    rows = [
        {"named": name, "sum": sum(column), "by city": " ".join(map(str, column))}
        for name, column in zip(names, columns, strict=True)
    ]
    return {
        "Named over the year": rows,
        "New stalls": list(ranks),
        "How often a new stall is named, by the ends expected in the quarter": stall_power.rows(),
    }


def _aims(worlds: Sequence[CityWorlds], ranks: Sequence[TableValues]) -> list[Aim]:
    named = [world.named for world in worlds]
    right = sum(each.planted + each.carried for each in named)
    others = sum(each.others + each.quicker for each in named)
    planted = sum(each.planted for each in named)
    first, shown = sum(each.first for each in named), sum(each.shown for each in named)
    found = sum(row["rank"] in (1, 2) for row in ranks)
    return [
        _aim_of_shuffled(worlds),
        Aim(
            "planted delays that are shown: 80 % among the first five of their list",
            f"{first} of {shown}, of {len(PLANTED) * len(worlds)} planted",
            first >= 0.8 * shown,
        ),
        Aim(
            "planted delays that are shown: 80 % named slower",
            f"{planted} of {shown}, of {len(PLANTED) * len(worlds)} planted",
            planted >= 0.8 * shown,
        ),
        Aim(
            "of places named, kinds of offence aside, at most 5 % are false alarms",
            f"{others} of {others + right}",
            others <= 0.05 * (others + right),
        ),
        Aim(
            "new stalls: 13 of 15 rank first or second",
            f"{found} of {len(ranks)}",
            found * 15 >= 13 * len(ranks),
        ),
    ]


def _aim_of_shuffled(worlds: Sequence[CityWorlds]) -> Aim:
    shuffles = SHUFFLES * len(worlds)
    compared = sum(world.shuffled_compared for world in worlds)
    changed = sum(world.shuffled_changed for world in worlds)
    most = NAMED_AT_MOST * shuffles // 100
    return Aim(
        f"in {shuffles} shuffled worlds nobody is named in at least {shuffles - most}",
        f"{shuffles - compared} over the year, {shuffles - changed} over the quarter",
        max(compared, changed) <= most,
    )
