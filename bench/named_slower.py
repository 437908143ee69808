"""What a release names slower in a simulated world: which of it is planted, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.compared_world import PERIODS, Wait, filled
from events.places import BOROUGHS
from projections.store import Store
from simulator import PLANTED
from task_group.comparison_order import in_order
from task_group.comparisons import comparisons
from task_group.lattice import KINDS_OF_CASE, Breakdown
from task_group.release_figures import Comparison, ComparisonVerdict

FIRST = 5
"""As many places are looked at first as delays are planted."""

Told = tuple[str, str, str]
"""A cell by its dimension, place and stage."""

PLANTED_CELLS = {(str(each.dimension), each.value, str(each.stage)) for each in PLANTED}
_CARRIED = {
    ("bcu", BOROUGHS[place].bcu, stage) for by, place, stage in PLANTED_CELLS if by == "borough"
}


@dataclass(frozen=True, slots=True)
class NamedSlower:
    """How many are named slower, by what is behind it, and how many are explained.

    `first` are the planted delays among the first five of their list: places, or kinds of case.
    `first_of_all` are those among the first five of both together. `carried` are units with a
    planted borough in them, `folded` units that their boroughs explain. Kinds of offence differ in
    the simulator itself, so they are no false alarms, slower or `quicker`. `explained` are
    explained by their court.
    """

    shown: int
    first: int
    first_of_all: int
    planted: int
    carried: int
    folded: int
    offences: int
    others: int
    quicker: int
    explained: int


def named_slower(store: Store, waits: Sequence[Wait]) -> NamedSlower:
    """What is named slower over the year, with the planted delays."""
    with filled(store, waits) as shown:
        figures = in_order(comparisons(store, shown, PERIODS[:1]))
    slower, (places, kinds) = _slower(figures), lists(figures)
    planted = sum(each in PLANTED_CELLS for each in slower)
    carried = sum(each in _CARRIED for each in slower)
    offences = sum(each[0] == Breakdown.OFFENCE and each not in PLANTED_CELLS for each in slower)
    quicker = [told(each) for each in figures if each.verdict is ComparisonVerdict.QUICKER]
    return NamedSlower(
        shown=sum(told(each) in PLANTED_CELLS for each in figures),
        first=sum(each in PLANTED_CELLS for each in places[:FIRST] + kinds[:FIRST]),
        first_of_all=sum(each in PLANTED_CELLS for each in slower[:FIRST]),
        planted=planted,
        carried=carried,
        folded=sum(bool(each.explained_by_boroughs) for each in figures),
        offences=offences,
        others=len(slower) - planted - carried - offences,
        quicker=sum(each[0] != Breakdown.OFFENCE for each in quicker),
        explained=sum(each.explained_by_court for each in figures),
    )


def anybody_named(figures: Iterable[Comparison]) -> bool:
    """Whether any place is named, slower or quicker."""
    named = ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER
    return any(figure.verdict in named for figure in figures)


def _slower(figures: Iterable[Comparison]) -> list[Told]:
    return [told(each) for each in figures if each.verdict is ComparisonVerdict.SLOWER]


def lists(figures: Iterable[Comparison]) -> tuple[list[Told], list[Told]]:
    """The slower places and the slower kinds of case, each in its order."""
    slower = _slower(figures)
    kinds = [each for each in slower if each[0] in KINDS_OF_CASE]
    return [each for each in slower if each not in kinds], kinds


def told(figure: Comparison) -> Told:
    """The cell of a comparison."""
    return figure.dimension, figure.place, figure.stage
