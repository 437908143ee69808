"""Sentences for `events.charging`."""

from typing import assert_never

from events.charging import (
    ChargeMethod,
    ChargingDecision,
    ChargingDecisionMade,
    DecisionOf,
    EarlyAdviceSought,
    ProsecutionAltered,
    ProsecutionChange,
    ReferredToCps,
    ReturnedToPolice,
    ReturnReason,
    ReviewAcknowledged,
    ReviewAnswer,
    ReviewAnswered,
    ReviewRequested,
    SuspectCharged,
    VictimOfOffences,
)
from events.vocabulary import Charging
from web.formats import counted
from web.sentences.phrases import defendant, named_offences, suspect, suspect_within
from web.wording import plain

_RETURNED = {
    ReturnReason.ACTION_PLAN: "more is to be investigated",
    ReturnReason.TRIAGE_FAILED: "the file was not complete",
}

_DECISIONS = {
    ChargingDecision.CHARGE: "It was decided to charge {}",
    ChargingDecision.NO_CHARGE: "It was decided not to charge {}",
    ChargingDecision.OUT_OF_COURT_DISPOSAL: "It was decided to deal with {} out of court",
}

_METHODS = {
    ChargeMethod.CHARGE: "",
    ChargeMethod.REQUISITION: ", by postal requisition",
    ChargeMethod.SUMMONS: ", by summons",
}

_REVIEWED = {
    ReviewAnswer.DECISION_OVERTURNED: "The review overturned {}",
    ReviewAnswer.DECISION_UPHELD: "The review upheld {}",
    ReviewAnswer.NOT_ELIGIBLE: "A victim cannot have {} reviewed in this case",
}

_DECISION_OF = {
    None: "the decision not to prosecute",
    DecisionOf.CPS: "the decision of the CPS not to prosecute",
    DecisionOf.POLICE: "the decision of the police not to prosecute",
}

_ALTERED = {
    ProsecutionChange.DISCONTINUED: "The CPS decided to discontinue the prosecution",
    ProsecutionChange.SUBSTANTIALLY_ALTERED: "The CPS decided to alter the charges substantially",
    ProsecutionChange.NO_EVIDENCE_OFFERED: "The CPS decided to offer no evidence",
}


def charging(fact: Charging) -> str:
    """Say what went between police and prosecutors, and what they decided."""
    match fact:
        case EarlyAdviceSought():
            return "The police asked the CPS for early advice"
        case ReferredToCps():
            return "The police asked the CPS for a charging decision"
        case ReturnedToPolice(reason=reason):
            return f"The CPS sent the case back to the police: {_RETURNED[reason]}"
        case ChargingDecisionMade(decision=decision, disposal=disposal):
            decided = _DECISIONS[decision].format(suspect_within(fact))
            return decided + (f": {plain(disposal)}" if disposal else "")
        case SuspectCharged():
            return _charged(fact)
        case VictimOfOffences(offences=offences):
            whose = named_offences(offences) if offences else "none of the offences"
            return f"The victim was named as the victim of {whose} of {defendant(fact)}"
        case ReviewRequested() | ReviewAcknowledged() | ReviewAnswered():
            return _review(fact)
        case ProsecutionAltered(change=change):
            return _ALTERED[change]
        case _:
            assert_never(fact)


def _charged(fact: SuspectCharged) -> str:
    if fact.charges:
        offences = f" with {named_offences([each.offence for each in fact.charges])}"
    else:
        codes = fact.offence_codes
        offences = f" with {counted(len(codes), 'offence')}" if codes else ""
    return f"{suspect(fact)} was charged{offences}{_METHODS[fact.method]}"


def _review(fact: ReviewRequested | ReviewAcknowledged | ReviewAnswered) -> str:
    decision = _DECISION_OF[fact.decision_of]
    match fact:
        case ReviewRequested():
            return f"The victim asked for {decision} to be reviewed"
        case ReviewAcknowledged():
            return f"The victim was told that their request to review {decision} was received"
        case ReviewAnswered(answer=answer):
            return _REVIEWED[answer].format(decision)
