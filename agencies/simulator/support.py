"""Those who stand by a victim: Victim Support, independent advocates, and after it Probation.

They name the victim by the police's own reference, as agencies do that share a referral.
"""

from datetime import datetime

from agencies.simulator.case import Case
from agencies.simulator.chance import Gamma, Mix, chance
from agencies.simulator.hours import at, in_office_hours, later
from agencies.simulator.telling import CHANNELS, reached_by
from agencies.simulator.world import World
from events.clocks import london_date
from events.contact import ContactOutcome, ToldAbout, VictimInformed
from events.court import SentencePassed
from events.identifiers import Agency
from events.offences import VictimKind
from events.reporting import VictimIdentified

_SUPPORTED = 0.35
_FOUND_VULNERABLE = 0.05
"""Of those whom Victim Support assesses, the ones granted Enhanced Rights only then."""
_TO_SUPPORT = Gamma(4, shape=2)
_TO_ADVOCATE = Gamma(10, shape=2)
_BETWEEN_CONTACTS = Gamma(35, shape=2)
_IN_CONTACT = 0.7
"""How likely there is another contact after each."""
_CONTACT_SCHEME_MONTHS = 12
"""Custody from which the Victim Contact Scheme offers a liaison officer."""
_OPTS_IN = 0.75
_TO_LIAISON = Gamma(45, shape=4)
_BETWEEN_LIAISON = Gamma(120, shape=4)
_OUTCOMES = Mix(
    {ContactOutcome.REACHED: 80, ContactOutcome.NO_ANSWER: 12, ContactOutcome.MESSAGE_LEFT: 8}
)


def offer_support(world: World, case: Case) -> None:
    """Victim Support and advocates take up some victims, and keep in contact for a while."""
    if case.victim_kind is not VictimKind.PERSON:
        return
    for victim in case.victims:
        if chance(world.rng, _SUPPORTED):
            taken = _after(world, case.reported, _TO_SUPPORT)
            if chance(world.rng, _FOUND_VULNERABLE):
                case.enhanced_from.setdefault(victim, taken)
            _take_up(world, case, Agency.VICTIM_SUPPORT, victim, taken)
        if chance(world.rng, case.offence.advocate_share):
            taken = _after(world, case.reported, _TO_ADVOCATE)
            _take_up(world, case, Agency.ADVOCATES, victim, taken)


def after_sentence(world: World, case: Case) -> None:
    """Probation's victim liaison officers speak with victims of those sent to prison for long."""
    sentences = [each for each in case.happenings if isinstance(each.fact, SentencePassed)]
    for passed in sentences:
        if case.offence.victim_contact and _long(passed.fact):
            for victim in case.victims:
                if chance(world.rng, _OPTS_IN):
                    _liaise(world, case, victim, passed.at)


def _long(fact: object) -> bool:
    months = fact.custody_months if isinstance(fact, SentencePassed) else None
    return (months or 0) >= _CONTACT_SCHEME_MONTHS


def _after(world: World, start: datetime, wait: Gamma) -> datetime:
    return in_office_hours(world.rng, later(start, wait.draw(world.rng)))


def _identify(case: Case, agency: Agency, victim: str, taken: datetime) -> None:
    granted = case.enhanced_from.get(victim)
    enhanced = granted is not None and granted <= taken
    fact = VictimIdentified(victim_kind=case.victim_kind, enhanced_rights=enhanced)
    case.say(taken, agency, fact, victim)


def _take_up(world: World, case: Case, agency: Agency, victim: str, taken: datetime) -> None:
    _identify(case, agency, victim, taken)
    spoken = taken
    while chance(world.rng, _IN_CONTACT):
        spoken = _after(world, spoken, _BETWEEN_CONTACTS)
        fact = VictimInformed(
            about=ToldAbout.PROGRESS,
            channel=CHANNELS.draw(world.rng),
            outcome=_OUTCOMES.draw(world.rng),
        )
        case.say(spoken, agency, fact, victim)


def _liaise(world: World, case: Case, victim: str, sentenced: datetime) -> None:
    day = london_date(later(sentenced, _TO_LIAISON.draw(world.rng)))
    spoken = at(world.rng, day, 9, 18)
    _identify(case, Agency.PROBATION, victim, spoken)
    case.say(later(spoken, 0.01), Agency.PROBATION, reached_by(world, ToldAbout.SENTENCE), victim)
    again = _after(world, spoken, _BETWEEN_LIAISON)
    case.say(again, Agency.PROBATION, reached_by(world, ToldAbout.PROGRESS), victim)
