"""The stages of a case, what brings a victim into each, and whom the victim waits for there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    ReferredToCps,
    SuspectCharged,
)
from events.court import (
    SENTENCED_OUTCOMES,
    CaseConcluded,
    CaseOutcome,
    HearingHeld,
    HearingKind,
    SentencePassed,
)
from events.fact import Fact
from events.investigation import (
    NOT_AN_END,
    InvestigationOpened,
    NotInvestigated,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
)
from events.reporting import CrimeReported
from events.trial_reasons import TrialResult
from processors.case.course.case_holders import is_elsewhere
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


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends a case, and the stages that it completes; others it cuts short."""

    name: str
    completes: tuple[Stage, ...] = ()


StepOrNone = Stage | Ending | None

_AT_COURT = (Stage.CHARGED, Stage.FIRST_HEARING, Stage.TRIAL)


def _not_investigated(fact: NotInvestigated) -> StepOrNone:
    return None if is_elsewhere(fact) else Ending(fact.kind)


def _police_outcome(fact: PoliceOutcomeRecorded) -> StepOrNone:
    goes_on = fact.outcome in NOT_AN_END or is_elsewhere(fact)
    return None if goes_on else Ending(fact.outcome)


def _release(fact: SuspectBailedOrReleased) -> StepOrNone:
    return Ending(fact.basis) if fact.basis is ReleaseBasis.NO_FURTHER_ACTION else None


def _charging_decision(fact: ChargingDecisionMade) -> StepOrNone:
    if fact.decision is ChargingDecision.CHARGE:
        return Stage.CHARGED
    return Ending(fact.decision, completes=(Stage.REFERRED,))


def _hearing(fact: HearingHeld) -> StepOrNone:
    match fact.hearing:
        case HearingKind.TRIAL:
            return Stage.TRIAL if fact.trial_result in (TrialResult.EFFECTIVE, None) else None
        case HearingKind.APPEAL | HearingKind.BREACH:
            return None
        case _:
            return Stage.FIRST_HEARING


def _conclusion(fact: CaseConcluded) -> StepOrNone:
    if fact.outcome in SENTENCED_OUTCOMES:
        return Stage.CONCLUDED
    decided = fact.outcome in (CaseOutcome.ACQUITTED, CaseOutcome.DISMISSED)
    return Ending(fact.outcome, completes=_AT_COURT if decided else ())


_BACK_TO = {
    ReopenedFor.INVESTIGATION: Stage.REPORTED,
    ReopenedFor.CHARGING_DECISION: Stage.REFERRED,
    ReopenedFor.TRIAL: Stage.CHARGED,
}

_STEP_OF: dict[type[Fact], Callable[[Any], StepOrNone]] = {
    CrimeReported: lambda _: Stage.REPORTED,
    InvestigationOpened: lambda _: Stage.REPORTED,
    NotInvestigated: _not_investigated,
    SuspectArrested: lambda _: Stage.ARRESTED,
    PoliceOutcomeRecorded: _police_outcome,
    SuspectBailedOrReleased: _release,
    ReferredToCps: lambda _: Stage.REFERRED,
    ChargingDecisionMade: _charging_decision,
    SuspectCharged: lambda _: Stage.CHARGED,
    HearingHeld: _hearing,
    CaseConcluded: _conclusion,
    CaseReopened: lambda fact: _BACK_TO[fact.back_to],
    SentencePassed: lambda _: Ending("sentenced", completes=(Stage.CONCLUDED, *_AT_COURT)),
}

STEPS = tuple(_STEP_OF)
"""The kinds of fact that can be a step.

An investigation opened is one only after an end, and so is a case reopened, but for a new trial; a
release without further action is one only where the case goes on about another suspect; a hearing
of any kind but the first and a trial only where it is the first one since the charge.
"""


_OF_THEIR_OWN = frozenset({HearingKind.FIRST, HearingKind.TRIAL})
"""The hearings that are a stage, or begin one, whatever came before."""


def is_first_after_charge_alone(fact: Fact) -> bool:
    """Whether a hearing brings a case on only if nothing was heard since the charge.

    A youth's first hearing is one of the youth court, and of some hearings only the code of another
    system is known. Before a charge such a hearing may be about bail or a warrant.
    """
    return type(fact) is HearingHeld and fact.hearing not in _OF_THEIR_OWN


def step(fact: Fact) -> StepOrNone:
    """The stage that a fact brings a case into, or the end it puts to it; None for neither."""
    step_of = _STEP_OF.get(type(fact))
    return step_of(fact) if step_of else None
