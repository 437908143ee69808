"""A place against the rest of London within strata: is it slower, by how much, and is it chance?

Pure: numbers in, numbers out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaincinv, gammainc, gammaincinv

FALSE_DISCOVERIES = 0.01
"""Of the places that are named, the share that may be named by chance; where nothing differs, the
chance that anybody is named at all."""

DOUBTFUL = 0.01
"""Something less likely than this by chance is not explained away."""

OWN_PAST_WEIGHS = 10.0
"""A place's past counts as much as London's once so many were expected to stop waiting there."""

_EACH_TAIL = 0.025
"""What an interval of 95 per cent leaves out on each side."""

_SMALL_SHARE = 1e-6
"""The binomial distribution of so small a chance is Poisson's."""

Numbers = npt.NDArray[np.float64]

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Score:
    """What was seen in a place against what was expected of it.

    `observed` stopped waiting, `expected` would have if it went as in London, with `variance` by
    chance. `compared` of the `days` waited there fell where others of the same mix waited too. Only
    what can be compared is in the first three.
    """

    observed: float
    expected: float
    variance: float
    compared: float
    days: float

    def __add__(self, other: "Score") -> "Score":
        """The score of two strata together."""
        return Score(
            self.observed + other.observed,
            self.expected + other.expected,
            self.variance + other.variance,
            self.compared + other.compared,
            self.days + other.days,
        )


NOTHING = Score(0, 0, 0, 0, 0)
"""The score of no stratum at all."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its 95 per cent interval; `high` may be infinite."""

    value: float
    low: float
    high: float


def log_rank(waiting: Numbers, ended: Numbers) -> list[Score]:
    """Score each place of one stratum against all that wait in it.

    Both have a row a place and a column a time. `waiting` are the days waited at that time, `ended`
    how many stopped then. Where a time is one day, it is the log-rank test with its hypergeometric
    variance; where it is more, each of its days is taken as a day of the same chance to stop.
    """
    return against(waiting, ended, waiting.sum(axis=0) - waiting, ended.sum(axis=0) - ended)


def against(
    waiting: Numbers, ended: Numbers, others_waiting: Numbers, others_ended: Numbers
) -> list[Score]:
    """Score each place of one stratum against others and itself; the others' as in `log_rank`."""
    days, ends = waiting + others_waiting, ended + others_ended
    can = (waiting > 0) & (others_waiting > 0)
    share = np.divide(waiting, days, out=np.zeros_like(days), where=can)
    spread = np.divide(ends * (days - ends), days - 1, out=np.zeros_like(days), where=can)
    sums = (
        np.where(can, ended, 0).sum(axis=1),
        (share * ends).sum(axis=1),
        (share * (1 - share) * spread).sum(axis=1),
        np.where(can, waiting, 0).sum(axis=1),
        waiting.sum(axis=1),
    )
    return [Score(*map(float, row)) for row in zip(*sums, strict=True)]


def ratio(score: Score, least: float = 0) -> Interval | None:
    """The time waited, as a multiple of what London would take; None where nothing was expected.

    Its interval has every multiple that `by_chance` would put down to chance, so the two agree.
    Where fewer than `least` stopped waiting, it is worked out as if `least` had: the ratio is then
    a lower bound.
    """
    if score.expected <= 0 or score.variance <= 0:
        return None
    due = score.expected**2 / score.variance
    stopped = max(score.observed, least)
    trials, share = _binomial(score)
    left = trials - stopped
    most = betaincinv(stopped + 1, left, 1 - _EACH_TAIL) if left > 0 else 1.0
    seen, low, high = stopped * due / score.expected, share / most, inf
    if score.observed >= least and seen > 0:
        high = due / gammaincinv(seen, _EACH_TAIL)
    return Interval(due / seen if seen else inf, float(low), float(high))


def excess(times: Interval, days: float) -> Interval:
    """The days waited in a place beyond what London would have taken for as many to stop."""
    return Interval(*(days * (1 - 1 / each) for each in (times.value, times.low, times.high)))


def by_chance(score: Score) -> float:
    """How likely at least so much difference is where there is none, either way.

    It rests on the log-rank variance; the normal distribution is too ready to name a place of few.
    Many are judged by Poisson's distribution. Few are judged by the binomial: where a place is a
    large part of London, few is what the others' many leave it, and Poisson's is far too ready to
    name it. It is 1 where nothing can be compared.
    """
    if score.variance <= 0:
        return 1.0
    spread = score.variance / score.expected
    seen, due = score.observed / spread, score.expected / spread
    trials, share = _binomial(score)
    left = trials - score.observed
    fewer = betainc(left, score.observed + 1, 1 - share) if left > 0 else 1.0
    more = gammainc(seen, due) if seen > 0 else 1.0
    return min(1.0, 2 * float(min(fewer, more)))


def _binomial(score: Score) -> tuple[float, float]:
    """The trials and the chance of the binomial distribution with a score's mean and variance."""
    share = max(1 - score.variance / score.expected, _SMALL_SHARE)
    return score.expected / share, share


def after_own_past(now: Score, past: Score) -> Score:
    """What is expected of a place now, London's expectation corrected by the place's own past.

    The shorter its past, the more London counts (`OWN_PAST_WEIGHS`): as if its pace came from a
    gamma distribution around London's. The variance has what is not known of the pace.
    """
    seen, due = past.observed + OWN_PAST_WEIGHS, past.expected + OWN_PAST_WEIGHS
    expected = now.expected * seen / due
    variance = now.variance * seen / due + expected**2 / seen
    return Score(now.observed, expected, variance, now.compared, now.days)


def ratio_after_past(now: Score, past: Score, least: float = 0) -> Interval | None:
    """The time waited, as a multiple of what is expected of a place after its past; as `ratio`.

    Its interval has every multiple that `by_chance_after_past` would put down to chance.
    """
    if now.expected <= 0 or now.variance <= 0:
        return None
    seen, due = past.observed + OWN_PAST_WEIGHS, past.expected + OWN_PAST_WEIGHS
    of_now = now.expected**2 / now.variance / due
    stopped = max(now.observed, least) * now.expected / now.variance
    share = betaincinv(seen, stopped + 1, _EACH_TAIL)
    low, high = of_now * share / (1 - share), inf
    if now.observed >= least and stopped > 0:
        others = betaincinv(stopped, seen, _EACH_TAIL)
        high = of_now * (1 - others) / others
    return Interval(of_now * seen / stopped if stopped else inf, float(low), float(high))


def by_chance_after_past(now: Score, past: Score) -> float:
    """How likely at least so much change is where a place goes on as before, either way.

    `now` and `past` are both against London's past. What is seen is then negative binomial.
    """
    if now.variance <= 0:
        return 1.0
    spread = now.variance / now.expected
    seen, due = past.observed + OWN_PAST_WEIGHS, past.expected + OWN_PAST_WEIGHS
    share, stopped = due / (due + now.expected / spread), now.observed / spread
    fewer = betainc(seen, stopped + 1, share)
    more = betainc(stopped, seen, 1 - share) if stopped > 0 else 1.0
    return min(1.0, 2 * float(min(fewer, more)))


def discoveries(chances: Mapping[Key, float], level: float = FALSE_DISCOVERIES) -> frozenset[Key]:
    """Which of all that are looked at together stand out (Benjamini and Hochberg, 1995)."""
    ordered: Sequence[float] = sorted(chances.values())
    passing = [p for rank, p in enumerate(ordered, 1) if p <= level * rank / len(ordered)]
    return frozenset(key for key, p in chances.items() if passing and p <= passing[-1])
