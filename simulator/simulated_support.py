"""What a victim needs and who stands by them: the police at first, Victim Support, advocates.

Services mostly name the victim by the police's own reference, as agencies do that share a referral.
"""

from datetime import datetime, timedelta

from events.contact import ContactOutcome, ToldAbout
from events.identifiers import Agency
from events.identity import VictimsMerged, VictimsUnmerged
from events.needs import (
    AssessmentOccasion,
    EnhancedGroup,
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.offences import OffenceGroup
from events.reporting import VictimIdentified
from simulator.simulated_case import Case
from simulator.simulated_contact import inform, speak_with
from simulator.simulated_duties import when_done

_MOST_NEEDS = 3
_ADVOCATE = {
    OffenceGroup.DOMESTIC_ABUSE: SupportService.DOMESTIC_ABUSE_ADVOCATE,
    OffenceGroup.RAPE: SupportService.SEXUAL_VIOLENCE_ADVOCATE,
    OffenceGroup.OTHER_SEXUAL_OFFENCE: SupportService.SEXUAL_VIOLENCE_ADVOCATE,
}


def look_after(case: Case) -> None:
    """The police confirm the report, assess each victim's needs, and refer them to support."""
    reported = case.happenings[0]
    for victim in case.victims:
        if done := when_done(case, "R3.1", reported, victim):
            inform(case, done, case.force, victim, ToldAbout.REPORT_CONFIRMATION)
    for victim in case.persons:
        if done := when_done(case, "R4.1", reported, victim):
            assess(case, done, case.force, victim, AssessmentOccasion.REPORT)
            _decide_rights(case, victim, done + case.chance.minutes(1, 10))
        if done := when_done(case, "R4.2", reported, victim):
            case.say(done, case.force, SupportReferred(service=_service(case)), victim)


def assess(
    case: Case, at: datetime, agency: Agency, victim: str, occasion: AssessmentOccasion
) -> None:
    """An agency assesses a victim's needs, and finds a few or none."""
    number = case.chance.rng.randint(0, _MOST_NEEDS)
    needs = dict.fromkeys(case.chance.choose("need", str) for _ in range(number))
    fact = case.chance.fact(VictimNeedsAssessed, occasion=occasion, needs=tuple(needs))
    case.say(at, agency, fact, victim)


def _identify(case: Case, agency: Agency, victim: str, taken: datetime) -> None:
    """A service with a reference of its own for a victim reports it, and any Enhanced Rights.

    By the force's reference the victim is identified already.
    """
    if (agency, victim) not in case.references:
        return
    granted = case.enhanced_from.get(victim)
    enhanced = granted is not None and granted <= taken
    fact = VictimIdentified(victim_kind=case.victim_kind, enhanced_rights=enhanced)
    case.say(taken, agency, fact, victim)


def take_up(case: Case, agency: Agency, victim: str, at: datetime) -> None:
    """A service takes up a victim, and keeps in contact for a while."""
    _use_own_reference(case, agency, victim, at)
    if agency is Agency.VICTIM_SUPPORT and case.chance.likely("found vulnerable by a service"):
        granted, groups = EnhancedRightsDecision.GRANTED, (EnhancedGroup.VULNERABLE,)
        _decide(case, at, agency, victim, granted, groups)
    _identify(case, agency, victim, at + timedelta(minutes=1))
    while case.chance.likely("another contact with a service"):
        at = case.chance.after(at, "contact with a service")
        outcome = case.chance.choose("contact with a service", ContactOutcome)
        speak_with(case, at, agency, victim, outcome)


def _service(case: Case) -> SupportService:
    if case.chance.happens(case.offence.advocate_share):
        return _ADVOCATE.get(case.offence.group, SupportService.OTHER)
    other = case.chance.likely("referred to another service")
    return SupportService.OTHER if other else SupportService.VICTIM_SUPPORT


def _decide_rights(case: Case, victim: str, at: datetime) -> None:
    decision, groups = EnhancedRightsDecision.NOT_GRANTED, _groups(case, victim)
    if groups:
        known = victim in case.enhanced_from
        declined = not known and case.chance.likely("enhanced rights declined")
        granted = EnhancedRightsDecision.GRANTED
        decision = EnhancedRightsDecision.DECLINED if declined else granted
    _decide(case, at, case.force, victim, decision, groups)
    if victim in case.enhanced_from:
        ended = EnhancedRightsDecided(decision=EnhancedRightsDecision.ENDED)
        case.maybe("enhanced rights ended", at, case.force, ended, victim)


def _groups(case: Case, victim: str) -> tuple[EnhancedGroup, ...]:
    """The groups with Enhanced Rights that a victim belongs to."""
    if victim not in case.vulnerable:
        return ()
    if case.offence.group in _ADVOCATE:
        return (EnhancedGroup.MOST_SERIOUS_CRIME,)
    young = victim in case.under_18
    return (EnhancedGroup.VULNERABLE if young else EnhancedGroup.INTIMIDATED,)


def _decide(
    case: Case,
    at: datetime,
    agency: Agency,
    victim: str,
    decision: EnhancedRightsDecision,
    groups: tuple[EnhancedGroup, ...],
) -> None:
    if decision is EnhancedRightsDecision.GRANTED:
        case.enhanced_from.setdefault(victim, at)
    case.say(at, agency, EnhancedRightsDecided(decision=decision, groups=groups), victim)


def _use_own_reference(case: Case, agency: Agency, victim: str, taken: datetime) -> None:
    """A service that takes up a victim may name them by its own number.

    The force mostly finds out that they are one person, and the service agrees. Sometimes the
    force thinks better of it, until a review finds the same again.
    """
    if not case.chance.likely("a service has a reference of its own"):
        return
    own = case.references[agency, victim] = f"{agency}:{victim.partition(':')[2]}"
    if case.chance.likely("found to be one person"):
        agreed = _merge(case, agency, victim, taken)
        if case.chance.likely("two people after all"):
            unmerged = case.chance.after(agreed, "two people after all")
            case.say(unmerged, case.force, VictimsUnmerged(), victim, other=own)
            if case.chance.likely("a review finds what is late"):
                _merge(case, agency, victim, unmerged)


def _merge(case: Case, agency: Agency, victim: str, since: datetime) -> datetime:
    """The force finds that a service's own reference is the victim's; when the service agrees."""
    own = case.references[agency, victim]
    merged = case.chance.after(since, "found to be one person")
    case.say(merged, case.force, VictimsMerged(), victim, other=own)
    agreed = case.chance.after(merged, "agreed to be one person")
    case.say(agreed, agency, VictimsMerged(), victim, other=own)
    return agreed
