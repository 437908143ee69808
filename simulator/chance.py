"""Chance: every draw of a simulation, by tables of how likely things are and how long they take.

Nobody publishes what stands in `chances.csv`, `choices.csv` and `waits.csv`: it is assumed.
"""

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar, get_origin

from events.clocks import LONDON, london_date
from events.fact import Fact
from processors.victims_code.working_days import is_working_day

Value = TypeVar("Value")
AFact = TypeVar("AFact", bound=Fact)
_DAY = timedelta(days=1)


class Mix(Generic[Value]):
    """Values that occur in given proportions; their order is part of what a seed means."""

    def __init__(self, weights: Mapping[Value, float]) -> None:
        self._values = tuple(weights)
        self._cumulative = tuple(accumulate(weights.values()))

    def draw(self, rng: Random) -> Value:
        """One of the values."""
        return rng.choices(self._values, cum_weights=self._cumulative)[0]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the simulator's CSV files."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _shares() -> dict[str, float]:
    return {row["what"]: float(row["share"]) for row in rows("chances.csv")}


@cache
def _choices() -> dict[str, Mix[str]]:
    weights: dict[str, dict[str, float]] = {}
    for row in rows("choices.csv"):
        weights.setdefault(row["what"], {})[row["value"]] = float(row["weight"])
    return {what: Mix(of) for what, of in weights.items()}


@cache
def _drawn_fields(kind: type[Fact]) -> dict[str, Mix[str]]:
    """The fields of a fact that are drawn: those that `choices.csv` has, after the fact's kind."""
    names = {field: f"{kind.kind}.{field}" for field in kind.model_fields}
    return {field: _choices()[name] for field, name in names.items() if name in _choices()}


@cache
def _waits() -> dict[str, dict[str, str]]:
    return {row["what"]: row for row in rows("waits.csv")}


class Chance:
    """The only source of chance in a simulation, and the instants that come of it.

    Waits are in days; instants are whole seconds in UTC, on London's days. KeyError for a name
    that its table does not have.
    """

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)

    def happens(self, share: float) -> bool:
        """Whether something with this probability happens."""
        return self.rng.random() < share

    def likely(self, what: str) -> bool:
        """Whether something happens, as often as `chances.csv` says."""
        return self.happens(_shares()[what])

    def choose(self, what: str, kind: Callable[[str], Value]) -> Value:
        """One of the values that `choices.csv` has for something."""
        return kind(_choices()[what].draw(self.rng))

    def fact(self, kind: type[AFact], **known: object) -> AFact:
        """A fact with what is known of it; other fields are drawn, where `choices.csv` has them.

        Of a field with several values a choice is all of them, with spaces between.
        """
        for field, mix in _drawn_fields(kind).items():
            if field not in known:
                value = mix.draw(self.rng)
                several = get_origin(kind.model_fields[field].annotation) is tuple
                known[field] = value.split() if several else value
        return kind.model_validate(known)

    def gamma(self, mean: float, shape: float) -> float:
        """A wait that is hardly ever nothing: its mean, and its shape (more is narrower)."""
        return self.rng.gammavariate(shape, mean / shape)

    def days(self, what: str | Mapping[str, str]) -> float:
        """A wait by a row or by `waits.csv`: a gamma distribution, or anything between limits."""
        wait = _waits()[what] if isinstance(what, str) else what
        if wait["mean"]:
            return self.gamma(float(wait["mean"]), float(wait["shape"]))
        return self.rng.uniform(float(wait["least"]), float(wait["most"]))

    def after(self, start: datetime, what: str | Mapping[str, str]) -> datetime:
        """The instant at which such a wait is over, in office hours."""
        return self.in_office_hours(later(start, self.days(what)))

    def minutes(self, least: int, most: int) -> timedelta:
        """Some minutes, fewer than `most`."""
        return timedelta(minutes=self.rng.randrange(least, most))

    def part_way(self, start: datetime, end: datetime, least: float, most: float) -> datetime:
        """An instant on the way from one to another, between two shares of it."""
        return between(start, end, self.rng.uniform(least, most))

    def on(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """Some instant on a London day between two full hours."""
        seconds = self.rng.randrange((last_hour - first_hour) * 3600)
        return full_hour(day, first_hour) + timedelta(seconds=seconds)

    def in_office_hours(self, instant: datetime) -> datetime:
        """The instant itself where it falls between 8 and 20 in London; else the next morning."""
        local = instant.astimezone(LONDON)
        if local.hour < 8:
            return self.on(local.date(), 8, 12)
        return instant if local.hour < 20 else self.on(local.date() + _DAY, 8, 12)


def later(start: datetime, days: float) -> datetime:
    """So many days after an instant, to the second."""
    return start + timedelta(seconds=round(days * 86_400))


def between(start: datetime, end: datetime, share: float) -> datetime:
    """The instant some share of the way from one to another, to the second."""
    return start + timedelta(seconds=round((end - start).total_seconds() * share))


def full_hour(day: date, hour: int) -> datetime:
    """A full hour of a London day, in UTC."""
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


def court_day(instant: datetime) -> date:
    """The first day on which a court sits, from an instant's London day on."""
    day = london_date(instant)
    while not is_working_day(day):
        day += _DAY
    return day


def court_days(first: date, last: date) -> list[date]:
    """The days from one to another, both included, on which a court sits."""
    days = (first + place * _DAY for place in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]
