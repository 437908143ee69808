"""Which blocks count: whatever an attacker subtracts, no small number comes out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from task_group.disclosure import FEWEST
from task_group.lattice import ADDS_UP_TO, NOT_RECORDED, Breakdown
from task_group.lattice_places import families, part_of, places, tier_of
from task_group.suppression import LEAST_REST, Place, choose_blocks
from tries import tries

STAGE = "trial"
LONDON: Place = (Breakdown.STAGE, "")

Wait = Mapping[Breakdown, str]
"""A victim who waits alone in a crime, by dimension."""


def a_wait(court: str, borough: str, offence: str, kind: str = "person") -> Wait:
    return {
        Breakdown.STAGE: "",
        Breakdown.AGENCY: "hmcts",
        Breakdown.TIER: tier_of(court),
        Breakdown.COURT: court,
        Breakdown.BCU: part_of(Breakdown.BOROUGH, borough),
        Breakdown.BOROUGH: borough,
        Breakdown.OFFENCE: offence,
        Breakdown.VICTIM_KIND: kind,
    }


def sizes_of(waits: list[Wait]) -> dict[Place, int]:
    sizes: defaultdict[Place, int] = defaultdict(int)
    for wait in waits:
        for place in wait.items():
            sizes[place] += 1
    return dict(sizes)


def chosen(waits: list[Wait]) -> frozenset[Place]:
    return choose_blocks(STAGE, sizes_of(waits), {})


worlds = st.lists(
    st.tuples(
        st.integers(1, 45),
        st.sampled_from(["snaresbrook", "harrow", "thames-magistrates", NOT_RECORDED]),
        st.sampled_from(["E09000003", "E09000005", "E09000015", "E09000010", NOT_RECORDED]),
        st.sampled_from(["rape", "violence", "robbery"]),
        st.sampled_from(["person", "business"]),
    ),
    min_size=1,
    max_size=9,
).map(lambda groups: [a_wait(*group[1:]) for group in groups for _ in range(group[0])])


def _rests(counting: frozenset[Place]) -> Iterator[tuple[list[Place], list[Place]]]:
    """Of each whole that counts all parts in their order, and those that are withheld.

    The parts of all wholes that do not count are one sum: London less what counts.
    """
    for parts in _sums_of_parts(counting):
        yield parts, [part for part in parts if part not in counting]


def _sums_of_parts(counting: frozenset[Place]) -> Iterator[list[Place]]:
    for above, whole, dimension, names in families(STAGE):
        if (above, whole) in counting:
            yield [(dimension, name) for name in names]
    for dimension in (Breakdown.COURT, Breakdown.BOROUGH):
        above = ADDS_UP_TO[dimension]
        everywhere = [(dimension, name) for name in places(dimension, STAGE)]
        yield [p for p in everywhere if (above, part_of(*p)) not in counting and LONDON in counting]


@tries(150)
@given(worlds)
def test_what_is_not_counted_is_none_or_enough_under_each_whole(waits: list[Wait]) -> None:
    sizes = sizes_of(waits)
    for parts, hidden in _rests(chosen(waits)):
        rest = sum(sizes.get(part, 0) for part in hidden)
        assert rest == 0 or rest >= LEAST_REST or len(hidden) == len(parts)


@tries(150)
@given(worlds)
def test_nothing_counts_that_is_small_or_part_of_a_london_that_is(waits: list[Wait]) -> None:
    counting, sizes = chosen(waits), sizes_of(waits)
    for place in counting:
        assert sizes[place] >= FEWEST
        assert LONDON in counting


@tries(40)
@given(worlds)
def test_no_small_block_can_be_solved_for(waits: list[Wait]) -> None:
    """Given every number that counts, exactly, and the rule, as equations in whole numbers."""
    counting, sizes = chosen(waits), sizes_of(waits)
    if LONDON not in counting:
        return
    attack = Attack(counting, sizes)
    for place in attack.attacked:
        if sizes.get(place, 0) < FEWEST:
            low, high = attack.range_of(place)
            assert (low <= 0 and high >= FEWEST - 1) or high - low >= FEWEST - 1


class Attack:
    """What is shown, as equations, and what the rule says of each rest.

    Whatever stands behind the first place that is shown is small. Those before it are withheld
    beside the small ones: one of them, the last, may have been needed until all were enough.
    """

    def __init__(self, counting: frozenset[Place], sizes: Mapping[Place, int]) -> None:
        self.places = [(each, name) for each in Breakdown for name in places(each, STAGE)]
        self.index = {place: number for number, place in enumerate(self.places)}
        self.low = np.zeros(len(self.places))
        self.high = np.full(len(self.places), 1000.0)
        for place in counting:
            self.low[self.index[place]] = self.high[self.index[place]] = sizes[place]
        self.sums = list(self._sums())
        self.short: list[np.ndarray] = []
        self.attacked: list[Place] = []
        for parts, hidden in _rests(counting):
            if sum(sizes.get(part, 0) for part in hidden):  # else subtracting shows that none is
                self._use_the_rule(parts, hidden, sizes)

    def _sums(self) -> Iterator[np.ndarray]:
        for above, whole, dimension, names in families(STAGE):
            row = self._row(*((dimension, name) for name in names))
            row[self.index[above, whole]] = -1
            yield row

    def _row(self, *places: Place) -> np.ndarray:
        row = np.zeros(len(self.places))
        row[[self.index[place] for place in places]] = 1
        return row

    def _use_the_rule(
        self, parts: list[Place], hidden: list[Place], sizes: Mapping[Place, int]
    ) -> None:
        self.attacked += hidden
        first = next((number for number, part in enumerate(parts) if part not in hidden), None)
        for place in hidden[first:] if first is not None else ():
            self.high[self.index[place]] = FEWEST - 1
        large = [part for part in hidden[:first] if sizes.get(part, 0) >= FEWEST]
        if len(large) > 1 or (large and large[0] != parts[0]):
            others = [part for part in hidden if part != large[-1]]
            self.short.append(self._row(*others))

    def range_of(self, place: Place) -> tuple[float, float]:
        return self._best(place, 1), -self._best(place, -1)

    def _best(self, place: Place, sign: int) -> float:
        cost = np.zeros(len(self.places))
        cost[self.index[place]] = sign
        constraints = [LinearConstraint(np.array(self.sums), 0, 0)]
        if self.short:
            constraints.append(LinearConstraint(np.array(self.short), 0, LEAST_REST - 1))
        found = milp(
            cost, constraints=constraints, bounds=(self.low, self.high), integrality=1 + 0 * cost
        )
        assert found.success
        return float(round(found.fun))


@tries(100)
@given(worlds)
def test_what_was_withheld_stays_so_and_changes_nothing_else(waits: list[Wait]) -> None:
    """Given the same data a second time, knowing what was withheld, then the same is shown."""
    first = chosen(waits)
    everything = [(each, name) for each in Breakdown for name in places(each, STAGE)]
    withheld = {place: 10**9 for place in everything if place not in first}

    assert choose_blocks(STAGE, sizes_of(waits), withheld) == first


def test_a_place_that_had_nine_is_not_shown_with_ten_but_with_twenty() -> None:
    """Given a court that was withheld in the year before, then ten victims do not show it."""
    harrow = (Breakdown.COURT, "harrow")
    withheld: dict[Place, int] = {harrow: LEAST_REST}
    others = [a_wait("snaresbrook", "E09000003", "rape") for _ in range(50)]
    ten = [a_wait("harrow", "E09000003", "rape") for _ in range(10)]

    assert harrow in choose_blocks(STAGE, sizes_of(others + ten), {})
    assert harrow not in choose_blocks(STAGE, sizes_of(others + ten), withheld)
    assert harrow in choose_blocks(STAGE, sizes_of(others + 2 * ten), withheld)


def test_beside_few_as_many_of_the_first_places_are_withheld_as_are_needed() -> None:
    """Given nine at one court, then the first ones of the order go with it, and London stays."""
    few = [a_wait("harrow", "E09000003", "rape") for _ in range(9)]
    others = [
        a_wait(court, "E09000003", "rape")
        for court in ("snaresbrook", "isleworth", "wood-green")
        for _ in range(50)
    ]
    counting = choose_blocks(STAGE, sizes_of(few + others), {})

    courts = {place for dimension, place in counting if dimension is Breakdown.COURT}
    assert courts == {"snaresbrook", "isleworth"}
    assert LONDON in counting


def test_beside_a_few_without_a_court_the_courts_of_a_tier_are_shown() -> None:
    """Given three whose court is not known, then their tier is withheld, and one court of it."""
    unknown = [a_wait(NOT_RECORDED, "E09000003", "rape") for _ in range(3)]
    others = [
        a_wait(court, "E09000003", "rape")
        for court in ("thames-magistrates", "stratford-magistrates", "ealing-magistrates")
        for _ in range(50)
    ]
    counting = choose_blocks(STAGE, sizes_of(unknown + others), {})

    assert not [place for dimension, place in counting if dimension is Breakdown.TIER]
    courts = {place for dimension, place in counting if dimension is Breakdown.COURT}
    assert courts == {"thames-magistrates", "stratford-magistrates"}
