"""The order of comparisons: what is slower first, what cannot be told apart by its name.

What repeats another row stands behind the rows that have a cause of their own. The order rests on
published figures alone: an order by exact numbers would give these away.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from math import inf

from task_group.release_figures import Comparison, ComparisonVerdict, Estimate


class RankedBy(StrEnum):
    """The measure by which slower places are ranked, the most first."""

    EXCESS = "excess"
    """The victim-days that were waited beyond what London would have taken."""
    RATIO = "ratio"
    """How many times as long as London would have taken."""


_ORDER = (
    ComparisonVerdict.SLOWER,
    ComparisonVerdict.NOT_TOLD_APART,
    ComparisonVerdict.QUICKER,
    ComparisonVerdict.NOT_COMPARABLE,
)


def in_order(
    figures: Iterable[Comparison],
    by: RankedBy = RankedBy.EXCESS,
    name: Callable[[Comparison], str] = lambda figure: figure.place,
) -> list[Comparison]:
    """Slower places, the most so first, then those that cannot be told apart, and the others.

    Slower ones that another row explains stand last among the slower. All but the slower ones stand
    by the `name` of their place, then by stage.
    """
    return sorted(figures, key=lambda figure: (*_rank(figure, by), name(figure), figure.stage))


def _rank(figure: Comparison, by: RankedBy) -> tuple[int, bool, float]:
    if figure.verdict is not ComparisonVerdict.SLOWER:
        return _ORDER.index(figure.verdict), False, 0.0
    ranked = figure.excess_days if by is RankedBy.EXCESS else figure.ratio
    return _ORDER.index(figure.verdict), figure.is_explained, -_value(ranked)


def _value(estimate: Estimate | None) -> float:
    return -inf if estimate is None else estimate.value
