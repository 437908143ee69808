"""The periods of a release: the year up to its last day, and the last complete quarters."""

from collections.abc import Iterator
from datetime import date, timedelta

from task_group.lattice import Period

YEAR = "year"
"""The code of the 365 days up to a release's last day."""

_QUARTERS = 4
_DAY = timedelta(days=1)


def periods(last: date) -> tuple[Period, ...]:
    """The year up to the last London day of the data, then its complete quarters, newest first."""
    year = Period(YEAR, last - 364 * _DAY, last)
    return year, *(quarter for _, quarter in zip(range(_QUARTERS), _quarters(last), strict=False))


def _quarters(last: date) -> Iterator[Period]:
    """The calendar quarters that are over on a day, newest first."""
    after = last + _DAY
    start = date(after.year, (after.month - 1) // 3 * 3 + 1, 1)
    while True:
        end = start - _DAY
        start = date(end.year, end.month - 2, 1)
        yield Period(f"{end.year}-Q{end.month // 3}", start, end)
