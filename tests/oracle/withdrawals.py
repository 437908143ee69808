"""What withdraws a duty that is still open: an end, a charge, a wish."""

from events.case_moves import CaseReopened, CaseTransferred, ReopenedFor
from events.charging import ChargingDecision, ChargingDecisionMade, SuspectCharged
from events.contact import OptedOutOf
from events.court import CaseConcluded, SentencePassed
from events.identifiers import POLICE, Agency
from events.investigation import (
    InvestigationOpened,
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
)
from events.vocabulary import AnyFact
from oracle.rights_without_a_day import IN_SCHEME, WHILE_A_STATEMENT_COUNTS

WHILE_IT_LASTS = frozenset(
    {
        "R4.3",
        *("R6.1", "R6.2", "R6.3", "R6.4", "R6.8", "R6.9"),
        *("R6.14", *WHILE_A_STATEMENT_COUNTS),
        *("R8.1a", "R8.1", "R8.2b", "R8.3b", "R8.4a", "R8.4", "R8.6"),
    }
)
"""The rules that ask for nothing any more once the case is over."""

_ABOUT = {
    OptedOutOf.PROGRESS_UPDATES: frozenset(
        {
            *("R6.1", "R6.2", "R6.3", "R6.4", "R6.5", "R6.6", "R6.7", "R6.8", "R6.9"),
            *("R6.10", "R6.11", "R6.12", "R6.14", "R6.18", "R6.20", "R6.21"),
        }
    ),
    OptedOutOf.COURT_UPDATES: frozenset(
        {"R8.1", "R8.2b", "R8.3b", "R8.4", "R8.6", "R9.1b", "R9.2b", "R9.2c", "R9.3", "R9.10"}
    ),
    OptedOutOf.RELEASE_UPDATES: frozenset({"R11.1", "R11.2"}) | IN_SCHEME,
}
_GOES_ON = frozenset({PoliceOutcome.SUSPECT_CHARGED, PoliceOutcome.OTHER_ORGANISATION})
"""Outcomes after which the case goes on: here, or with another body."""

_EVERYTHING = frozenset().union(*_ABOUT.values())


OF_A_LIVING_WITNESS = frozenset({"R4.3", "R8.4"})
"""The rules that ask for nothing any more once the victim has died."""


SENTENCED = ("convicted", "unfit-to-plead", "not-guilty-by-reason-of-insanity")
"""Outcomes after which a court still says what is to be done with the defendant."""


def unwanted(of: OptedOutOf) -> frozenset[str]:
    """The rules by which a victim is not to be told, who has asked not to be told of something."""
    return _EVERYTHING if of is OptedOutOf.ALL else _ABOUT[of]


def ends_case(fact: AnyFact) -> bool:
    """Whether the case is over with a fact; one convicted goes on to sentence."""
    match fact:
        case NotInvestigated(reason=reason):
            return reason is not NotInvestigatedReason.OTHER_BODY_INVESTIGATES
        case SentencePassed():
            return True
        case PoliceOutcomeRecorded(outcome=outcome):
            return outcome not in _GOES_ON
        case ChargingDecisionMade(decision=decision):
            return decision is not ChargingDecision.CHARGE
        case CaseConcluded(outcome=outcome):
            return outcome not in SENTENCED
        case _:
            return False


def goes_elsewhere(fact: AnyFact) -> bool:
    """Whether the case goes with a fact to somebody who does not publish in London."""
    match fact:
        case CaseTransferred(to=to):
            return to not in ("01", "48", "93")
        case NotInvestigated(reason=reason):
            return reason is NotInvestigatedReason.OTHER_BODY_INVESTIGATES
        case PoliceOutcomeRecorded(outcome=outcome):
            return outcome is PoliceOutcome.OTHER_ORGANISATION
        case _:
            return False


def comes_back(agency: Agency, fact: AnyFact) -> bool:
    """Whether a case that is elsewhere is back with a fact: a London force has it, or opens it."""
    if agency not in POLICE:
        return False
    opens = isinstance(fact, CaseReopened) and fact.back_to is ReopenedFor.INVESTIGATION
    returns = isinstance(fact, CaseTransferred) and not goes_elsewhere(fact)
    return opens or returns or isinstance(fact, InvestigationOpened)


def charges(fact: AnyFact) -> bool:
    """Whether a suspect is charged by a fact, or it is decided to."""
    charge = ChargingDecision.CHARGE
    decides = isinstance(fact, ChargingDecisionMade) and fact.decision is charge
    return decides or isinstance(fact, SuspectCharged)
