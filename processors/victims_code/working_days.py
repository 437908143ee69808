"""Working days of England and Wales: Monday to Friday, bank holidays left out.

A deadline of n working days does not count the day its clock starts (the usual reading, not
confirmed in the Code's text). All days are London calendar days.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


@lru_cache
def _official() -> dict[int, dict[date, str]]:
    """GOV.UK's own list, by year, as the library carries it; complete years only."""
    from govuk_bank_holidays.bank_holidays import BankHolidays  # slow, and not every command counts

    known = BankHolidays(use_cached_holidays=True).get_holidays(
        division=BankHolidays.ENGLAND_AND_WALES
    )
    by_year: dict[int, dict[date, str]] = {}
    for holiday in known:
        by_year.setdefault(holiday["date"].year, {})[holiday["date"]] = holiday["title"]
    return {year: days for year, days in by_year.items() if len(days) >= 8}


@lru_cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of a year, named: GOV.UK's where it has them, else computed by rule."""
    official = _official().get(year)
    if official is not None:
        return official
    import holidays  # slower still

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether a London day is a working day in England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@lru_cache(maxsize=100_000)
def add_working_days(day: date, count: int) -> date:
    """The day that is `count` working days after `day`, which itself is not counted."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=100_000)
def working_day_before(day: date) -> date:
    """The last working day before `day`."""
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def last_working_day(day: date) -> date:
    """The last working day up to `day`, which counts itself."""
    return day if is_working_day(day) else working_day_before(day)


def first_working_day(day: date) -> date:
    """The first working day from `day` on, which counts itself."""
    return day if is_working_day(day) else add_working_days(day, 1)


@lru_cache(maxsize=100_000)
def working_days_after(due: date, done: date) -> int:
    """How many working days `done` lies after `due`; 0 where it does not."""
    late = 0
    while due < done:
        due += _DAY
        late += is_working_day(due)
    return late
