"""Services that keep a reference of their own: one person known under two, and found to be one."""

from datetime import datetime

from events.identifiers import Agency
from events.identity import VictimsMerged, VictimsUnmerged
from simulator.case import Case
from simulator.chance import Gamma
from simulator.chances import likely
from simulator.hours import in_office_hours, later
from simulator.world import World

_TO_FIND_OUT = Gamma(40, shape=2)
_TO_DOUBT = Gamma(30, shape=2)


def name_by_own_reference(
    world: World, case: Case, agency: Agency, victim: str, taken: datetime
) -> None:
    """A service that takes up a victim may name them by its own number.

    The force mostly finds out that they are one person, and sometimes thinks better of it.
    """
    if not likely(world, "a service has a reference of its own"):
        return
    own = f"{agency}:{victim.partition(':')[2]}"
    case.references[agency, victim] = own
    if likely(world, "found to be one person"):
        merged = _after(world, taken, _TO_FIND_OUT)
        case.say(merged, case.force, VictimsMerged(), victim, other=own)
        if likely(world, "two people after all"):
            unmerged = _after(world, merged, _TO_DOUBT)
            case.say(unmerged, case.force, VictimsUnmerged(), victim, other=own)


def _after(world: World, start: datetime, wait: Gamma) -> datetime:
    return in_office_hours(world.rng, later(start, wait.draw(world.rng)))
