"""Sentences for `events.after_sentence`."""

from typing import assert_never

from events.after_sentence import (
    ContactSchemeAnswered,
    ContactSchemeOffered,
    ContactSchemeReferred,
    HospitalDischarge,
    LicenceChange,
    LicenceConditionsEnded,
    LicenceConditionsSet,
    LicenceEnd,
    OffenderDischargedFromHospital,
    ParoleDecided,
    ParoleDecision,
    ParoleHearingListed,
    PrisonerRecalled,
    PrisonerReleased,
    PrisonRelease,
    Recall,
)
from events.vocabulary import AfterSentence
from web.formats import moment
from web.sentences.phrases import listed
from web.wording import plain

_PAROLE = {
    ParoleDecision.RELEASE: "The Parole Board decided to release the offender",
    ParoleDecision.NO_RELEASE: "The Parole Board decided not to release the offender",
    ParoleDecision.OPEN_CONDITIONS: "The Parole Board recommended a move to an open prison",
}

_RELEASED = {
    PrisonRelease.CONDITIONAL: "on licence",
    PrisonRelease.UNCONDITIONAL: "without conditions",
    PrisonRelease.TEMPORARY: "from prison for a time",
    PrisonRelease.HOME_DETENTION_CURFEW: "from prison on licence under a home detention curfew",
    PrisonRelease.COMPASSIONATE: "from prison on licence on compassionate grounds",
    PrisonRelease.TO_HOSPITAL: "from prison to be detained in hospital",
    PrisonRelease.AT_COURT: "by a court",
    PrisonRelease.IMMIGRATION: "from prison to the immigration authorities",
    PrisonRelease.IN_ERROR: "from prison by mistake",
}

_RECALLED = {
    Recall.STANDARD: "",
    Recall.FIXED_TERM_14: " for 14 days",
    Recall.FIXED_TERM_28: " for 28 days",
    Recall.FIXED_TERM_56: " for 56 days",
    Recall.EMERGENCY: ", urgently",
}

_LICENCE = {
    LicenceChange.MADE: "set to protect the victim",
    LicenceChange.VARIED: "varied to protect the victim",
}

_LICENCE_ENDED = {
    LicenceEnd.EXPIRED: "ended with the licence",
    LicenceEnd.REMOVED: "were removed",
    LicenceEnd.RECALLED: "ended with the offender's recall",
}

_DISCHARGED = {
    HospitalDischarge.CONDITIONAL: "under conditions",
    HospitalDischarge.ABSOLUTE: "without conditions",
}


def after_sentence(fact: AfterSentence) -> str:
    """Say what follows a sentence: contact with the victim, parole, release, recall."""
    match fact:
        case ContactSchemeReferred():
            return "The victim's details were passed on for the Victim Contact Scheme"
        case ContactSchemeOffered():
            return "A victim liaison officer offered the victim the Victim Contact Scheme"
        case ContactSchemeAnswered(answer=answer):
            return f"The victim {answer} the Victim Contact Scheme"
        case LicenceConditionsSet(conditions=conditions, change=change):
            if not conditions:
                return "No licence conditions were set to protect the victim"
            which = listed(map(plain, conditions))
            return f"Licence conditions were {_LICENCE[change]}: {which}"
        case LicenceConditionsEnded(how=how):
            return f"The licence conditions that protect the victim {_LICENCE_ENDED[how]}"
        case ParoleHearingListed(starts_at=starts_at):
            return f"A parole hearing was listed for {moment(starts_at)}"
        case ParoleDecided(decision=decision):
            return _PAROLE[decision]
        case PrisonerReleased() | OffenderDischargedFromHospital() | PrisonerRecalled():
            return _free_or_not(fact)
        case _:
            assert_never(fact)


def _free_or_not(
    fact: PrisonerReleased | OffenderDischargedFromHospital | PrisonerRecalled,
) -> str:
    match fact:
        case PrisonerReleased(release=release):
            return f"The offender was released {_RELEASED[release]}"
        case OffenderDischargedFromHospital(discharge=discharge):
            return f"The offender was discharged from hospital {_DISCHARGED[discharge]}"
        case PrisonerRecalled(recall=recall):
            return "The offender was recalled to prison" + (_RECALLED[recall] if recall else "")
