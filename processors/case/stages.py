"""The stages of a case, what brings a victim into each, and whom the victim waits for there."""

from dataclasses import dataclass
from enum import StrEnum

from events.charging import ChargingDecision, ChargingDecisionMade, ReferredToCps
from events.court import (
    CaseConcluded,
    CaseOutcome,
    HearingHeld,
    HearingKind,
    SentencePassed,
    TrialResult,
)
from events.investigation import (
    NOT_AN_END,
    NotInvestigated,
    PoliceOutcomeRecorded,
    SuspectArrested,
)
from events.reporting import CrimeReported
from events.vocabulary import AnyFact
from schemas.changes import WaitingOn


class Stage(StrEnum):
    """Where a case stands, in the order of the law: named by what was reached last."""

    REPORTED = "reported"
    ARRESTED = "arrested"
    REFERRED = "referred"
    CHARGED = "charged"
    FIRST_HEARING = "first-hearing"
    TRIAL = "trial"
    CONCLUDED = "concluded"

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return _RANKS[self]


_RANKS = {stage: rank for rank, stage in enumerate(Stage)}

WAITING_ON = {
    Stage.REPORTED: WaitingOn.POLICE,
    Stage.ARRESTED: WaitingOn.POLICE,
    Stage.REFERRED: WaitingOn.CPS,
    Stage.CHARGED: WaitingOn.COURT,
    Stage.FIRST_HEARING: WaitingOn.COURT,
    Stage.TRIAL: WaitingOn.COURT,
    Stage.CONCLUDED: WaitingOn.COURT,
}


@dataclass(frozen=True)
class Ending:
    """What ends a case, and the stages that it completes; others it cuts short."""

    name: str
    completes: tuple[Stage, ...] = ()


STEPS = (
    CrimeReported,
    NotInvestigated,
    SuspectArrested,
    PoliceOutcomeRecorded,
    ReferredToCps,
    ChargingDecisionMade,
    HearingHeld,
    CaseConcluded,
    SentencePassed,
)
"""The facts that can be a step: all that `step` knows."""

ENDS = (
    NotInvestigated,
    PoliceOutcomeRecorded,
    ChargingDecisionMade,
    CaseConcluded,
    SentencePassed,
)
"""The steps that can put an end to a case."""

_AT_COURT = (Stage.CHARGED, Stage.FIRST_HEARING, Stage.TRIAL)


def step(fact: AnyFact) -> Stage | Ending | None:
    """The stage that a fact brings a case into, or the end it puts to it; None for neither."""
    match fact:
        case CrimeReported():
            return Stage.REPORTED
        case SuspectArrested():
            return Stage.ARRESTED
        case ReferredToCps():
            return Stage.REFERRED
        case ChargingDecisionMade(decision=ChargingDecision.CHARGE):
            return Stage.CHARGED
        case ChargingDecisionMade(decision=decision):
            return Ending(decision, completes=(Stage.REFERRED,))
        case HearingHeld(hearing=HearingKind.FIRST):
            return Stage.FIRST_HEARING
        case HearingHeld(hearing=HearingKind.TRIAL, trial_result=TrialResult.EFFECTIVE | None):
            return Stage.TRIAL
        case CaseConcluded(outcome=CaseOutcome.CONVICTED):
            return Stage.CONCLUDED
        case CaseConcluded(outcome=CaseOutcome.ACQUITTED as outcome):
            return Ending(outcome, completes=_AT_COURT)
        case CaseConcluded(outcome=outcome):
            return Ending(outcome)
        case SentencePassed():
            return Ending("sentenced", completes=(Stage.CONCLUDED, *_AT_COURT))
        case NotInvestigated():
            return Ending(fact.kind)
        case PoliceOutcomeRecorded(outcome=outcome) if outcome not in NOT_AN_END:
            return Ending(outcome)
        case _:
            return None
