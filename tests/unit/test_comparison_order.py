"""Slower places come first, the most so first; what may be chance has no order of its own."""

from hypothesis import given
from hypothesis import strategies as st

from release_strategies import court_comparisons
from task_group.comparison_order import RankedBy, in_order
from task_group.release_figures import Comparison, ComparisonVerdict


@given(court_comparisons(), st.sampled_from(RankedBy))
def test_slower_places_come_first_by_what_is_asked(found: list[Comparison], by: RankedBy) -> None:
    ordered = in_order(found, by)
    slower = [each.verdict is ComparisonVerdict.SLOWER for each in ordered]
    assert slower == sorted(slower, reverse=True)
    ranked = [
        each.excess_days if by is RankedBy.EXCESS else each.ratio for each in ordered[: sum(slower)]
    ]
    sizes = [each.value for each in ranked if each]
    assert sizes == sorted(sizes, reverse=True)


@given(court_comparisons())
def test_the_order_of_what_cannot_be_told_apart_is_by_place(found: list[Comparison]) -> None:
    untold = ComparisonVerdict.NOT_TOLD_APART
    names = [each.place for each in in_order(found) if each.verdict is untold]
    assert names == sorted(names)
