"""Instants as agencies have them: whole seconds in UTC, on London's office and court days."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from events.clocks import LONDON, london_date
from processors.victims_code.working_days import is_working_day

_DAY = timedelta(days=1)


def later(start: datetime, days: float) -> datetime:
    """So many days after an instant, to the second."""
    return start + timedelta(seconds=round(days * 86_400))


def between(start: datetime, end: datetime, share: float) -> datetime:
    """The instant some share of the way from one to another, to the second."""
    return start + timedelta(seconds=round((end - start).total_seconds() * share))


def at(rng: Random, day: date, first_hour: int, last_hour: int) -> datetime:
    """Some instant on a London day between two full hours."""
    begin = datetime.combine(day, time(first_hour), LONDON).astimezone(UTC)
    return begin + timedelta(seconds=rng.randrange((last_hour - first_hour) * 3600))


def in_office_hours(rng: Random, instant: datetime) -> datetime:
    """The instant itself where it falls between 8 and 20 in London; else the next morning."""
    local = instant.astimezone(LONDON)
    if local.hour < 8:
        return at(rng, local.date(), 8, 12)
    return instant if local.hour < 20 else at(rng, local.date() + _DAY, 8, 12)


def court_day(instant: datetime) -> date:
    """The first day on which a court sits, from an instant's London day on."""
    day = london_date(instant)
    while not is_working_day(day):
        day += _DAY
    return day
