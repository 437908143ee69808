"""When people may be disturbed: working hours, and the hour of a digest."""

from datetime import UTC, datetime, time

from events.clocks import LONDON, london_date
from processors.victims_code.working_days import add_working_days, is_working_day
from processors.victims_code.working_hours import is_working_time, working_morning


def working_instant_from(at: datetime) -> datetime:
    """An instant, or the first later one within working hours, in UTC."""
    if is_working_time(at):
        return at
    day = london_date(at)
    if is_working_day(day) and at < working_morning(day):
        return working_morning(day)
    return working_morning(add_working_days(day, 1))


def digest_from(at: datetime, hour: int) -> datetime:
    """The first instant from `at` on at which a digest of that London hour goes out, in UTC.

    Digests go out on working days alone. In the weeks of both clock changes it is the hour that
    clocks in London show.
    """
    day = london_date(at)
    if not is_working_day(day) or at > _at_hour(at, hour):
        day = add_working_days(day, 1)
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


def _at_hour(at: datetime, hour: int) -> datetime:
    return datetime.combine(london_date(at), time(hour), LONDON).astimezone(UTC)
