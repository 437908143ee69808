"""What happened, said to a caseworker in one plain sentence."""

from collections.abc import Mapping
from typing import Any, assert_never, cast

from events.charging import ChargingDecision, ChargingDecisionMade, ReferredToCps
from events.contact import ContactOutcome, ToldAbout, VictimInformed, VictimWithdrewSupport
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    SentencePassed,
    TrialListed,
)
from events.investigation import (
    NotInvestigated,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
)
from events.places import BOROUGHS
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import FACTS, AnyFact
from web.formats import counted, moment
from web.wording import capital, plain

_DECISIONS = {
    ChargingDecision.CHARGE: "It was decided to charge a suspect",
    ChargingDecision.NO_CHARGE: "It was decided not to charge",
    ChargingDecision.OUT_OF_COURT_DISPOSAL: "It was decided to deal with the case out of court",
}

_RELEASED = {
    ReleaseBasis.BAIL_WITH_CONDITIONS: "was released on bail with conditions",
    ReleaseBasis.BAIL_WITHOUT_CONDITIONS: "was released on bail without conditions",
    ReleaseBasis.UNDER_INVESTIGATION: "was released under investigation",
    ReleaseBasis.NO_FURTHER_ACTION: "was released with no further action",
}

_OUTCOMES = {
    CaseOutcome.CONVICTED: "a conviction",
    CaseOutcome.ACQUITTED: "an acquittal",
    CaseOutcome.DISCONTINUED: "the prosecution being discontinued",
    CaseOutcome.NO_EVIDENCE_OFFERED: "no evidence being offered",
}

_HEARINGS = {
    HearingKind.FIRST: "The first hearing",
    HearingKind.BAIL: "A bail hearing",
    HearingKind.PLEA_AND_TRIAL_PREPARATION: "The plea and trial preparation hearing",
    HearingKind.TRIAL: "The trial",
    HearingKind.SENTENCE: "The sentencing hearing",
    HearingKind.OTHER: "A hearing",
}

_ABOUT = {
    ToldAbout.NOT_INVESTIGATED: "the decision not to investigate",
    ToldAbout.ARREST: "the arrest",
    ToldAbout.BAIL_OR_RELEASE: "the suspect's bail or release",
    ToldAbout.CHARGING_DECISION: "the charging decision",
    ToldAbout.FIRST_HEARING: "the first hearing",
    ToldAbout.HEARING: "a hearing",
    ToldAbout.CASE_OUTCOME: "the outcome of the case",
    ToldAbout.SENTENCE: "the sentence",
    ToldAbout.PROGRESS: "the progress of the case",
}

_NOT_REACHED = {
    ContactOutcome.NO_ANSWER: "there was no answer",
    ContactOutcome.MESSAGE_LEFT: "a message was left",
    ContactOutcome.UNDELIVERABLE: "it could not be delivered",
}


def sentence_of(kind: str, data: Mapping[str, Any]) -> str:
    """Say a fact, given as its kind and coded values, in one sentence without a full stop."""
    return sentence(cast(AnyFact, FACTS[kind].model_validate(data)))


def sentence(fact: AnyFact) -> str:
    """Say a fact in one sentence, without a full stop."""
    match fact:
        case CrimeReported() | VictimIdentified():
            return _reporting(fact)
        case NotInvestigated(reason=reason):
            return f"The police decided not to investigate: {plain(reason)}"
        case SuspectArrested(suspect=suspect):
            return f"{_suspect(suspect)} was arrested"
        case SuspectBailedOrReleased(suspect=suspect, basis=basis):
            return f"{_suspect(suspect)} {_RELEASED[basis]}"
        case PoliceOutcomeRecorded(outcome=outcome):
            return f"The police recorded an outcome: {plain(outcome)}"
        case ReferredToCps():
            return "The police asked the CPS for a charging decision"
        case ChargingDecisionMade(decision=decision):
            return _DECISIONS[decision]
        case FirstHearingListed() | TrialListed():
            which = "The first hearing" if isinstance(fact, FirstHearingListed) else "A trial"
            return f"{which} was listed at {fact.court.label} for {moment(fact.starts_at)}"
        case HearingHeld() | CaseConcluded() | SentencePassed():
            return _at_court(fact)
        case VictimInformed():
            return _contact(fact)
        case VictimWithdrewSupport(reason=reason):
            return f"The victim withdrew support: {plain(reason)}"
        case _:
            assert_never(fact)


def _suspect(number: int) -> str:
    return "A suspect" if number == 1 else f"Suspect {number}"


def _reporting(fact: CrimeReported | VictimIdentified) -> str:
    if isinstance(fact, CrimeReported):
        where = f" in {BOROUGHS[fact.borough].name}" if fact.borough else ""
        return f"{capital(plain(fact.offence))} was reported{where}"
    rights = ", with Enhanced Rights" if fact.enhanced_rights else ""
    return f"The victim was identified: a {plain(fact.victim_kind)}{rights}"


def _at_court(fact: HearingHeld | CaseConcluded | SentencePassed) -> str:
    match fact:
        case HearingHeld(hearing=hearing, trial_result=result):
            told = f": {plain(result)}" if result else ""
            took_place = "was due" if result and result != "effective" else "was held"
            return f"{_HEARINGS[hearing]} {took_place} at {fact.court.label}{told}"
        case CaseConcluded(outcome=outcome):
            return f"The case ended at {fact.court.label} with {_OUTCOMES[outcome]}"
        case SentencePassed(sentence=passed, custody_months=months):
            length = f", {counted(months, 'month')}" if months else ""
            return f"Sentence was passed at {fact.court.label}: {plain(passed)}{length}"


def _contact(fact: VictimInformed) -> str:
    how = {"in-person": "in person"}.get(fact.channel, f"by {plain(fact.channel)}")
    if fact.outcome is ContactOutcome.REACHED:
        return f"The victim was told of {_ABOUT[fact.about]} {how}"
    tried = f"An attempt to tell the victim of {_ABOUT[fact.about]} {how} did not reach them"
    return f"{tried}: {_NOT_REACHED[fact.outcome]}"
