"""Who is harmed in which case: most victims in one case alone, some together, some twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from events.offences import OffenceGroup
from simulator.simulated_case import Case
from simulator.simulated_london import (
    Offence,
    SimulatedBorough,
    boroughs,
    draw_crown_court,
    offence_mix,
)
from simulator.simulated_world import World

WINDOW = timedelta(days=730)
"""Crimes are reported over so long before the end, so that many cases are still open then."""

_LATELY = timedelta(days=10)
_LAST_REPORT = timedelta(hours=6)


def cast(world: World, victims: int) -> Iterator[list[Case]]:
    """So many victims, one or two at a time, with the cases they are in; nothing happens yet."""
    chance, number = world.chance, 0
    while number < victims:
        borough = boroughs(world.forces).draw(chance.rng)
        offence = offence_mix().draw(chance.rng)
        two = number + 2 <= victims and chance.likely("two victims in one case")
        numbers = range(number, number + (2 if two else 1))
        names = tuple(f"{borough.force}:V{world.token}-{each:06d}" for each in numbers)
        young = frozenset(each for each in names if chance.likely("victim under 18"))
        theirs = [_case(world, f"{number:06d}-1", borough, offence, names, young)]
        if chance.likely(_again(offence)):
            theirs.append(_case(world, f"{number:06d}-2", borough, offence, names[:1], young))
        max(theirs, key=lambda case: case.reported).is_latest = True
        yield theirs
        number += len(names)


def _again(offence: Offence) -> str:
    domestic = offence.group is OffenceGroup.DOMESTIC_ABUSE
    return "victim again of domestic abuse" if domestic else "victim again"


def _case(
    world: World,
    number: str,
    borough: SimulatedBorough,
    offence: Offence,
    victims: tuple[str, ...],
    under_18: frozenset[str],
) -> Case:
    return Case(
        world=world,
        identifier=f"crime:{borough.force}:{world.token}-{number}",
        borough=borough,
        offence=offence,
        reported=_reported(world),
        victims=victims,
        under_18=under_18,
        crown_court=draw_crown_court(world.chance.rng, borough),
        at_crown_court=world.chance.happens(offence.crown_share),
    )


def _reported(world: World) -> datetime:
    """More in the last days: much must fall due tomorrow, something be just late."""
    span = _LATELY if world.chance.likely("reported lately") else WINDOW
    seconds = int((span - _LAST_REPORT).total_seconds())
    return world.over - span + timedelta(seconds=world.chance.rng.randrange(seconds))
