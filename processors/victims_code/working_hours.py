"""The working hours of England and Wales: nine to five by London's clock, on working days."""

from datetime import UTC, date, datetime, time, timedelta

from events.clocks import LONDON, london_date
from processors.victims_code.working_days import add_working_days, first_working_day, is_working_day

BEGINS, ENDS = time(9), time(17)
"""London time."""


def working_morning(day: date) -> datetime:
    """The instant, in UTC, at which the working hours of a London day begin."""
    return datetime.combine(day, BEGINS, LONDON).astimezone(UTC)


def _evening(day: date) -> datetime:
    return datetime.combine(day, ENDS, LONDON).astimezone(UTC)


def next_working_morning(after: datetime) -> datetime:
    """The beginning of the next working day after the London day of an instant, in UTC."""
    return working_morning(add_working_days(london_date(after), 1))


def is_working_time(at: datetime) -> bool:
    """Whether an instant is within working hours."""
    day = london_date(at)
    return is_working_day(day) and working_morning(day) <= at < _evening(day)


def working_time_after(start: datetime, length: timedelta) -> datetime:
    """The instant, in UTC, once so much working time has passed since another."""
    day = first_working_day(london_date(start))
    begin = max(start, working_morning(day))
    while length > (left := max(_evening(day) - begin, timedelta())):
        length -= left
        day = add_working_days(day, 1)
        begin = working_morning(day)
    return max(begin, start) + length
