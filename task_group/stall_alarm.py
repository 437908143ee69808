"""An alarm for places that began to stall: a Poisson CUSUM over weeks, each against its own past.

E. S. Page, Continuous inspection schemes, Biometrika 41 (1954); J. M. Lucas, Counted data CUSUMs,
Technometrics 27 (1985). Pure: rows are places, columns are weeks, the last column the newest week.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from task_group.disclosure import FEWEST

WATCHED = 52
"""The newest weeks, in which an alarm may rise; those before them only say what is usual."""

FALSE_ALARMS = 0.05
"""Of so many years in which no place stalls, one at most has an alarm in any of the places."""

SLOWED_TO = 0.5
"""The share of the usual ends that the alarm is built to notice soonest."""

LEARNED = 30
"""So many ends must have been seen in a place before it is watched."""

FEWEST_A_WEEK = 1.0
"""A place with fewer expected ends a week is not watched: it could not be noticed in time."""

YEARS = 1000
"""The years without a stall that are played through to find the threshold."""

_AT_ONCE = 25
_Z95 = 1.959964

Weeks = NDArray[np.float64]


class SlowerBy(NamedTuple):
    """How many times as long a wait takes as before, with its 95 per cent interval.

    `at_least`: fewer than `FEWEST` ended since; as if so many had, and there is no upper end.
    """

    value: float
    low: float
    high: float | None
    at_least: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """A place, by its row, that stalls since a week and was noticed in one, by their columns."""

    place: int
    since: int
    noticed: int
    slower: SlowerBy


def alarms(observed: Weeks, expected: Weeks, alarm_at: float | None = None) -> list[Alarm]:
    """The places that stall now. `observed` and `expected` are ends, of one shape.

    The threshold is worked out for these places unless `alarm_at` gives it. Weeks in which nothing
    is expected change nothing: an agency that is silent stalls nowhere.
    """
    places = np.flatnonzero(is_watched(observed, expected))
    if not places.size:
        return []
    observed, expected = observed[places], expected[places]
    spread = dispersion(observed, expected)
    if alarm_at is None:
        level = _share(observed.sum(1), expected.sum(1)) / spread
        alarm_at = threshold(expected * level[:, None])
    raised = _alarms(observed, expected, spread, alarm_at)
    return [replace(each, place=int(places[each.place])) for each in raised]


def is_watched(observed: Weeks, expected: Weeks) -> NDArray[np.bool_]:
    """Which places have ends enough: in all to know what is usual, and expected each week."""
    learned = observed[:, :-WATCHED].sum(1) >= LEARNED
    usual = expected[:, -WATCHED:].mean(1) * _share(observed.sum(1), expected.sum(1))
    return np.asarray(learned & (usual >= FEWEST_A_WEEK))


def dispersion(observed: Weeks, expected: Weeks) -> Weeks:
    """How many times as large as by chance alone the weeks' differences are; at least 1.

    Of the last axis. Each week is compared with the next one, so a stall hardly counts as chance.
    """
    total, risk = observed.sum(-1, keepdims=True), expected.sum(-1, keepdims=True)
    mean = expected * _share(total, risk)
    off = np.divide(observed - mean, np.sqrt(mean), out=np.zeros_like(mean), where=mean > 0)
    pairs = np.maximum(1, (mean[..., 1:] > 0).sum(-1))
    return np.asarray(np.maximum(1, (np.diff(off, axis=-1) ** 2).sum(-1) / (2 * pairs)))


def statistic(observed: Weeks, expected: Weeks, spread: Weeks) -> Weeks:
    """The CUSUM in each of the watched weeks: 0 at rest, the larger the surer of a stall.

    It adds up what a week says for half the usual ends against all of them. What is usual is the
    place's own share of the expected ends in all weeks before.
    """
    seen, risked = observed.cumsum(-1), expected.cumsum(-1)
    level = _share(seen[..., :-1], risked[..., :-1])[..., -WATCHED:]
    new = level * expected[..., -WATCHED:] * (1 - SLOWED_TO)
    new += observed[..., -WATCHED:] * np.log(SLOWED_TO)
    new /= spread[..., None]
    for week in range(new.shape[-1]):
        before = new[..., week - 1] if week else 0.0
        np.maximum(0, before + new[..., week], out=new[..., week])
    return new


def threshold(usual: Weeks, seed: int = 1, years: int = YEARS) -> float:
    """The least threshold with few enough false alarms, of all places together.

    Years without a stall are played: Poisson ends around `usual`, treated as the real ones. The
    threshold is one that their share of `FALSE_ALARMS` passes at most, with 95 per cent confidence.
    """
    highest = np.sort(np.concatenate(list(_highest(usual, seed, years))))[::-1]
    expected_over = FALSE_ALARMS * years
    sure = expected_over - 1.645 * np.sqrt(expected_over * (1 - FALSE_ALARMS))
    return float(highest[max(0, int(sure))])


def _highest(usual: Weeks, seed: int, years: int) -> Iterator[Weeks]:
    """The highest statistic of any place in each year that is played, some years at once."""
    random = np.random.default_rng(seed)
    for start in range(0, years, _AT_ONCE):
        played = min(_AT_ONCE, years - start)
        ends = random.poisson(usual, (played, *usual.shape)).astype(float)
        risk = np.broadcast_to(usual, ends.shape)
        yield statistic(ends, risk, dispersion(ends, risk)).max((1, 2))


def _alarms(observed: Weeks, expected: Weeks, spread: Weeks, alarm_at: float) -> Iterator[Alarm]:
    """The places whose statistic passed the threshold, and did not come to rest since."""
    before = observed.shape[1] - WATCHED
    for place, course in enumerate(statistic(observed, expected, spread)):
        rest = np.flatnonzero(course == 0)
        since = int(rest[-1]) + 1 if rest.size else 0
        over = np.flatnonzero(course[since:] > alarm_at)
        if over.size:
            first = before + since
            ends, risk = observed[place], expected[place]
            slower = _slower(
                (ends[:first].sum(), ends[first:].sum()),
                (risk[:first].sum(), risk[first:].sum()),
                spread[place],
            )
            yield Alarm(place, first, first + int(over[0]), slower)


def _slower(ends: tuple[float, float], risk: tuple[float, float], spread: float) -> SlowerBy:
    """Of ends and expected ends before and since; from the interval their number can be read.

    An alarm stands, so where few ended the wait is as long as before at least.
    """
    few = ends[1] < FEWEST
    before, since = ends[0], max(ends[1], FEWEST)
    ratio = before / risk[0] / (since / risk[1])
    wide = np.exp(_Z95 * np.sqrt(spread / before + spread / since))
    if few:
        return SlowerBy(max(1.0, ratio), ratio / wide, None, at_least=True)
    return SlowerBy(ratio, ratio / wide, ratio * wide, at_least=False)


def _share(ends: Weeks, expected: Weeks) -> Weeks:
    """Ends for each expected one; 0 where none is expected."""
    return np.divide(ends, expected, out=np.zeros_like(ends), where=expected > 0)
