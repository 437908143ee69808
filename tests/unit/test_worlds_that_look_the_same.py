"""All worlds of which the same is published: among them a small block has every number."""

from collections import defaultdict
from itertools import product

import pytest

from events.places import BOROUGHS
from task_group.disclosure import FEWEST
from task_group.lattice import NOT_RECORDED, Breakdown, Tier
from task_group.suppression import Place, choose_blocks

pytestmark = pytest.mark.slow

STAGE = "trial"
LONDON: Place = (Breakdown.STAGE, "")

Published = tuple[tuple[Place, int], ...]

NORTH_WEST = [code for code, borough in BOROUGHS.items() if borough.bcu == "North West"]


def test_of_all_worlds_that_look_the_same_a_small_block_has_every_number() -> None:
    """Given every world of one command unit with up to 60 victims in its three boroughs.

    All others of London's 160 wait in another unit.
    Then whatever is published of it fits each number of a block under ten, but perhaps none: where
    nobody at all is in a rest, that can be seen.
    """
    looks: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for world in product(range(61), repeat=len(NORTH_WEST)):
        if sum(world) <= 60:
            looks[_look(world)].append(world)

    for same in looks.values():
        for each in range(len(NORTH_WEST)):
            numbers = {world[each] for world in same}
            is_nobody = numbers == {0}
            assert is_nobody or min(numbers) >= FEWEST or len(numbers | {0}) >= FEWEST, same[0]


def _look(world: tuple[int, ...]) -> Published:
    """What is published of a world."""
    sizes = _world(world)
    return tuple(sorted((place, sizes[place]) for place in choose_blocks("reported", sizes, {})))


def _world(boroughs: tuple[int, ...]) -> dict[Place, int]:
    unit = sum(boroughs)
    everybody = 160
    sizes = {
        LONDON: everybody,
        (Breakdown.AGENCY, "met-police"): everybody,
        (Breakdown.OFFENCE, "rape"): everybody,
        (Breakdown.VICTIM_KIND, "person"): everybody,
        (Breakdown.BCU, "North West"): unit,
        (Breakdown.BCU, "North"): everybody - unit,
        **{(Breakdown.BOROUGH, code): n for code, n in zip(NORTH_WEST, boroughs, strict=True)},
    }
    return {place: size for place, size in sizes.items() if size}


EVERYBODY = 44


def test_of_all_worlds_whose_tiers_are_withheld_a_small_one_has_every_number() -> None:
    """Given any whose court is not known, any at a Crown Court, and the rest at two more courts.

    Then whatever is published fits each number under ten of the few, but perhaps none of them.
    """
    looks: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for world in product(range(EVERYBODY + 1), repeat=3):
        if sum(world) > EVERYBODY:
            continue
        sizes = _of_courts(*world)
        counting = choose_blocks(STAGE, sizes, {})
        looks[tuple(sorted((place, sizes[place]) for place in counting))].append(world)

    assert any((Breakdown.COURT, "thames-magistrates") in dict(look) for look in looks)
    for same in looks.values():
        for each in range(2):
            found = {world[each] for world in same}
            assert found == {0} or min(found) >= FEWEST or len(found | {0}) >= FEWEST, same[0]


def _of_courts(unknown: int, crown: int, stratford: int) -> dict[Place, int]:
    magistrates = EVERYBODY - unknown - crown
    sizes = {
        LONDON: EVERYBODY,
        (Breakdown.TIER, NOT_RECORDED): unknown,
        (Breakdown.TIER, Tier.CROWN): crown,
        (Breakdown.TIER, Tier.MAGISTRATES): magistrates,
        (Breakdown.COURT, NOT_RECORDED): unknown,
        (Breakdown.COURT, "harrow"): crown,
        (Breakdown.COURT, "stratford-magistrates"): stratford,
        (Breakdown.COURT, "thames-magistrates"): magistrates - stratford,
    }
    return {place: size for place, size in sizes.items() if size}
