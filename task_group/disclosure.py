"""What may leave as a statistic: no count small enough to point at one person."""

from collections.abc import Iterable, Iterator

FEWEST = 10
"""A count below this is never shown, nor any figure that rests on it."""

ROUNDED_TO = 5
"""Shown counts are rounded, so that no small count is found by taking one from another."""


def shown(count: int) -> int | None:
    """A whole's count as it may be shown: rounded, or None where it is too small."""
    return _rounded(count) if count >= FEWEST else None


def shown_parts(counts: Iterable[int]) -> Iterator[int | None]:
    """The counts of the parts of a whole as they may be shown, in an order that no count decides.

    The running sum of those shown is rounded and each is told by its step, so that however many
    they are, their sum is known no better than the whole is. Where all are shown they add up to
    the whole as `shown` tells it.
    """
    so_far = 0
    for count in counts:
        if count < FEWEST:
            yield None
        else:
            yield _rounded(so_far + count) - _rounded(so_far)
            so_far += count


def resting_on(count: int, figure: int | None) -> int | None:
    """A figure drawn from so many cases, or None where they are too few to show it."""
    return figure if count >= FEWEST else None


def _rounded(count: int) -> int:
    return ROUNDED_TO * round(count / ROUNDED_TO)
