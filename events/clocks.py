"""When something happened, and how exactly an agency knows it.

Instants are aware datetimes. The Victims' Code counts in London calendar days.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Precision(StrEnum):
    """How exactly an agency knows when something occurred."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    NOT_BEFORE_MONTH = "not-before-month"
    """At some unknown time in that month or later: police.uk outcomes have no date of their own."""


def london_date(instant: datetime) -> date:
    """The London calendar day on which an aware instant falls."""
    return instant.astimezone(LONDON).date()


@lru_cache(maxsize=100_000)
def london_midnight(day: date) -> datetime:
    """The instant, in UTC, at which a London calendar day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def london_day_after(day: date) -> datetime:
    """The instant, in UTC, at which a London calendar day is over."""
    return london_midnight(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Occurred:
    """The moment something happened in the world: a UTC instant and its precision.

    A day or a month is represented by its first instant in London. `day` is the London day on
    which it happened, None if only a month is known.
    """

    at: datetime
    precision: Precision = Precision.INSTANT
    day: date | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        exact = self.precision in (Precision.INSTANT, Precision.DAY)
        object.__setattr__(self, "day", london_date(self.at) if exact else None)

    @classmethod
    def of(cls, instant: datetime, precision: Precision) -> "Occurred":
        """Normalise an aware instant: a day or a month becomes its first instant in London."""
        match precision:
            case Precision.INSTANT:
                return cls(instant.astimezone(UTC), precision)
            case Precision.DAY:
                return cls(london_midnight(london_date(instant)), precision)
            case Precision.MONTH | Precision.NOT_BEFORE_MONTH:
                return cls(london_midnight(london_date(instant).replace(day=1)), precision)
