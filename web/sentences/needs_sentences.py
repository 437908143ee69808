"""Sentences for `events.needs`."""

from typing import assert_never

from events.needs import (
    AssessmentOccasion,
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    ReferralAnswer,
    SupportReferralAnswered,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.vocabulary import Needs
from web.sentences.phrases import listed
from web.wording import capital, plain

_OCCASIONS = {
    AssessmentOccasion.REPORT: "when the crime was reported",
    AssessmentOccasion.BEFORE_TRIAL: "before the trial",
    AssessmentOccasion.REVIEW: "again",
}

_DECISIONS = {
    EnhancedRightsDecision.GRANTED: "Enhanced Rights were granted",
    EnhancedRightsDecision.NOT_GRANTED: "Enhanced Rights were not granted",
    EnhancedRightsDecision.DECLINED: "The victim declined Enhanced Rights",
    EnhancedRightsDecision.ENDED: "Enhanced Rights ended",
}

_SERVICES = {
    SupportService.VICTIM_SUPPORT: "Victim Support",
    SupportService.DOMESTIC_ABUSE_ADVOCATE: "a domestic abuse advocate",
    SupportService.SEXUAL_VIOLENCE_ADVOCATE: "a sexual violence advocate",
    SupportService.OTHER: "a support service",
}


def needs(fact: Needs) -> str:
    """Say what a victim needs, which rights follow, and who supports them."""
    match fact:
        case VictimNeedsAssessed(occasion=occasion, needs=assessed):
            what = listed(map(plain, assessed)) if assessed else "none were found"
            return f"The victim's needs were assessed {_OCCASIONS[occasion]}: {what}"
        case EnhancedRightsDecided(decision=decision, groups=groups):
            which = f": {listed(map(plain, groups))}" if groups else ""
            return _DECISIONS[decision] + which
        case SupportReferred(service=service):
            return f"The victim was referred to {_SERVICES[service]}"
        case SupportReferralAnswered(service=service, answer=answer):
            return _answered(_SERVICES[service], answer)
        case _:
            assert_never(fact)


def _answered(service: str, answer: ReferralAnswer) -> str:
    match answer:
        case ReferralAnswer.ACCEPTED:
            return f"{capital(service)} accepted the referral"
        case ReferralAnswer.WAITING_LIST:
            return f"{capital(service)} put the victim on a waiting list"
        case ReferralAnswer.DECLINED_BY_VICTIM:
            return f"The victim declined support from {service}"
        case ReferralAnswer.REFUSED_BY_SERVICE:
            return f"{capital(service)} refused the referral"
