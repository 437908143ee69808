"""Those who stand by a victim: Victim Support and independent advocates.

They mostly name the victim by the police's own reference, as agencies do that share a referral.
"""

from datetime import datetime, timedelta

from events.contact import ContactOutcome, ToldAbout, VictimInformed
from events.identifiers import Agency
from events.needs import (
    EnhancedGroup,
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    ReferralAnswer,
    SupportReferralAnswered,
    SupportReferred,
    SupportService,
)
from events.reporting import VictimIdentified
from simulator.case import Case
from simulator.chance import Gamma, Mix, chance
from simulator.contacts import channel_for, spoken_with
from simulator.happening import Happening
from simulator.hours import in_office_hours, later
from simulator.references import name_by_own_reference
from simulator.world import World

_FOUND_VULNERABLE = 0.05
"""Of those whom Victim Support takes up, the ones granted Enhanced Rights only then."""
_TO_SUPPORT = Gamma(4, shape=2)
_TO_ADVOCATE = Gamma(10, shape=2)
_BETWEEN_CONTACTS = Gamma(35, shape=2)
_IN_CONTACT = 0.7
"""How likely there is another contact after each."""
_TELLS_OF_PROGRESS = 0.5
_OUTCOMES = Mix(
    {ContactOutcome.REACHED: 80, ContactOutcome.NO_ANSWER: 12, ContactOutcome.MESSAGE_LEFT: 8}
)
_BY_SUPPORT = Mix(
    {
        ReferralAnswer.ACCEPTED: 40,
        ReferralAnswer.DECLINED_BY_VICTIM: 50,
        ReferralAnswer.WAITING_LIST: 5,
        ReferralAnswer.REFUSED_BY_SERVICE: 5,
    }
)
_BY_ADVOCATES = Mix(
    {
        ReferralAnswer.ACCEPTED: 70,
        ReferralAnswer.WAITING_LIST: 15,
        ReferralAnswer.DECLINED_BY_VICTIM: 12,
        ReferralAnswer.REFUSED_BY_SERVICE: 3,
    }
)


def offer_support(world: World, case: Case) -> None:
    """Services answer the referrals, take up some victims, and keep in contact for a while."""
    for referral in case.said(SupportReferred):
        if isinstance(referral.fact, SupportReferred):
            _answer(world, case, referral, referral.fact.service)


def after(world: World, start: datetime, wait: Gamma) -> datetime:
    """In office hours, after a wait."""
    return in_office_hours(world.rng, later(start, wait.draw(world.rng)))


def identify(case: Case, agency: Agency, victim: str, taken: datetime) -> None:
    """An agency that takes up a victim says whom, and whether they have Enhanced Rights."""
    granted = case.enhanced_from.get(victim)
    enhanced = granted is not None and granted <= taken
    fact = VictimIdentified(victim_kind=case.victim_kind, enhanced_rights=enhanced)
    case.say(taken, agency, fact, victim)


def _answer(world: World, case: Case, referral: Happening, service: SupportService) -> None:
    victim, advocate = referral.victim, service is not SupportService.VICTIM_SUPPORT
    assert victim, "a referral names its victim"
    agency = Agency.ADVOCATES if advocate else Agency.VICTIM_SUPPORT
    answer = (_BY_ADVOCATES if advocate else _BY_SUPPORT).draw(world.rng)
    taken = after(world, referral.at, _TO_ADVOCATE if advocate else _TO_SUPPORT)
    fact = SupportReferralAnswered(service=service, answer=answer)
    case.say(taken, agency, fact, victim)
    if answer is ReferralAnswer.ACCEPTED:
        name_by_own_reference(world, case, agency, victim, taken)
        if not advocate and chance(world.rng, _FOUND_VULNERABLE):
            _grant(case, victim, taken)
        _take_up(world, case, agency, victim, taken + timedelta(minutes=1))


def _grant(case: Case, victim: str, at: datetime) -> None:
    case.enhanced_from.setdefault(victim, at)
    fact = EnhancedRightsDecided(
        decision=EnhancedRightsDecision.GRANTED, groups=(EnhancedGroup.VULNERABLE,)
    )
    case.say(at, Agency.VICTIM_SUPPORT, fact, victim)


def _take_up(world: World, case: Case, agency: Agency, victim: str, taken: datetime) -> None:
    identify(case, agency, victim, taken)
    spoken = taken
    while chance(world.rng, _IN_CONTACT):
        spoken = after(world, spoken, _BETWEEN_CONTACTS)
        outcome = _OUTCOMES.draw(world.rng)
        if chance(world.rng, _TELLS_OF_PROGRESS):
            channel = channel_for(world, case, victim)
            told = VictimInformed(about=ToldAbout.PROGRESS, channel=channel, outcome=outcome)
            case.say(spoken, agency, told, victim)
        else:
            case.say(spoken, agency, spoken_with(world, case, victim, outcome), victim)
