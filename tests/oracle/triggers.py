"""The rules of the Victims' Code that a fact triggers, as the ledger of truth reads the Code.

Written from the Code's rules and not from the platform's.
"""

from datetime import datetime

from events.after_sentence import ContactSchemeReferred
from events.before_trial import (
    SpecialMeasuresDecided,
    WarrantEnd,
    WarrantEnded,
    WarrantIssued,
    WitnessRequirementDecided,
)
from events.case_moves import CaseTransferred
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    DecisionOf,
    ProsecutionAltered,
    ReviewRequested,
    SuspectCharged,
)
from events.complaints import ComplaintMade
from events.court import (
    CaseConcluded,
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
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.payments import ExpensesClaimed
from events.remand import RemandDecided, RemandEnd, RemandEnded
from events.reporting import CrimeReported
from events.verdict import AppealDecided, AppealLodged
from events.vocabulary import AnyFact
from oracle.rights_without_a_day import DROPPED

OWED_TO_PERSONS = frozenset({"R4.1", "R4.2", "ULS", "ULS.1", "R11.1"})
"""Rules by which nothing is owed to a business."""

NOT_ABOUT_SUSPECTS = frozenset(
    {
        *("R1.2", "R3.1", "R4.1", "R4.2", "R4.3", "R4.6", "R6.5", "R6.14", "R7.1", "R7.5", "R7.6"),
        *("R8.4a", "R8.6", "R10.1", "R12.1", "R12.2"),
    }
)
"""Rules by which something is owed once in a case, however many suspects it has; R6.9 apart."""

_BY_OUTCOME = {
    PoliceOutcome.SUSPECT_CHARGED: "R6.6",
    PoliceOutcome.SUSPECT_CHARGED_OTHER_CASE: "R6.6",
    PoliceOutcome.UNABLE_TO_PROSECUTE: "R6.10",
    PoliceOutcome.LOCAL_RESOLUTION: "R6.12",
    PoliceOutcome.CAUTION: "R6.12",
    PoliceOutcome.PENALTY_NOTICE: "R6.12",
    PoliceOutcome.NO_SUSPECT_IDENTIFIED: "R6.18",
    PoliceOutcome.OTHER_ORGANISATION: "R6.20",
}
"""What the outcomes that the simulated police record ask them to tell."""

_TO_UNIT = {
    NoticeAbout.FIRST_HEARING: ("R8.1",),
    NoticeAbout.HEARING: ("R8.1",),
    NoticeAbout.BAIL_HEARING: ("R8.2b",),
    NoticeAbout.WARRANT: ("R8.3b",),
    NoticeAbout.WITNESS_REQUIREMENT: ("R8.4",),
    NoticeAbout.CASE_OUTCOME: ("R9.1b",),
    NoticeAbout.SENTENCE: ("R9.1b", "R9.2b"),
    NoticeAbout.APPEAL: ("R9.3",),
}
"""What a notice asks of the witness care unit that has received it, or is to."""


_ASKED: dict[type[Fact], tuple[str, ...]] = {
    CrimeReported: ("R3.1", "R4.1", "R4.2"),
    SpecialMeasuresDecided: ("R8.6",),
    AppealLodged: ("R9.3a",),
    AppealDecided: ("R9.3a",),
    ContactSchemeReferred: ("R11.2",),
    ProsecutionAltered: ("R6.7",),
    CaseTransferred: ("R6.20",),
    ExpensesClaimed: ("R10.1",),
    ComplaintMade: ("R12.1",),
}
"""What a fact of a kind asks, whatever it says."""


def triggered_by(agency: Agency, fact: AnyFact, known: datetime | None) -> tuple[str, ...]:
    """The rules whose clock starts with a fact.

    Apart stand R6.9, which each contact starts anew, the hearing after an arrest on a warrant, and
    what depends on offence and sentence.
    """
    match fact:
        case NoticeReceived(about=about):
            return _asked_by_notice(agency, about)
        case NoticeSent(to=Agency.WITNESS_CARE, about=about):
            return _TO_UNIT.get(about, ())
        case FirstHearingListed() | HearingListed() | TrialListed() if fact.first_day is None:
            return ()  # there is no date to tell of
        case FirstHearingListed():
            return "R8.1a", "R6.8"
        case HearingListed() | TrialListed():
            return ("R8.1a", "R8.1") if known else ("R8.1a",)
        case WitnessRequirementDecided(required=required):
            news = ["R8.4a", "R8.4"] if known else ["R8.4a"]
            return (*news, *(["R4.3"] if required else []))
        case (
            RemandDecided() | RemandEnded(how=RemandEnd.CONDITIONS_MET | RemandEnd.TIME_LIMIT_OVER)
        ):
            return ("R8.2a",)
        case HearingHeld() | WarrantIssued() | WarrantEnded() | CaseConcluded() | SentencePassed():
            return _asked_by_court(fact)
        case ReviewRequested(decision_of=of):
            return () if of is DecisionOf.POLICE else ("VRR",)
        case _:
            return _ASKED.get(type(fact)) or _asked_by_police(agency, fact)


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


def _asked_by_police(agency: Agency, fact: AnyFact) -> tuple[str, ...]:
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
        case ChargingDecisionMade(decision=ChargingDecision.CHARGE) | SuspectCharged():
            return ("R6.6",)
        case ChargingDecisionMade(decision=ChargingDecision.OUT_OF_COURT_DISPOSAL):
            return ("R6.12",)
        case ChargingDecisionMade():
            return ("R6.11",) if agency is Agency.CPS else ("R6.10",)
        case PoliceOutcomeRecorded(outcome=outcome) if outcome in _BY_OUTCOME:
            return (_BY_OUTCOME[outcome],)
        case _:
            return ()


def _asked_by_court(fact: AnyFact) -> tuple[str, ...]:
    match fact:
        case HearingHeld(hearing=HearingKind.BAIL):
            return ("R8.2a",)
        case WarrantIssued() | WarrantEnded(how=WarrantEnd.WITHDRAWN):
            return ("R8.3a",)
        case CaseConcluded(outcome=outcome) if outcome in DROPPED:
            return "R6.7", "R9.1a"
        case CaseConcluded():
            return ("R9.1a",)
        case SentencePassed():
            return ("R9.2a",)
        case _:
            return ()
