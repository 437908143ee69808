"""Slower places first, the most so first; those that cannot be told apart by name."""

import sys
from subprocess import run

import pytest

from cli.release_tables import slower_kinds, slower_places
from task_group.comparison_order import RankedBy, in_order
from task_group.lattice import Breakdown
from task_group.release_figures import Comparison, ComparisonVerdict, Estimate

SLOWER, QUICKER = ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER
ALIKE, ALONE = ComparisonVerdict.NOT_TOLD_APART, ComparisonVerdict.NOT_COMPARABLE


def estimate(value: float | None) -> Estimate | None:
    return None if value is None else Estimate(value=value, low=value, high=value)


def figure(
    place: str, verdict: ComparisonVerdict, ratio: float | None = 1, excess: float | None = 0
) -> Comparison:
    return Comparison(
        dimension=Breakdown.COURT,
        place=place,
        stage="charged",
        period="year",
        verdict=verdict,
        persons=50,
        ratio=estimate(ratio),
        excess_days=estimate(excess),
        explained_by_court=False,
    )


FIGURES = [
    figure("wimbledon", ALIKE, 1.9, 900),
    figure("thames", ALONE, None, None),
    figure("bexley", SLOWER, 3, 200),
    figure("uxbridge", QUICKER, 0.5, -700),
    figure("bromley", SLOWER, 1.5, 2000),
    figure("ealing", ALIKE, 0.9, -50),
    figure("croydon", SLOWER, None, None),
    figure("acton", QUICKER, 0.9, -70),
]


@pytest.mark.parametrize(
    ("by", "slower"),
    [(RankedBy.EXCESS, ["bromley", "bexley"]), (RankedBy.RATIO, ["bexley", "bromley"])],
)
def test_slower_places_stand_first(by: RankedBy, slower: list[str]) -> None:
    places = [each.place for each in in_order(FIGURES, by)]

    others = ["croydon", "ealing", "wimbledon", "acton", "uxbridge", "thames"]
    assert places == slower + others
    assert places == [each.place for each in in_order(reversed(FIGURES), by)]


def test_what_a_borough_explains_stands_behind_what_is_slow_itself() -> None:
    """Given a unit with the most excess, which is its borough's, then the borough stands first."""
    unit = figure("SN", SLOWER, 2, 900).model_copy(update={"explained_by_boroughs": ["E09000008"]})
    others = [figure("E09000008", SLOWER, 3, 800), figure("harrow", ALIKE, 1.9, 950)]

    for by in RankedBy:
        places = [each.place for each in in_order([unit, *others], by)]
        assert places == ["E09000008", "SN", "harrow"]


def test_places_and_kinds_of_case_are_two_lists_of_what_is_slower() -> None:
    """Given rapes that take longer than any court makes anybody wait, then courts stand apart."""
    kinds = [
        figure("rape", SLOWER, 2, 9000).model_copy(update={"dimension": Breakdown.OFFENCE}),
        figure("business", SLOWER, 2, 8000).model_copy(update={"dimension": Breakdown.VICTIM_KIND}),
        figure("robbery", ALIKE).model_copy(update={"dimension": Breakdown.OFFENCE}),
    ]

    assert [each.place for each in slower_kinds([*FIGURES, *kinds])] == ["rape", "business"]
    places = [each.place for each in slower_places([*FIGURES, *kinds])]
    assert places == ["bromley", "bexley", "croydon"]


def test_places_stand_by_the_name_that_is_shown() -> None:
    names = {"E09000008": "Croydon", "E09000002": "Barking", "E09000007": "Camden"}
    figures = [figure(code, ALIKE) for code in names]

    ordered = in_order(figures, name=lambda each: names[each.place])

    assert [names[each.place] for each in ordered] == ["Barking", "Camden", "Croydon"]


def test_pages_that_order_comparisons_load_no_numpy() -> None:
    asked = "import sys, task_group.comparison_order; print('numpy' in sys.modules)"
    assert run([sys.executable, "-c", asked], capture_output=True, text=True).stdout == "False\n"
