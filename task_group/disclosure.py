"""Disclosure control: no statistic shows a count small enough to point at one person."""

from collections.abc import Iterable, Iterator

FEWEST = 10
"""A smaller count is never shown, nor any figure that rests on it."""

ROUNDED_TO = 5
"""Counts are rounded to a multiple of this, so that no difference of two gives away a small one."""


EXACT_DAYS = 20
"""Longer times are rounded to multiples of `ROUNDED_TO` days."""


def shown(count: int) -> int | None:
    """The count of a whole as it may be shown: rounded, or None where it is too small."""
    return _rounded(count) if count >= FEWEST else None


def shown_parts(counts: Iterable[int]) -> Iterator[int | None]:
    """The counts of the parts of a whole as they may be shown.

    The order of `counts` must not depend on the counts. The running sum of the counts that are
    shown is rounded, and each count is shown as the step of that sum. However many parts there are,
    their sum is then no more exact than the whole. Where all are shown, they add up to the whole's
    `shown` count.
    """
    so_far = 0
    for count in counts:
        if count < FEWEST:
            yield None
        else:
            yield _rounded(so_far + count) - _rounded(so_far)
            so_far += count


def resting_on(count: int, figure: int | None) -> int | None:
    """A figure that rests on `count` cases, or None where these are too few."""
    return figure if count >= FEWEST else None


def are_enough(below: int, above: int) -> bool:
    """Whether a quantile may be shown: enough must lie on each side of it.

    Count victims or crimes, whichever are fewer: a crime with many victims is one event.
    """
    return below >= FEWEST and above >= FEWEST


def rounded_days(days: float) -> float:
    """A length of time as it may be shown: whole days, from 20 days on multiples of 5."""
    return float(round(days)) if days < EXACT_DAYS else float(ROUNDED_TO * round(days / ROUNDED_TO))


def rounded_share(share: float) -> float:
    """A share in per cent as it may be shown: without decimals."""
    return float(round(share))


def _rounded(count: int) -> int:
    return ROUNDED_TO * round(count / ROUNDED_TO)
