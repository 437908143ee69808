"""Which blocks count: whatever an attacker subtracts, no small number comes out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from events.places import BOROUGHS
from task_group.disclosure import FEWEST
from task_group.lattice import ADDS_UP_TO, NOT_RECORDED, Breakdown
from task_group.lattice_places import families, part_of, places, tier_of
from task_group.suppression import LEAST_REST, Choice, Place, choose_blocks

STAGE = "trial"
LONDON: Place = (Breakdown.STAGE, "")

Wait = Mapping[Breakdown, str]
"""A victim who waits alone in a crime, by dimension."""

Published = tuple[tuple[Place, int], ...]


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


def released(waits: list[Wait], withheld: Mapping[Place, int]) -> tuple[Choice, list[Wait]]:
    """The choice, and the waits that are left in the release."""
    choice = choose_blocks(STAGE, sizes_of(waits), withheld)
    while choice.left_out:
        waits = [wait for wait in waits if not choice.left_out & set(wait.items())]
        choice = choose_blocks(STAGE, sizes_of(waits), withheld)
    return choice, waits


def published(waits: list[Wait]) -> Published:
    choice, left = released(waits, {})
    sizes = sizes_of(left)
    return tuple(sorted((place, sizes[place]) for place in choice.counting))


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


@settings(max_examples=150, deadline=None)
@given(worlds)
def test_what_is_not_counted_is_none_or_enough_under_each_whole(waits: list[Wait]) -> None:
    choice, left = released(waits, {})
    sizes = sizes_of(left)
    for above, whole, dimension, names in families(STAGE):
        if (above, whole) in choice.counting:
            parts = [(dimension, name) for name in names]
            hidden = [part for part in parts if part not in choice.counting]
            rest = sum(sizes.get(part, 0) for part in hidden)
            assert rest == 0 or rest >= LEAST_REST or len(hidden) == len(parts)


@settings(max_examples=150, deadline=None)
@given(worlds)
def test_nothing_counts_that_is_small_or_part_of_what_does_not_count(waits: list[Wait]) -> None:
    choice, left = released(waits, {})
    sizes = sizes_of(left)
    for dimension, place in choice.counting:
        assert sizes[dimension, place] >= FEWEST
        if dimension is not Breakdown.STAGE:
            assert (ADDS_UP_TO[dimension], part_of(dimension, place)) in choice.counting


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_no_small_block_can_be_solved_for(waits: list[Wait]) -> None:
    """Given every number that counts, exactly, and the rule, as equations in whole numbers."""
    choice, left = released(waits, {})
    if LONDON not in choice.counting:
        return
    attack = Attack(choice, sizes_of(left))
    for place, size in sizes_of(left).items():
        if place not in choice.counting and size < FEWEST and attack.is_attacked(place):
            low, high = attack.range_of(place)
            assert (low <= 0 and high >= FEWEST - 1) or high - low >= FEWEST - 1


class Attack:
    """What is shown, as equations. Under a whole that is shown, what is small is under `FEWEST`."""

    def __init__(self, choice: Choice, sizes: Mapping[Place, int]) -> None:
        self.places = [(each, name) for each in Breakdown for name in places(each, STAGE)]
        self.index = {place: number for number, place in enumerate(self.places)}
        self.low = np.zeros(len(self.places))
        self.high = np.full(len(self.places), 1000.0)
        for place in choice.counting:
            self.low[self.index[place]] = self.high[self.index[place]] = sizes[place]
        self.rows = list(self._sums())
        self.attacked = set(self._small(choice))
        for place in self.attacked:
            self.high[self.index[place]] = FEWEST - 1
        self._left_out = set(self._may_be_left_out(choice, sizes))

    def _sums(self) -> Iterator[np.ndarray]:
        for above, whole, dimension, names in families(STAGE):
            row = np.zeros(len(self.places))
            row[self.index[above, whole]] = -1
            row[[self.index[dimension, name] for name in names]] = 1
            yield row

    def _small(self, choice: Choice) -> Iterator[Place]:
        for above, whole, dimension, names in families(STAGE):
            if (above, whole) in choice.counting:
                rest = [name for name in names if (dimension, name) not in choice.counting]
                yield from ((dimension, name) for name in rest if name != names[0])

    def _may_be_left_out(self, choice: Choice, sizes: Mapping[Place, int]) -> Iterator[Place]:
        """Where nothing is left in the rest, the whole that is shown has none of it."""
        for above, whole, dimension, names in families(STAGE):
            parts = [(dimension, name) for name in names]
            rest = [part for part in parts if part not in choice.counting]
            if (above, whole) in choice.counting and not sum(sizes.get(p, 0) for p in rest):
                yield from rest

    def is_attacked(self, place: Place) -> bool:
        return place in self.attacked and place not in self._left_out

    def range_of(self, place: Place) -> tuple[float, float]:
        return self._best(place, 1), -self._best(place, -1)

    def _best(self, place: Place, sign: int) -> float:
        cost = np.zeros(len(self.places))
        cost[self.index[place]] = sign
        constraint = LinearConstraint(np.array(self.rows), 0, 0)
        found = milp(
            cost, constraints=constraint, bounds=(self.low, self.high), integrality=1 + 0 * cost
        )
        assert found.success
        return float(round(found.fun))


NORTH_WEST = [code for code, borough in BOROUGHS.items() if borough.bcu == "North West"]


def test_of_all_worlds_that_look_the_same_a_small_block_has_every_number() -> None:
    """Given every world of one command unit with up to 50 victims in its three boroughs.

    At most 19 of these are left out, so those with up to 31 are never alone by that bound.

    Then whatever is published of it fits ten numbers of each block under ten, or more.
    """
    looks: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for world in product(range(51), repeat=len(NORTH_WEST)):
        if sum(world) <= 50:
            looks[_look(world)].append(world)

    for same in (same for same in looks.values() if sum(same[0]) <= 31):
        for each in range(len(NORTH_WEST)):
            numbers = {world[each] for world in same}
            assert min(numbers) >= FEWEST or len(numbers) >= FEWEST, (same[0], sorted(numbers))


def _look(world: tuple[int, ...]) -> Published:
    """What is published of a world: small blocks are left out where the rest of a sum is small."""
    sizes = _world(world)
    choice = choose_blocks("reported", sizes, {})
    while choice.left_out:
        sizes = _without(sizes, choice.left_out)
        choice = choose_blocks("reported", sizes, {})
    return tuple(sorted((place, sizes[place]) for place in choice.counting))


def _world(boroughs: tuple[int, ...]) -> dict[Place, int]:
    unit = sum(boroughs)
    everybody = 100 + unit
    sizes = {
        LONDON: everybody,
        (Breakdown.AGENCY, "met-police"): everybody,
        (Breakdown.OFFENCE, "rape"): everybody,
        (Breakdown.VICTIM_KIND, "person"): everybody,
        (Breakdown.BCU, "North West"): unit,
        (Breakdown.BCU, "North"): 100,
        **{(Breakdown.BOROUGH, code): n for code, n in zip(NORTH_WEST, boroughs, strict=True)},
    }
    return {place: size for place, size in sizes.items() if size}


def _without(sizes: dict[Place, int], left_out: frozenset[Place]) -> dict[Place, int]:
    boroughs = tuple(
        0 if {(Breakdown.BOROUGH, code), (Breakdown.BCU, "North West")} & left_out else n
        for code in NORTH_WEST
        for n in [sizes.get((Breakdown.BOROUGH, code), 0)]
    )
    return _world(boroughs)


@settings(max_examples=100, deadline=None)
@given(worlds)
def test_what_was_withheld_stays_so_and_changes_nothing_else(waits: list[Wait]) -> None:
    """Given the same data a second time, knowing what was withheld, then the same is shown."""
    first, _ = released(waits, {})
    everything = [(each, name) for each in Breakdown for name in places(each, STAGE)]
    withheld = {place: 10**9 for place in everything if place not in first.counting}

    assert released(waits, withheld)[0].counting == first.counting


def test_a_place_that_had_nine_is_not_shown_with_ten_but_with_twenty() -> None:
    """Given a court that was withheld in the year before, then ten victims do not show it."""
    withheld: dict[Place, int] = {(Breakdown.COURT, "harrow"): LEAST_REST}
    others = [a_wait("snaresbrook", "E09000003", "rape") for _ in range(50)]
    ten = [a_wait("harrow", "E09000003", "rape") for _ in range(10)]

    assert (Breakdown.COURT, "harrow") in released(others + ten, {})[0].counting
    assert (Breakdown.COURT, "harrow") not in released(others + ten, withheld)[0].counting
    assert (Breakdown.COURT, "harrow") in released(others + 2 * ten, withheld)[0].counting
