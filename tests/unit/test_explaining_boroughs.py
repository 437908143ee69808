"""Command units that are slow by their boroughs alone, and units that are slow themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from compared_waits import DrawnWait, cell, counted, drawn
from events.places import BOROUGHS
from task_group.comparison_counts import StratumCount
from task_group.comparison_figures import PlaceScore, comparison_figures
from task_group.comparisons import against_past, against_rest
from task_group.lattice import Breakdown, Cell
from task_group.lattice_places import part_of
from task_group.release_figures import Comparison, ComparisonVerdict

CROYDON, BROMLEY, SUTTON = "E09000008", "E09000006", "E09000029"
"""The boroughs of the command unit South."""


def of_units_and_boroughs(medians: Mapping[str, float], year: bool) -> Mapping[Cell, Comparison]:
    """What all boroughs and their units come to where waits are long in some; of late or all along.

    Of late is: in a quarter, and not in the year before it.
    """
    random = np.random.default_rng(11)
    some = [*list(BOROUGHS)[2:30:3], CROYDON, BROMLEY, SUTTON]
    waits = {code: drawn(random, code, 150, medians.get(code, 30)) for code in some}
    before = [wait for code in waits for wait in drawn(random, code, 300, 30)]
    scores: dict[Cell, PlaceScore] = {}
    for dimension in (Breakdown.BOROUGH, Breakdown.BCU):
        here, then = (_counted_by(dimension, all_of) for all_of in (chain(*waits.values()), before))
        found = against_rest(dimension, here) if year else against_past(dimension, here, then)
        scores |= {cell(at[1], dimension): score for at, score in found}
    return {each.cell: each for each in comparison_figures(scores, scores)}


def _counted_by(dimension: Breakdown, waits: Iterable[DrawnWait]) -> Sequence[StratumCount]:
    return counted(replace(each, place=_place(dimension, each.place)) for each in waits)


def _place(dimension: Breakdown, borough: str) -> str:
    return borough if dimension is Breakdown.BOROUGH else part_of(Breakdown.BOROUGH, borough)


@pytest.mark.parametrize("year", [True, False])
@pytest.mark.parametrize(
    ("medians", "explaining"),
    [
        ({CROYDON: 120}, [CROYDON]),
        ({CROYDON: 120, SUTTON: 120}, [CROYDON, SUTTON]),
        ({CROYDON: 120, BROMLEY: 45, SUTTON: 45}, []),
        ({CROYDON: 45, BROMLEY: 45, SUTTON: 45}, []),
    ],
    ids=["one", "two", "one and all", "all"],
)
def test_a_unit_whose_boroughs_are_slow_is_explained_by_them_unless_the_others_are_slow_too(
    medians: Mapping[str, float], explaining: Sequence[str], year: bool
) -> None:
    figures = of_units_and_boroughs(medians, year)

    unit = figures[cell(BOROUGHS[CROYDON].bcu, Breakdown.BCU)]
    assert unit.verdict is ComparisonVerdict.SLOWER
    assert unit.explained_by_boroughs == explaining
    assert {each.place for each in figures.values() if each.explained_by_boroughs} <= {unit.place}
    slower = {each.place for each in figures.values() if each.verdict is ComparisonVerdict.SLOWER}
    assert slower - {unit.place} >= set(explaining)
