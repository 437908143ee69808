"""The rules of the Victims' Code that a fact triggers, as the ledger of truth reads the Code.

Written from the Code's rules and not from the platform's.
"""

from datetime import datetime

from events.after_sentence import ContactSchemeReferred
from events.before_trial import WarrantEnded, WarrantIssued, WitnessRequirementDecided
from events.case_moves import CaseTransferred
from events.charging import (
    ChargingDecisionMade,
    ProsecutionAltered,
    ReviewRequested,
    SuspectCharged,
)
from events.complaints import ComplaintMade
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    HearingListed,
    SentencePassed,
    TrialListed,
)
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import (
    BailConditionsChanged,
    NotInvestigated,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectInterviewed,
)
from events.messages import NoticeAbout, NoticeReceived
from events.payments import ExpensesClaimed
from events.reporting import CrimeReported
from events.vocabulary import AnyFact

OWED_TO_PERSONS = frozenset({"R4.1", "R4.2", "ULS", "R11.1"})
"""Rules by which nothing is owed to a business."""

NOT_ABOUT_SUSPECTS = frozenset({"R4.1", "R4.2", "R4.3", "R6.5", "R10.1", "R12.1"})
"""Rules by which something is owed once in a case, however many suspects it has; R6.9 apart."""

_DISPOSED_OF = frozenset(
    {
        PoliceOutcome.SUSPECT_CHARGED,
        PoliceOutcome.LOCAL_RESOLUTION,
        PoliceOutcome.CAUTION,
        PoliceOutcome.PENALTY_NOTICE,
        PoliceOutcome.UNABLE_TO_PROSECUTE,
    }
)
"""Outcomes that the simulated police record: a charge, or a decision to do otherwise."""

_TO_UNIT = {
    NoticeAbout.FIRST_HEARING: ("R8.1",),
    NoticeAbout.HEARING: ("R8.1",),
    NoticeAbout.BAIL_HEARING: ("R8.2b",),
    NoticeAbout.WARRANT: ("R8.3b",),
    NoticeAbout.WITNESS_REQUIREMENT: ("R8.4",),
    NoticeAbout.CASE_OUTCOME: ("R9.1b",),
    NoticeAbout.SENTENCE: ("R9.2b",),
    NoticeAbout.APPEAL: ("R9.3",),
}
"""What a notice asks of the witness care unit that has received it."""


_ASKED: dict[type[Fact], tuple[str, ...]] = {
    CrimeReported: ("R4.1", "R4.2"),
    ProsecutionAltered: ("R6.7",),
    CaseTransferred: ("R6.20",),
    ReviewRequested: ("VRR",),
    ExpensesClaimed: ("R10.1",),
    ComplaintMade: ("R12.1",),
}
"""What a fact of a kind asks, whatever it says."""


def triggered_by(agency: Agency, fact: AnyFact, known: datetime | None) -> tuple[str, ...]:
    """The rules whose clock starts with a fact; R6.9, which each contact starts anew, apart."""
    match fact:
        case NoticeReceived(about=about):
            return _asked_by_notice(agency, about)
        case FirstHearingListed():
            return ("R6.8",) if known else ()
        case HearingListed() | TrialListed():
            return ("R8.1",) if known else ()
        case ContactSchemeReferred():
            return ("R11.2",) if known else ()
        case WitnessRequirementDecided(required=required):
            return (*(["R8.4"] if known else []), *(["R4.3"] if required else []))
        case HearingHeld() | WarrantIssued() | WarrantEnded() | CaseConcluded() | SentencePassed():
            return _asked_by_court(fact)
        case _:
            return _ASKED.get(type(fact)) or _asked_by_police(fact)


def _asked_by_notice(agency: Agency, about: NoticeAbout) -> tuple[str, ...]:
    match agency:
        case Agency.WITNESS_CARE:
            return _TO_UNIT.get(about, ())
        case Agency.MET_POLICE | Agency.CITY_POLICE | Agency.BTP:
            return ("R6.8",) if about is NoticeAbout.FIRST_HEARING else ()
        case Agency.PROBATION:
            return ("R11.2",) if about is NoticeAbout.VICTIM_DETAILS else ()
        case _:
            return ()


def _asked_by_police(fact: AnyFact) -> tuple[str, ...]:
    match fact:
        case SuspectArrested():
            return ("R6.1",)
        case SuspectInterviewed(under_caution=True):
            return ("R6.2",)
        case SuspectBailedOrReleased(basis=ReleaseBasis.NO_FURTHER_ACTION):
            return ("R6.3",)
        case SuspectBailedOrReleased() | BailConditionsChanged():
            return ("R6.4",)
        case NotInvestigated():
            return ("R6.5",)
        case ChargingDecisionMade() | SuspectCharged():
            return ("R6.6",)
        case PoliceOutcomeRecorded(outcome=outcome) if outcome in _DISPOSED_OF:
            return ("R6.6",)
        case PoliceOutcomeRecorded(outcome=PoliceOutcome.OTHER_ORGANISATION):
            return ("R6.20",)
        case _:
            return ()


def _asked_by_court(fact: AnyFact) -> tuple[str, ...]:
    match fact:
        case HearingHeld(hearing=HearingKind.BAIL):
            return ("R8.2a",)
        case WarrantIssued() | WarrantEnded():
            return ("R8.3a",)
        case CaseConcluded(outcome=CaseOutcome.DISCONTINUED | CaseOutcome.NO_EVIDENCE_OFFERED):
            return "R6.7", "R9.1a"
        case CaseConcluded():
            return ("R9.1a",)
        case SentencePassed(victim_contact_scheme=eligible):
            return ("R9.2a", "ULS", *(["R11.1"] if eligible else []))
        case _:
            return ()
