"""The first hours: the crime is reported, and its victims are identified."""

from datetime import timedelta

from events.offences import VictimKind
from events.reporting import CrimeReported, ReportingChannel, VictimIdentified
from simulator.case import Case
from simulator.chance import Mix, chance
from simulator.chances import likely
from simulator.world import World

_MADE = Mix(
    {
        ReportingChannel.TELEPHONE_999: 28,
        ReportingChannel.TELEPHONE_101: 24,
        ReportingChannel.ONLINE: 24,
        ReportingChannel.OFFICER_IN_PERSON: 10,
        ReportingChannel.PUBLIC_ACCESS_SITE: 8,
        ReportingChannel.THIRD_PARTY: 3,
        ReportingChannel.POLICE_STATION: 2,
        ReportingChannel.OTHER: 1,
    }
)


def report(world: World, case: Case) -> None:
    """The crime is reported to the force of the borough, which identifies each victim at once.

    Enhanced Rights that are not granted by then wait for the needs assessment.
    """
    made = _MADE.draw(world.rng) if likely(world, "says how it was reported") else None
    fact = CrimeReported(offence=case.offence.group, borough=case.place.code, made=made)
    case.say(case.reported, case.force, fact)
    for victim in case.victims:
        at = case.reported + timedelta(seconds=world.rng.randrange(60, 840))
        at_once = False
        if _is_vulnerable(world, case, victim):
            case.vulnerable.add(victim)
            at_once = likely(world, "enhanced rights known at the report")
        if at_once:
            case.enhanced_from[victim] = at
        identified = VictimIdentified(victim_kind=case.victim_kind, enhanced_rights=at_once)
        case.say(at, case.force, identified, victim)


def _is_vulnerable(world: World, case: Case, victim: str) -> bool:
    person = case.victim_kind is VictimKind.PERSON
    return person and (victim in case.under_18 or chance(world.rng, case.offence.enhanced_share))
