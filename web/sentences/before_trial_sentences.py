"""Sentences for `events.before_trial`."""

from collections.abc import Sequence
from typing import assert_never

from events.before_trial import (
    EvidencePart,
    EvidenceRecorded,
    ModeOfTrialDecided,
    Plea,
    PleaEntered,
    SentToCrownCourt,
    SpecialMeasure,
    SpecialMeasuresDecided,
    SpecialMeasuresRequested,
    TrialVacated,
    TrialVenue,
    WarrantEnd,
    WarrantEnded,
    WarrantIssued,
    WitnessRequirementDecided,
)
from events.vocabulary import BeforeTrial
from web.sentences.hearing_sentences import was_vacated
from web.sentences.phrases import defendant, listed
from web.wording import capital, plain

_PLEAS = {
    Plea.GUILTY: "pleaded guilty",
    Plea.GUILTY_TO_LESSER: "pleaded guilty to a lesser offence",
    Plea.GUILTY_TO_ALTERNATIVE: "pleaded guilty to an alternative offence",
    Plea.INDICATED_GUILTY: "said that the plea will be guilty",
    Plea.NOT_GUILTY: "pleaded not guilty",
    Plea.INDICATED_NOT_GUILTY: "said that the plea will be not guilty",
    Plea.NONE_ENTERED: "entered no plea",
}

_VENUES = {
    TrialVenue.SUMMARY_TRIAL: "It was decided to try the case at the magistrates' court",
    TrialVenue.CROWN_COURT_DIRECTED: "The magistrates decided that the Crown Court tries the case",
    TrialVenue.CROWN_COURT_ELECTED: "The defendant chose to be tried at the Crown Court",
}

_MEASURES = {
    SpecialMeasure.NO_CROSS_EXAMINATION_BY_ACCUSED: "no questions by the accused in person",
    SpecialMeasure.RECORDED_CROSS_EXAMINATION: "recorded cross-examination",
    SpecialMeasure.RECORDED_EVIDENCE_IN_CHIEF: "recorded evidence in chief",
}
"""Measures whose code does not say it as people do."""

_RECORDED = {
    EvidencePart.EVIDENCE_IN_CHIEF: "The victim's evidence in chief was recorded",
    EvidencePart.CROSS_EXAMINATION: "The victim's answers to the defence were recorded",
}


def before_trial(fact: BeforeTrial) -> str:
    """Say what happened on the way to a trial."""
    match fact:
        case PleaEntered(plea=plea):
            return capital(f"{defendant(fact)} {_PLEAS[plea]}")
        case ModeOfTrialDecided(venue=venue):
            return _VENUES[venue]
        case SentToCrownCourt(court=court):
            return f"The case was sent to {court.label}"
        case WarrantIssued() | WarrantEnded():
            return _warrant(fact)
        case TrialVacated():
            return was_vacated(fact)
        case _:
            return _evidence(fact)


def _warrant(fact: WarrantIssued | WarrantEnded) -> str:
    who = defendant(fact)
    if isinstance(fact, WarrantIssued):
        return f"A warrant was issued for the arrest of {who}"
    if fact.how is WarrantEnd.EXECUTED:
        return capital(f"{who} was arrested under a warrant")
    return f"The warrant for the arrest of {who} was withdrawn"


def _evidence(
    fact: SpecialMeasuresRequested
    | SpecialMeasuresDecided
    | EvidenceRecorded
    | WitnessRequirementDecided,
) -> str:
    match fact:
        case SpecialMeasuresRequested(measures=measures):
            return f"Special measures were requested for the victim{_named(measures)}"
        case SpecialMeasuresDecided(measures=measures, granted=granted):
            decided = "granted to" if granted else "refused to"
            return f"Special measures were {decided} the victim{_named(measures)}"
        case EvidenceRecorded(part=part):
            return _RECORDED[part]
        case WitnessRequirementDecided(required=required):
            must = "must" if required else "need not"
            return f"It was decided that the victim {must} give evidence at the trial"
        case _:
            assert_never(fact)


def _named(measures: Sequence[SpecialMeasure]) -> str:
    words = (_MEASURES.get(measure) or plain(measure) for measure in measures)
    return f": {listed(words)}" if measures else ""
