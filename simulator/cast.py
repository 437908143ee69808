"""Who is harmed in which case: most victims in one case alone, some together, some twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from events.offences import OffenceGroup
from simulator.case import Case
from simulator.chance import chance
from simulator.london import Offence, Place, draw_crown_court, offence_mix, places
from simulator.world import World

WINDOW = timedelta(days=730)
"""Crimes are reported over so long before the end, so that many cases are still open then."""

_LATELY = timedelta(days=21)
_REPORTED_LATELY = 0.06
"""So many more in the last weeks: something must fall due tomorrow, and something be just late."""
_LAST_REPORT = timedelta(hours=6)
_TOGETHER = 0.06
_AGAIN = 0.05
_AGAIN_DOMESTIC = 0.15
_UNDER_18 = 0.10


def cast(world: World, victims: int) -> Iterator[list[Case]]:
    """So many victims, one or two at a time, with the cases they are in; nothing happens yet."""
    number = 0
    while number < victims:
        place, offence = places().draw(world.rng), offence_mix().draw(world.rng)
        together = 2 if number + 2 <= victims and chance(world.rng, _TOGETHER) else 1
        references = tuple(
            f"{place.force}:V{world.token}-{n:06d}" for n in range(number, number + together)
        )
        under_18 = frozenset(ref for ref in references if chance(world.rng, _UNDER_18))
        theirs = [_case(world, f"{number:06d}-1", place, offence, references, under_18)]
        if chance(world.rng, _again(offence)):
            again = _case(world, f"{number:06d}-2", place, offence, references[:1], under_18)
            theirs.append(again)
        yield theirs
        number += together


def _again(offence: Offence) -> float:
    domestic = offence.group is OffenceGroup.DOMESTIC_ABUSE
    return _AGAIN_DOMESTIC if domestic else _AGAIN


def _case(
    world: World,
    number: str,
    place: Place,
    offence: Offence,
    victims: tuple[str, ...],
    under_18: frozenset[str],
) -> Case:
    return Case(
        identifier=f"crime:{place.force}:{world.token}-{number}",
        place=place,
        offence=offence,
        reported=_reported(world),
        victims=victims,
        under_18=under_18,
        crown_court=draw_crown_court(world.rng, place),
        at_crown_court=chance(world.rng, offence.crown_share),
    )


def _reported(world: World) -> datetime:
    span = _LATELY if chance(world.rng, _REPORTED_LATELY) else WINDOW
    seconds = int((span - _LAST_REPORT).total_seconds())
    return world.over - span + timedelta(seconds=world.rng.randrange(seconds))
