"""The first hours: the crime is reported, its victims are identified, their rights granted."""

from datetime import timedelta

from agencies.simulator.case import Case
from agencies.simulator.chance import chance
from agencies.simulator.world import World
from events.offences import VictimKind
from events.reporting import CrimeReported, VictimIdentified


def report(world: World, case: Case) -> None:
    """The crime is reported to the force of the borough, which identifies each victim at once."""
    fact = CrimeReported(offence=case.offence.group, borough=case.place.code)
    case.say(case.reported, case.force, fact)
    for victim in case.victims:
        child = victim in case.under_18 and case.victim_kind is VictimKind.PERSON
        enhanced = child or chance(world.rng, case.offence.enhanced_share)
        at = case.reported + timedelta(seconds=world.rng.randrange(300, 3000))
        if enhanced:
            case.enhanced_from[victim] = at
        identified = VictimIdentified(victim_kind=case.victim_kind, enhanced_rights=enhanced)
        case.say(at, case.force, identified, victim)
