"""What may leave as a statistic: no count small enough to point at one person."""

FEWEST = 10
"""A count below this is never shown, nor any figure that rests on it."""

ROUNDED_TO = 5
"""Shown counts are rounded, so that no small count is found by taking one from another."""


def shown(count: int) -> int | None:
    """A count as it may be shown: rounded, or None where it is too small."""
    return ROUNDED_TO * round(count / ROUNDED_TO) if count >= FEWEST else None


def resting_on(count: int, figure: int | None) -> int | None:
    """A figure drawn from so many cases, or None where they are too few to show it."""
    return figure if count >= FEWEST else None
