"""Which counts are withheld so that no small one is found: of London's courts, and at court."""

import pytest

from task_group.lattice import LONDON, Breakdown, Cell, Tier
from task_group.lattice_places import AT_COURT
from task_group.withheld_counts import Counts, too_small_to_show

LONDON_CELL = Cell(Breakdown.STAGE, LONDON, "charged", "year")
THAMES = Cell(Breakdown.COURT, "thames-magistrates", "charged", "year")
STRATFORD = Cell(Breakdown.COURT, "stratford-magistrates", "charged", "year")
TIER = Cell(Breakdown.TIER, Tier.MAGISTRATES, "charged", "year")


@pytest.mark.parametrize(
    ("of_london", "withheld"), [(53, {STRATFORD}), (69, {STRATFORD}), (70, set()), (50, set())]
)
def test_a_small_rest_of_london_takes_a_court_with_it(of_london: int, withheld: set[Cell]) -> None:
    """Given two courts where 30 and 20 moved on, and all tiers withheld for a few elsewhere."""
    counts: Counts = {LONDON_CELL: [of_london], THAMES: [30], STRATFORD: [20]}

    assert too_small_to_show(counts, [], frozenset()) == withheld


def test_where_a_tier_is_shown_its_courts_are_withheld_with_it() -> None:
    """Given a tier of 50 of London's 60, then the ten elsewhere take the tier with them."""
    counts: Counts = {LONDON_CELL: [60], TIER: [50], THAMES: [30], STRATFORD: [20]}

    assert too_small_to_show(counts, [], frozenset()) == {TIER, THAMES, STRATFORD}


HEARD, TRIED, AT_THAMES = (
    Cell(Breakdown.COURT, "thames-magistrates", stage, "year")
    for stage in ("first-hearing", "trial", AT_COURT)
)


@pytest.mark.parametrize(
    ("counts", "beside", "withheld"),
    [
        ({HEARD: [19], AT_THAMES: [19]}, {HEARD}, {HEARD, AT_THAMES}),
        ({HEARD: [40], AT_THAMES: [40]}, {HEARD}, {HEARD, AT_THAMES}),
        ({HEARD: [19], TRIED: [30], AT_THAMES: [49]}, {HEARD}, {HEARD, TRIED}),
        ({HEARD: [40], AT_THAMES: [40]}, set(), set()),
    ],
)
def test_at_court_does_not_show_again_what_is_withheld_of_a_stage(
    counts: Counts, beside: set[Cell], withheld: set[Cell]
) -> None:
    """Given a number withheld beside a small one, then it is not all that a place has at court."""
    assert too_small_to_show(counts, [], beside) == withheld
