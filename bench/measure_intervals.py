"""How often the intervals of waits' shares and medians have the truth in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed
from task_group.aalen_johansen import DayCounts, WaitCurve
from task_group.disclosure import FEWEST
from task_group.release_figures import Estimate

SAMPLES = 3_000
DAYS = 720
BY_DAYS = (30, 90, 180)
LEAST, MOST = 93.0, 97.0
"""Per cent of the samples whose interval should have the truth in it."""

SEED = 15

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class City:
    """Crimes whose victims wait as long as each other, some of which were known late.

    `victims` are the chances of 1, 2, 3… victims of a crime. `late` is the share of waits that are
    watched from a day on that may be any of the first hundred.
    """

    name: str
    crimes: int
    victims: tuple[float, ...] = (1.0,)
    late: float = 0.0


CITIES = (
    City("40 crimes", 40),
    City("150 crimes", 150),
    City("150 crimes, half with several victims", 150, (0.5, 0.3, 0.1, 0.1)),
    City("150 crimes, a third known late", 150, late=0.33),
    City(
        "1,000 crimes, half with several victims, a third known late",
        1_000,
        (0.5, 0.3, 0.1, 0.1),
        0.33,
    ),
)


def measure(say: Say) -> Measured:
    """Sample each city many times, and count the intervals that have the truth in them."""
    with timed() as spent:
        rows = [row for city in CITIES for row in _rows(city, say)]
    within = [row["per cent with the truth"] for row in rows]
    aim = Aim(
        f"95 per cent intervals of waits have the truth: {LEAST:.0f} to {MOST:.0f} per cent",
        f"{min(within):.1f} to {max(within):.1f} per cent",
        min(within) >= LEAST and max(within) <= MOST,
    )
    notes = [
        f"{SAMPLES:,} samples of each city, seed {SEED}, {spent.processor:.0f} s of processor time"
        f" in {spent.wall:.0f} s. Waits end by hazards that are known, one for each end; some are"
        " still open when they are last looked at. Victims of one crime wait as long as each"
        " other. Estimates are not rounded. `withheld` is the per cent of the samples in which a"
        " release would not show the estimate, because a side has fewer than 10 waits. Their"
        " intervals are counted too; estimates that are withheld in most samples are left out.",
    ]
    return Measured("Intervals of waits", notes, {"Per cent": rows}, [aim])


def _rows(city: City, say: Say) -> Iterator[TableValues]:
    random = np.random.default_rng(SEED)
    found: dict[str, list[_Found]] = {}
    for _ in range(SAMPLES):
        for one in _estimates(_sample(city, random)):
            found.setdefault(one.name, []).append(one)
    for name, of_samples in found.items():
        covered = 100 * sum(one.has_truth for one in of_samples) / SAMPLES
        withheld = 100 - 100 * sum(one.is_shown for one in of_samples) / SAMPLES
        say(f"{city.name}, {name}: {covered:.1f} per cent, withheld {withheld:.1f}")
        if withheld < 50:
            yield {
                "city": city.name,
                "estimate": name,
                "per cent with the truth": covered,
                "withheld": withheld,
            }


def _hazards() -> npt.NDArray[np.float64]:
    """Of moving on and of ending otherwise, on each day; both fall as the wait grows long."""
    days = np.arange(DAYS)
    return np.array([0.008 + 0.01 * np.exp(-days / 60), 0.002 + 0.006 * np.exp(-days / 20)])


def _chances() -> npt.NDArray[np.float64]:
    """Of each day and end, as rows by end; the last is to wait longer than all the days."""
    hazards = _hazards()
    stayed = np.cumprod(1 - hazards.sum(axis=0))
    before = np.concatenate(([1.0], stayed[:-1]))
    return np.append((before * hazards).ravel(), stayed[-1])


def _sample(city: City, random: np.random.Generator) -> WaitCurve:
    """The curve of a sample of a city, as a release would work it out."""
    victims = 1 + random.choice(len(city.victims), city.crimes, p=city.victims)
    drawn = np.searchsorted(np.cumsum(_CHANCES), random.random(city.crimes), side="right")
    last, end = drawn % DAYS, drawn // DAYS
    looked_at = random.integers(60, 500, city.crimes)
    first = np.where(
        random.random(city.crimes) < city.late, random.integers(0, 100, city.crimes), 0
    )
    end = np.where(last > looked_at, 2, end)
    last = np.minimum(last, looked_at)
    seen = first <= last
    by_end = [_by_day(last, victims * (seen & (end == kind))) for kind in (2, 0, 1)]
    counts = DayCounts(_by_day(first, victims * seen), *by_end)
    of_crimes = victims[seen]
    return WaitCurve(counts, float(np.sum(of_crimes**2) / np.sum(of_crimes)))


def _by_day(days: Numbers, numbers: Numbers) -> Numbers:
    return np.bincount(days, weights=numbers, minlength=DAYS).astype(np.int64)


def _truth() -> WaitCurve:
    """The curve of so many waits that it is the truth."""
    expected = np.round(1e15 * _chances()).astype(np.int64)
    moved_on, ended_otherwise = expected[:-1].reshape(2, DAYS)
    entered = np.zeros(DAYS, dtype=np.int64)
    entered[0] = expected.sum()
    still = np.zeros(DAYS, dtype=np.int64)
    still[-1] = expected[-1]
    return WaitCurve(DayCounts(entered, still, moved_on, ended_otherwise))


_CHANCES = _chances()
_TRUTH = _truth()
_TRUE_NET = WaitCurve(_TRUTH.counts.net())


@dataclass(frozen=True)
class _Found:
    """One estimate of one sample."""

    name: str
    has_truth: bool
    is_shown: bool


def _estimates(curve: WaitCurve) -> Iterator[_Found]:
    for day in BY_DAYS:
        still = _still(curve.counts, day)
        ends = (curve.counts.moved_on, curve.counts.ended_otherwise)
        moved_on, otherwise = (int(end[: day + 1].sum()) for end in ends)
        waiting = min(still, moved_on + otherwise)
        each = min(still, moved_on, otherwise)
        yield _share(f"waiting by day {day}", curve.waiting_by(day), _TRUTH.waiting[day], waiting)
        yield _share(f"moved on by day {day}", curve.moved_on_by(day), _TRUTH.moved_on[day], each)
        yield _share(
            f"ended otherwise by day {day}",
            curve.ended_otherwise_by(day),
            _TRUTH.ended_otherwise[day],
            each,
        )
    yield _median("median", curve, _TRUTH)
    yield _median("net median", WaitCurve(curve.counts.net(), curve.effect), _TRUE_NET)


def _share(name: str, estimate: Estimate, truth: float, fewest: int) -> _Found:
    high = estimate.high or 0
    return _Found(name, bool(estimate.low <= 100 * truth <= high), fewest >= FEWEST)


def _median(name: str, curve: WaitCurve, true_curve: WaitCurve) -> _Found:
    median, true = curve.median(), true_curve.median()
    if median is None or true is None:
        return _Found(name, has_truth=False, is_shown=False)
    high = np.inf if median.high is None else median.high
    day = int(median.value)
    fewest = min(_still(curve.counts, day), int(curve.counts.ended[: day + 1].sum()))
    return _Found(name, bool(median.low <= true.value <= high), fewest >= FEWEST)


def _still(counts: DayCounts, day: int) -> int:
    return int(counts.at_risk[day] - counts.ended[day])
