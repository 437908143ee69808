"""Which boroughs explain that a command unit is slower: those without which it is not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from math import sqrt

from scipy.special import ndtr

from events.places import BOROUGHS
from task_group.fair_comparison import DOUBTFUL, NOTHING, Score
from task_group.lattice import Breakdown, Cell


def explaining_boroughs(
    scores: Mapping[Cell, Score], slower: Collection[Cell]
) -> dict[Cell, list[str]]:
    """The slower boroughs of each slower unit whose other boroughs are together not slower.

    `scores` are of all that is compared, `slower` what is named. A unit of which no borough is
    named is left out, and so is one whose others are slower even doubtfully, or of which all of
    several are named: there the delay is the unit's. Only shown boroughs count as others.
    """
    found = {}
    for unit in slower:
        if unit.dimension is Breakdown.BCU:
            boroughs = _boroughs(unit, scores)
            named = [each.place for each in boroughs if each in slower]
            others = [scores[each] for each in boroughs if each not in slower]
            is_of_parts = len(boroughs) == 1 or bool(others)
            if named and is_of_parts and not _are_slower(others):
                found[unit] = named
    return found


def _boroughs(unit: Cell, cells: Iterable[Cell]) -> list[Cell]:
    codes = (code for code, borough in BOROUGHS.items() if borough.bcu == unit.place)
    found = {replace(unit, dimension=Breakdown.BOROUGH, place=code) for code in codes}
    return sorted(found.intersection(cells))


def _are_slower(scores: Iterable[Score]) -> bool:
    """Whether fewer stopped in places together than was expected, by more than may well be chance.

    By the normal distribution: this names nobody, and the sums are of several places.
    """
    whole = sum(scores, NOTHING)
    if whole.variance <= 0:
        return False
    missing = (whole.expected - whole.observed) / sqrt(whole.variance)
    return bool(2 * ndtr(-missing) < DOUBTFUL)
