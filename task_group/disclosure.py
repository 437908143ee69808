"""Disclosure control: no statistic shows a count small enough to point at one person."""

FEWEST = 10
"""A smaller count is never shown, nor any figure that rests on it."""

ROUNDED_TO = 5
"""Counts are rounded to a multiple of this, so that no difference of two gives away a small one."""

EXACT_DAYS = 20
"""Longer times are rounded to multiples of `ROUNDED_TO` days."""


def shown(count: int) -> int | None:
    """The count of a whole as it may be shown: rounded, or None where it is too small."""
    return _rounded(count) if count >= FEWEST else None


def rounded_days(days: float) -> float:
    """A number of days as it may be shown: whole days, from 20 days on multiples of 5.

    Days that are fewer than London's are below 0, and are rounded alike.
    """
    exact = abs(days) < EXACT_DAYS
    return float(round(days)) if exact else float(ROUNDED_TO * round(days / ROUNDED_TO))


def rounded_share(share: float) -> float:
    """A share in per cent as it may be shown: without decimals."""
    return float(round(share))


def _rounded(count: int) -> int:
    return ROUNDED_TO * round(count / ROUNDED_TO)
