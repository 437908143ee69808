"""A release made of 1 and of 10 million intervals, and every standing question asked of it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.copied_city import VICTIMS, fill_city
from bench.largest_release import fill_largest
from bench.made_release import AT_ONCE, EVERY, Making, made_and_written
from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed
from processors.stream.garbage import look_at_nothing_from_the_start
from projections.store import Store
from task_group.hotspot_answer import HotspotQuestion, hotspots
from task_group.lattice import Breakdown
from task_group.lattice_places import PLACES
from task_group.releases import asked_release, releases
from web.hotspot_view import hotspot_view

INTERVALS = (1_000_000, 10_000_000)
RUNS = 20
AIM = 200
"""Milliseconds."""

MADE_IN = 60
"""Seconds."""

_MADE, _LARGEST = 1, 2
"""The numbers of the release that is made of the intervals, and of the largest there can be."""


@dataclass(frozen=True, slots=True)
class MeasuredCity:
    """What was measured beside so many intervals; `largest` is the figures of that release."""

    intervals: int
    making: Making
    questions: Sequence[TableValues]
    largest: int


def measure(say: Say, sizes: Sequence[int] = INTERVALS) -> Measured:
    """Make a release of so many intervals each, and ask every question of it."""
    cities = [_measured(intervals, say) for intervals in sizes]
    tables = {f"A release of {c.intervals:,} intervals": _steps(c.making) for c in cities}
    tables |= {f"Questions beside {c.intervals:,} intervals": c.questions for c in cities}
    return Measured("Releases", _notes(cities), tables, [*map(_made_in, cities), _asked_in(cities)])


def _measured(intervals: int, say: Say) -> MeasuredCity:
    with TemporaryDirectory() as folder:
        data = Path(folder) / "chdb"
        with closing(Store.open(path=data)) as store:
            found = fill_city(store, intervals)
            say(f"{found:,} intervals")
            making = made_and_written(store, _MADE)
            for name, spent in making.steps.items():
                say(f"{name}: {spent.wall:.1f} s, {spent.processor:.1f} s of processor time")
            largest = fill_largest(store, _LARGEST)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            asked = pool.submit(_answered, data).result()
        for row in asked:
            say(", ".join(f"{key}: {value}" for key, value in row.items()))
    return MeasuredCity(found, making, asked, largest)


def _answered(data: Path) -> list[TableValues]:
    """Ask every question in a process that has only what answers need, as one with pages has."""
    with closing(Store.open(path=data)) as store:
        look_at_nothing_from_the_start()  # as it does, too
        return [_row(store, *each) for each in _questions()]


def _questions() -> Iterator[tuple[str, HotspotQuestion]]:
    for by in Breakdown:
        yield f"by {by}", HotspotQuestion(by)
    yield "by court in a quarter", HotspotQuestion(Breakdown.COURT, period="2026-Q2")
    yield "by borough in one stage", HotspotQuestion(Breakdown.BOROUGH, stage="trial")
    yield "one court", HotspotQuestion(Breakdown.COURT, place=PLACES[Breakdown.COURT][0])


def _row(store: Store, name: str, asked: HotspotQuestion) -> TableValues:
    values: dict[str, object] = {"question": name}
    for number, whose in ((_MADE, "made"), (_LARGEST, "largest")):
        _asked(store, number, asked)
        walls = [_asked(store, number, asked) for _ in range(RUNS)]
        values |= {
            f"{whose}, p50 ms": median(walls),
            f"{whose}, p95 ms": quantiles(walls, n=20)[18],
        }
    return values


def _asked(store: Store, number: int, asked: HotspotQuestion) -> float:
    """Milliseconds that an answer takes, from the release's header to the page's sentences."""
    with timed() as spent:
        header = asked_release(releases(store), number)
        assert header is not None
        hotspot_view(hotspots(store, header, asked))
    return spent.wall * 1e3


def _steps(making: Making) -> Sequence[TableValues]:
    steps = {**making.steps, "all together": making.whole}
    return [
        {"step": name, "s": spent.wall, "s of processor time": spent.processor}
        for name, spent in steps.items()
    ]


def _notes(cities: Sequence[MeasuredCity]) -> Sequence[str]:
    largest = cities[-1].largest
    return [
        f"chDB in this process. The intervals are those of {VICTIMS:,} simulated victims, copied to"
        " other victims and cases, in other boroughs and up to four weeks earlier."
        f" Beside the making, a thread inserts {AT_ONCE} rows every {EVERY} s; processor time is of"
        " both.",
        *map(_beside, cities),
        "Each question is asked of the release that was made, and of the largest one there can be:"
        f" {largest:,} figures, every cell of the lattice is shown. As the page asks it, with its"
        f" sentences and chart, in a process of its own as pages have. {RUNS} runs each, after one"
        " that is not counted. A release of 100 million intervals was not made; questions are asked"
        " of the figures alone, and the largest release has as many whatever the number of"
        " intervals.",
    ]


def _beside(city: MeasuredCity) -> str:
    beside, header = city.making.beside, city.making.header
    return (
        f"Of {city.intervals:,} intervals the release has {header.figures:,} figures. Meanwhile"
        f" {beside.rows:,} rows were inserted, {AT_ONCE} at once in {median(beside.seconds):.2f} s"
        f" (median); memory at most {beside.memory / 1e9:.1f} GB."
    )


def _made_in(city: MeasuredCity) -> Aim:
    whole = city.making.whole
    return Aim(
        f"a release of {city.intervals / 1e6:.0f} million intervals, beside live inserts:"
        f" at most {MADE_IN} s",
        f"{whole.wall:,.0f} s, {whole.processor:,.0f} s of processor time",
        whole.wall <= MADE_IN,
    )


def _asked_in(cities: Sequence[MeasuredCity]) -> Aim:
    ways = ("made, p95 ms", "largest, p95 ms")
    rows = [
        (row[way], row["question"]) for city in cities for row in city.questions for way in ways
    ]
    slowest, question = max(rows)
    return Aim(
        f"each standing question over a release: at most {AIM} ms in 95 of 100",
        f"{slowest:,.0f} ms, {question}, the slowest",
        slowest <= AIM,
    )
