"""Weighted choices and the distributions of waits; every draw is from the generator given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log
from random import Random
from statistics import NormalDist
from typing import Generic, TypeVar

Value = TypeVar("Value")
_NORMAL = NormalDist()


class Mix(Generic[Value]):
    """Values that occur in given proportions; their order is part of what a seed means."""

    def __init__(self, weights: Mapping[Value, float]) -> None:
        self._values = tuple(weights)
        self._cumulative = tuple(accumulate(weights.values()))

    def draw(self, rng: Random) -> Value:
        """One of the values."""
        return rng.choices(self._values, cum_weights=self._cumulative)[0]


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A wait in days with a long tail: its median, and the spread of its logarithm."""

    median: float
    sigma: float

    @classmethod
    def with_mean(cls, mean: float, sigma: float) -> "LogNormal":
        """The distribution that has this mean."""
        return cls(mean / exp(sigma**2 / 2), sigma)

    def draw(self, rng: Random) -> float:
        """A wait, in days."""
        return self.median * exp(self.sigma * rng.normalvariate())

    def share_within(self, days: float) -> float:
        """The share of waits that are over within so many days."""
        return _NORMAL.cdf(log(days / self.median) / self.sigma)


@dataclass(frozen=True, slots=True)
class Gamma:
    """A wait in days that is hardly ever nothing: its mean, and its shape (more is narrower)."""

    mean: float
    shape: float

    def draw(self, rng: Random) -> float:
        """A wait, in days."""
        return rng.gammavariate(self.shape, self.mean / self.shape)


def chance(rng: Random, share: float) -> bool:
    """Whether something with this probability happens."""
    return rng.random() < share


def the_others(median: float, known: Sequence[tuple[float, LogNormal]], sigma: float) -> LogNormal:
    """What the rest must be like for the whole mixture to have this median.

    `known` are the shares of the whole, and the distributions, of the parts already settled.
    ValueError where no rest can do it.
    """
    rest = 1 - sum(part for part, _ in known)
    within = (0.5 - sum(part * waits.share_within(median) for part, waits in known)) / rest
    if not 0 < within < 1:
        raise ValueError("the known parts leave no room for such a median")
    return LogNormal(median * exp(-sigma * _NORMAL.inv_cdf(within)), sigma)
