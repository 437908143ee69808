"""How a due day is counted, in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from processors.victims_code.day_count import CountedDay, NotCounted
from processors.victims_code.rules import Rule
from web.formats import counted, long_day

USUAL_READING = (
    "The day the clock starts is not counted. That is the usual reading; the text of the Code does"
    " not confirm it."
)


def outcome(day: CountedDay) -> str:
    """How one day counts: "day 1", "not counted: weekend"."""
    match day.not_counted:
        case None:
            return f"day {day.number}"
        case NotCounted.START:
            return "not counted: the day from which is counted"
        case NotCounted.WEEKEND:
            return "not counted: weekend"
        case NotCounted.BANK_HOLIDAY:
            return f"not counted: bank holiday, {day.holiday}"


def summary(rule: Rule, days: int, count: Sequence[CountedDay]) -> str:
    """A count in a sentence without its full stop, with the days that are left out."""
    since, last = count[0].day, count[-1].day
    text = f"{_within(rule, days)} after {long_day(since)}, which is not counted: {long_day(last)}"
    left_out = "; ".join(_left_out(count[1:]))
    return f"{text}. Left out: {left_out}" if left_out else text


def _within(rule: Rule, days: int) -> str:
    if rule.ends_on_working_day:
        return f"The last working day within {counted(days, 'day')}"
    return counted(days, "working day" if rule.in_working_days else "day")


def _left_out(count: Iterable[CountedDay]) -> Iterable[str]:
    """The days left out; neighbouring days with one reason stand together."""
    for why, days in groupby(count, key=lambda day: (day.not_counted, day.holiday)):
        if why[0] is not None:
            yield f"{_both([day.day for day in days])} ({why[1] or 'weekend'})"


def _both(days: Sequence[date]) -> str:
    return " and ".join(long_day(day) for day in days)
