"""In which order comparisons are listed: slower places first, the most so; the others by place."""

from collections.abc import Iterable
from enum import StrEnum

from task_group.release_figures import Comparison, ComparisonVerdict


class RankedBy(StrEnum):
    """By what slower places are ranked, the most first."""

    EXCESS = "excess"
    """The victim-days of excess wait: where most is lost."""
    RATIO = "ratio"
    """How many times as long victims wait."""


def in_order(figures: Iterable[Comparison], by: RankedBy = RankedBy.EXCESS) -> list[Comparison]:
    """First the slower places, the most so first; then the others, by place and stage.

    An order of what cannot be told apart would be an order by chance.
    """
    return sorted(figures, key=lambda each: (*_rank(each, by), each.place, each.stage))


def _rank(each: Comparison, by: RankedBy) -> tuple[bool, float]:
    if each.verdict is not ComparisonVerdict.SLOWER:
        return True, 0.0
    size = each.excess_days if by is RankedBy.EXCESS else each.ratio
    return False, -size.value if size else 0.0
