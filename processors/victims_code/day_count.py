"""How a due day is counted, day by day, so that anybody can count it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from processors.victims_code.rules import Rule, counted
from processors.victims_code.working_days import bank_holidays, is_working_day


class NotCounted(StrEnum):
    """Why a day is not counted."""

    START = "start"
    """The day from which is counted."""
    WEEKEND = "weekend"
    BANK_HOLIDAY = "bank-holiday"


@dataclass(frozen=True)
class CountedDay:
    """One London day of a count: its number in it, or why it is not counted.

    `holiday` is the name of the bank holiday.
    """

    day: date
    number: int | None = None
    not_counted: NotCounted | None = None
    holiday: str | None = None


def day_count(rule: Rule, since: date, days: int) -> list[CountedDay]:
    """Every London day from `since`, which is not counted, to the last of so many days."""
    return list(_days(rule, since, counted(rule, since, days)))


def _days(rule: Rule, since: date, last: date) -> Iterator[CountedDay]:
    yield CountedDay(since, not_counted=NotCounted.START)
    number = 0
    for ahead in range(1, (last - since).days + 1):
        day = since + timedelta(days=ahead)
        if not rule.in_working_days or is_working_day(day):
            number += 1
            yield CountedDay(day, number)
        else:
            yield _not_counted(day)


def _not_counted(day: date) -> CountedDay:
    holiday = bank_holidays(day.year).get(day)
    why = NotCounted.BANK_HOLIDAY if holiday else NotCounted.WEEKEND
    return CountedDay(day, not_counted=why, holiday=holiday)
