"""What the counts of a flow come to: its clearance, and what it takes to clear what stands."""

from math import ceil

AGE_BANDS = (0, 30, 90, 180, 365, 730)
"""The first days of the bands of age in which open cases are counted."""

CLEARED_IN = 12
"""Months."""

_DAYS_IN_YEAR = 365


def clearance(came_in: int, went_out: int) -> float | None:
    """How many cases went out for every 100 that came in; None where none came in."""
    return 100 * went_out / came_in if came_in else None


def a_month(cases: int, days: int) -> float:
    """Cases in so many days, as a rate a month: a month is a twelfth of 365 days."""
    return cases * _DAYS_IN_YEAR / CLEARED_IN / days


def to_clear(at_end: int, came_in: int, days: int) -> int:
    """How many cases have to go out a month, until after twelve months none stands.

    That is a twelfth of the cases that stand, and as many as come in: in each of the months to come
    as many as in a month of the period, which had so many days. Rounded up to whole cases.
    """
    return ceil(round(at_end / CLEARED_IN + a_month(came_in, days), 6))
