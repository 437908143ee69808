"""What a victim needs: assessed on report, Enhanced Rights decided, a support service told."""

from datetime import datetime, timedelta

from events.contact import ToldAbout
from events.needs import (
    AssessmentOccasion,
    EnhancedGroup,
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    Need,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.offences import OffenceGroup, VictimKind
from simulator.case import Case
from simulator.chance import Mix
from simulator.chances import likely
from simulator.contacts import reached_by
from simulator.happening import Happening
from simulator.hours import later
from simulator.keeping import planned
from simulator.world import World

_NEEDS = Mix(
    {
        Need.EMOTIONAL: 30,
        Need.SAFETY: 22,
        Need.HEALTH: 10,
        Need.HOUSING: 8,
        Need.MONEY: 7,
        Need.FAMILY: 7,
        Need.INTERPRETER: 5,
        Need.WORK_OR_EDUCATION: 4,
        Need.ACCESS: 3,
        Need.SPECIAL_MEASURES: 2,
        Need.IMMIGRATION: 1,
        Need.OTHER: 1,
    }
)
_MOST_NEEDS = 3
_ADVOCATE = {
    OffenceGroup.DOMESTIC_ABUSE: SupportService.DOMESTIC_ABUSE_ADVOCATE,
    OffenceGroup.RAPE: SupportService.SEXUAL_VIOLENCE_ADVOCATE,
    OffenceGroup.OTHER_SEXUAL_OFFENCE: SupportService.SEXUAL_VIOLENCE_ADVOCATE,
}
_ENDS_AFTER = (20, 200)


def look_after(world: World, case: Case) -> None:
    """The police confirm the report, assess each victim's needs, and refer them to support."""
    reported = case.happenings[0]
    for victim in case.victims:
        if likely(world, "report confirmed in writing"):
            at = later(case.reported, world.rng.uniform(0.01, 3))
            told = reached_by(world, case, victim, ToldAbout.REPORT_CONFIRMATION)
            case.say(at, case.force, told, victim)
        if case.victim_kind is VictimKind.PERSON:
            _assess_and_refer(world, case, reported, victim)


def assessed(world: World, occasion: AssessmentOccasion) -> VictimNeedsAssessed:
    """An assessment that found a few needs, or none."""
    found = [_NEEDS.draw(world.rng) for _ in range(world.rng.randint(0, _MOST_NEEDS))]
    return VictimNeedsAssessed(occasion=occasion, needs=tuple(dict.fromkeys(found)))


def _assess_and_refer(world: World, case: Case, reported: Happening, victim: str) -> None:
    at = planned(world, case, "R4.1", reported, victim)
    if at:
        case.say(at, case.force, assessed(world, AssessmentOccasion.REPORT), victim)
        _decide_rights(world, case, victim, at + timedelta(seconds=world.rng.randrange(60, 600)))
    at = planned(world, case, "R4.2", reported, victim)
    if at:
        case.say(at, case.force, SupportReferred(service=_service(world, case)), victim)


def _service(world: World, case: Case) -> SupportService:
    chosen = world.rng.random()
    if chosen < case.offence.advocate_share:
        return _ADVOCATE.get(case.offence.group, SupportService.OTHER)
    return SupportService.VICTIM_SUPPORT if chosen < 0.97 else SupportService.OTHER


def _decide_rights(world: World, case: Case, victim: str, at: datetime) -> None:
    if victim in case.enhanced_from:
        decision = EnhancedRightsDecision.GRANTED
    elif victim not in case.vulnerable:
        decision = EnhancedRightsDecision.NOT_GRANTED
    elif likely(world, "enhanced rights declined"):
        decision = EnhancedRightsDecision.DECLINED
    else:
        decision = EnhancedRightsDecision.GRANTED
        case.enhanced_from[victim] = at
    groups = (_group(case, victim),) if victim in case.vulnerable else ()
    case.say(at, case.force, EnhancedRightsDecided(decision=decision, groups=groups), victim)
    if victim in case.enhanced_from and likely(world, "enhanced rights ended"):
        ended = later(at, world.rng.uniform(*_ENDS_AFTER))
        fact = EnhancedRightsDecided(decision=EnhancedRightsDecision.ENDED)
        case.say(ended, case.force, fact, victim)


def _group(case: Case, victim: str) -> EnhancedGroup:
    if case.offence.group in _ADVOCATE:
        return EnhancedGroup.MOST_SERIOUS_CRIME
    return EnhancedGroup.VULNERABLE if victim in case.under_18 else EnhancedGroup.INTIMIDATED
