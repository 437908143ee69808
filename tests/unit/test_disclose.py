"""What is withheld of the counts of shown cells cannot be solved for, from all that is shown."""

import pytest
from hypothesis import Phase, assume, given
from hypothesis import strategies as st

from task_group.disclose import disclose, with_persons_shown
from task_group.disclosure import FEWEST
from task_group.flow_rates import to_clear
from task_group.lattice import LONDON, NOT_RECORDED, Breakdown, Cell, Tier
from task_group.release_figures import Comparison, ComparisonVerdict
from tries import tries
from worlds_of_counts import (
    COUNTS,
    PERIODS,
    STAGE,
    Quarter,
    Solver,
    World,
    cell_of,
    disclosed_of,
    flow,
    names_shown,
    shown_cells,
    shown_numbers,
    world_of,
)

counts = st.one_of(st.integers(0, 12), st.integers(0, 80))
worlds = st.builds(
    world_of,
    st.tuples(counts, counts, counts),
    st.tuples(*[st.tuples(*[st.builds(Quarter, counts, counts, counts)] * 3)] * 3),
)


@tries(15, phases=[Phase.explicit, Phase.generate])
@given(worlds)
def test_no_withheld_count_can_be_solved_for(world: World) -> None:
    """Given every count that is shown, exactly, and every sum, then each other has ten values."""
    cells = shown_cells(world)
    assume(cells)
    disclosed = disclosed_of(world)
    shown = shown_numbers(disclosed, world)
    solver = Solver(world, shown)

    for cell in cells:
        for name in COUNTS[:-1]:
            if world[cell][name] < FEWEST:
                assert (cell, name) not in shown
                assert solver.values(cell, name) >= FEWEST, (cell, name)


@tries(10, phases=[Phase.explicit, Phase.generate])
@given(worlds, worlds)
def test_an_agency_that_subtracts_its_own_finds_no_count_of_anothers(
    own: World, other: World
) -> None:
    """Given all that is shown, less one's own, and every sum, then each other has ten values."""
    disclosed = disclosed_of(own, other)
    cells = shown_cells(other)
    solver = Solver(other, shown_numbers(disclosed, other))

    for cell in cells:
        for name in COUNTS[:-1]:
            if other[cell][name] < FEWEST:
                assert solver.values(cell, name) >= FEWEST, (cell, name)


@tries(10, phases=[Phase.explicit, Phase.generate])
@given(worlds, st.lists(worlds, min_size=2, max_size=2))
def test_what_an_agency_adds_shows_nothing_more_and_nothing_less_of_anothers(
    other: World, owns: list[World]
) -> None:
    """Given two worlds of one's own in which all is shown, whatever the other agency has."""
    seen = [names_shown(disclosed_of(own, other)) for own in owns]
    alone = [names_shown(disclosed_of(own)) for own in owns]
    of_other = names_shown(disclosed_of(other))
    both = set(shown_cells(owns[0])) & set(shown_cells(owns[1])) & set(shown_cells(other))

    for shown, own in zip(seen, alone, strict=True):
        assert {each for each in shown if each[0] in both} == {
            each for each in own & of_other if each[0] in both
        }


def test_with_ones_own_nine_a_count_of_one_is_not_shown_as_ten() -> None:
    """Given a court's tier where another agency's victims ended otherwise once in the year."""
    few = (Quarter(90, 60, 1), Quarter(90, 60, 0), Quarter(90, 60, 0))
    many = (Quarter(90, 50, 20),) * 3
    other = world_of((0, 200, 300), ((Quarter(0, 0, 0),) * 3, many, few))
    for ended in (8, 9, 30):
        own = world_of(
            (0, 200, 300), ((Quarter(0, 0, 0),) * 3, many, (Quarter(90, 50, ended),) * 3)
        )
        crown = next(
            each
            for each in disclosed_of(own, other).waits
            if each.cell == cell_of(Tier.CROWN, "year")
        )
        assert crown.waits is not None
        assert (crown.moved_on, crown.ended_otherwise) == (None, None)


def test_a_count_of_a_quarter_that_was_nine_is_not_shown_as_ten_in_the_next_release() -> None:
    """Given one late event: the count is ten now, and what was withheld beside it is the same."""
    nobody = (Quarter(0, 0, 0),) * 3
    many = (Quarter(90, 50, 20),) * 3
    nine, ten = (
        world_of((0, 200, 300), (nobody, many, (many[0], Quarter(90, 50, ended), many[2])))
        for ended in (9, 10)
    )
    first = disclosed_of(nine)
    second = disclosed_of(ten, before=first)
    quarter = cell_of(Tier.CROWN, "2026-Q1")

    assert (quarter, "ended_otherwise") not in names_shown(first)
    assert (quarter, "ended_otherwise") in names_shown(disclosed_of(ten))
    assert names_shown(second) == names_shown(first)


BUSY = world_of(
    (0, 200, 300),
    (
        (Quarter(0, 0, 0),) * 3,
        (Quarter(83, 51, 26), Quarter(92, 44, 31), Quarter(57, 38, 20)),
        (Quarter(71, 61, 27), Quarter(102, 35, 10), Quarter(88, 80, 16)),
    ),
)
CROWN = cell_of(Tier.CROWN, "2026-Q2")


def test_where_all_are_enough_each_count_is_rounded_to_the_nearest_five() -> None:
    (figure,) = (each for each in disclosed_of(BUSY).waits if each.cell == CROWN)
    (of_flow,) = (each for each in disclosed_of(BUSY).flows if each.cell == CROWN)
    exact = BUSY[CROWN]

    assert (exact["waits"], exact["moved_on"], exact["ended_otherwise"]) == (428, 80, 16)
    assert (figure.waits, figure.moved_on, figure.ended_otherwise) == (430, 80, 15)
    assert (of_flow.at_start, of_flow.came_in, of_flow.went_out) == (340, 90, 95)
    assert of_flow.clearance == round(100 * 95 / 90)
    assert of_flow.to_clear == to_clear(of_flow.at_end or 0, 90, days=91)


@pytest.mark.parametrize(("at_start", "came_in"), [(10, 12), (12, 10), (57, 23), (988, 212)])
def test_what_it_takes_to_clear_follows_from_the_counts_beside_it(
    at_start: int, came_in: int
) -> None:
    """Given few cases or many: whoever reads the row finds the rate, which is never none."""
    at_end = at_start + came_in - 10
    counts = dict(zip(COUNTS, (at_start, came_in, at_end, 10, 10, 0, at_start), strict=True))
    exact = flow(cell_of(LONDON, "year"), counts)
    (shown,) = (each for each in disclose([], [exact], PERIODS).flows if each.at_end)

    assert shown.to_clear == to_clear(shown.at_end or 0, shown.came_in or 0, days=273)
    assert shown.to_clear > 0


def test_a_cell_of_nobody_looks_like_one_that_is_withheld() -> None:
    """Given nobody without a court, and nobody in the City: each has its figure, with nothing."""
    disclosed = disclosed_of(BUSY)
    by_cell = {each.cell: each for each in disclosed.waits}
    nobody = by_cell[cell_of(NOT_RECORDED, "year")]
    some = by_cell[Cell(Breakdown.BOROUGH, "E09000001", STAGE, "year")]

    assert len(by_cell) == len(disclosed.waits)
    changed = {"place": some.place, "dimension": some.dimension}
    assert nobody.model_copy(update=changed) == some
    assert some.waits is None
    assert some.shares == []


def test_where_few_ended_otherwise_nothing_says_how_many() -> None:
    """Given 3 of the year: withheld with who moved on and the shares of both, and so elsewhere."""
    few = (Quarter(90, 60, 1),) * 3
    many = (Quarter(90, 50, 20),) * 3
    world = world_of((0, 200, 300), ((Quarter(0, 0, 0),) * 3, many, few))
    of_year = [each for each in disclosed_of(world).waits if each.period == "year"]
    crown, magistrates, london = (
        next(each for each in of_year if each.cell == cell_of(place, "year"))
        for place in (Tier.CROWN, Tier.MAGISTRATES, LONDON)
    )

    assert london.ended_otherwise == 65
    assert london.shares[0].ended_otherwise is not None
    for each in (crown, magistrates):
        assert (each.moved_on, each.ended_otherwise) == (None, None)
        assert each.waits is not None
        assert each.open is not None
        assert each.shares[0].waiting is not None
        assert each.shares[0].moved_on is None
        assert each.shares[0].ended_otherwise is None


def test_comparisons_show_no_persons_that_the_waits_withhold() -> None:
    waits = disclosed_of(BUSY).waits
    shown = next(each for each in waits if each.cell == CROWN)
    withheld = next(each for each in waits if each.waits is None)
    comparisons = [
        Comparison(
            **figure.model_dump(include={"dimension", "place", "stage", "period"}),
            verdict=ComparisonVerdict.NOT_TOLD_APART,
            persons=428,
            ratio=None,
            excess_days=None,
            explained_by_court=False,
        )
        for figure in (shown, withheld)
    ]

    assert [each.persons for each in with_persons_shown(comparisons, waits)] == [430, None]
