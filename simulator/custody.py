"""The police and the suspect: investigated, named, interviewed, released on bail or otherwise."""

from datetime import datetime, timedelta

from events.investigation import (
    BailChange,
    BailConditionsChanged,
    InvestigationOpened,
    ReleaseBasis,
    SuspectBailedOrReleased,
    SuspectIdentified,
    SuspectInterviewed,
)
from simulator.case import Case
from simulator.chance import Mix
from simulator.chances import likely
from simulator.hours import between, in_office_hours
from simulator.world import World

_CUSTODY = timedelta(hours=30)
_BASES = Mix(
    {
        ReleaseBasis.BAIL_WITH_CONDITIONS: 40,
        ReleaseBasis.BAIL_WITHOUT_CONDITIONS: 20,
        ReleaseBasis.UNDER_INVESTIGATION: 40,
    }
)
_CHANGES = Mix({BailChange.EXTENDED: 50, BailChange.VARIED: 35, BailChange.CANCELLED: 15})
_SHORTEST_BAIL = timedelta(days=7)


def begin(world: World, case: Case) -> None:
    """The police begin to investigate, within the hour."""
    at = case.reported + timedelta(minutes=world.rng.randrange(5, 35))
    case.say(at, case.force, InvestigationOpened())


def see_suspect(world: World, case: Case, until: datetime) -> None:
    """A suspect who is not arrested becomes known, and perhaps comes in to be interviewed."""
    begun = case.reported + timedelta(hours=1)
    named = in_office_hours(world.rng, between(begun, until, world.rng.uniform(0, 0.4)))
    if named >= until:
        return
    case.say(named, case.force, SuspectIdentified())
    seen = in_office_hours(world.rng, between(named, until, world.rng.uniform(0.1, 0.8)))
    if seen < until and likely(world, "interviewed as a volunteer"):
        case.say(seen, case.force, _interviewed(world))


def hold_and_release(world: World, case: Case, until: datetime) -> None:
    """A suspect leaves custody within the day or so, unless the case goes on before that."""
    if likely(world, "suspect named before any arrest"):
        known = between(case.reported, case.reached, world.rng.uniform(0.3, 0.9))
        case.say(known, case.force, SuspectIdentified())
    at = between(case.reached, case.reached + _CUSTODY, world.rng.uniform(0.2, 1))
    if likely(world, "interviewed in custody"):
        seen = between(case.reached, min(at, until), world.rng.uniform(0.2, 0.8))
        case.say(seen, case.force, _interviewed(world))
    if at < until:
        basis = _BASES.draw(world.rng)
        case.say(at, case.force, SuspectBailedOrReleased(basis=basis))
        if basis is not ReleaseBasis.UNDER_INVESTIGATION and until - at > _SHORTEST_BAIL:
            _change_bail(world, case, at, until)


def _change_bail(world: World, case: Case, at: datetime, until: datetime) -> None:
    if likely(world, "bail changed"):
        changed = in_office_hours(world.rng, between(at, until, world.rng.uniform(0.2, 0.7)))
        change = _CHANGES.draw(world.rng)
        case.say(changed, case.force, BailConditionsChanged(change=change))


def _interviewed(world: World) -> SuspectInterviewed:
    return SuspectInterviewed(under_caution=not likely(world, "interviewed without caution"))
