"""What the Code asks without a number of days, as the ledger of truth reads it.

Beside it stand the reviews of a decision not to prosecute, which a victim may ask for.
"""

from events.after_sentence import (
    ContactSchemeAnswer,
    ContactSchemeAnswered,
    OffenderDischargedFromHospital,
    ParoleDecided,
    ParoleHearingListed,
    PrisonerRecalled,
    PrisonerReleased,
    PrisonRelease,
)
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    DecisionOf,
    ProsecutionAltered,
    ProsecutionChange,
    ReviewAcknowledged,
    ReviewAnswered,
    ReviewRequested,
)
from events.complaints import ComplaintAnswered, ComplaintMade
from events.contact import ContactAgreed, ToldAbout, VictimContacted, VictimInformed
from events.court import CaseConcluded, CaseOutcome
from events.fact import Fact
from events.help_for_victims import InterpreterOffered
from events.identifiers import POLICE, Agency
from events.investigation import InvestigationOpened
from events.needs import (
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    Need,
    ReferralAnswer,
    SupportReferralAnswered,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.offences import VictimKind
from events.prison import PrisonerAbsconded, PrisonerTransferred, TransferredTo
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from events.reporting import CrimeReported, VictimIdentified
from events.statement import PersonalStatementOffered, PersonalStatementTaken
from events.vocabulary import AnyFact

ONCE = frozenset({"R1.2", "R4.6", "R6.14"})
"""The rules that ask for something once in a case: what was done before is done."""

TOLD_BEFORE = frozenset({"R11.4a", "R11.5", "R11.7", "R11.7b"})
"""The rules that a victim may be told by in advance."""

OF_ONE_MOVE = frozenset({"R11.4a", "R11.5", "R11.7", "R11.7a", "R11.7b", "R11.7c"})
"""The rules that ask once for what prison and probation report of an offender on one day."""

IN_SCHEME = OF_ONE_MOVE | {"R11.3", "R11.4", "R11.6", "R11.8"}
"""The rules that ask for nothing once the victim declines the Victim Contact Scheme."""

DROPPED = frozenset(
    {
        CaseOutcome.DISCONTINUED,
        CaseOutcome.WITHDRAWN,
        CaseOutcome.NO_EVIDENCE_OFFERED,
        CaseOutcome.LIES_ON_FILE,
    }
)
"""How prosecutors end a case, as the CPS's scheme for reviews lists it."""

OF_A_LIVING_OFFENDER = IN_SCHEME | {"R11.1", "R11.2"}
"""The rules that ask for nothing any more once the offender has died."""

WHILE_A_STATEMENT_COUNTS = frozenset({"R7.1", "R7.5", "R7.6"})

_MOVED = {
    TransferredTo.HOSPITAL: ("R11.4a",),
    TransferredTo.OPEN_CONDITIONS: ("R11.5",),
}

_PAROLE = ("R11.3", "R11.6")

_ASKED: dict[type[Fact], tuple[str, ...]] = {
    InvestigationOpened: ("R6.14",),
    ComplaintMade: ("R12.2",),
    ParoleDecided: ("R11.3",),
    ParoleHearingListed: ("R11.6", "R11.8"),
    PrisonerAbsconded: ("R11.7c",),
    PrisonerRecalled: ("R11.7a",),
    OffenderDischargedFromHospital: ("R11.7b",),
}

_DONE: dict[type[Fact], tuple[str, ...]] = {
    InterpreterOffered: ("R1.2",),
    ContactAgreed: ("R6.14",),
    PersonalStatementOffered: ("R7.1", "R7.5", "R7.6", "R11.8"),
    PersonalStatementTaken: ("R7.1", "R7.5", "R7.6", "R11.8"),
    ComplaintAnswered: ("R12.2",),
}


def asked_without_a_day(agency: Agency, fact: AnyFact, kind: VictimKind) -> tuple[str, ...]:
    """What a fact asks for, of a victim of a kind; with the victim's own time to ask the CPS."""
    no_business = kind is not VictimKind.BUSINESS
    match fact:
        case CrimeReported():
            return (_statement(kind),)
        case VictimNeedsAssessed(needs=needs) if Need.INTERPRETER in needs and no_business:
            return ("R1.2",)
        case EnhancedRightsDecided(decision=EnhancedRightsDecision.GRANTED) if no_business:
            return ("R4.6",)
        case VictimIdentified(enhanced_rights=True) if no_business:
            return ("R4.6",)
        case PrisonerReleased(release=release):
            return ("R11.4a",) if release is PrisonRelease.TO_HOSPITAL else ("R11.7",)
        case PrisonerTransferred(to=to):
            return _MOVED.get(to, ())
        case ContactSchemeAnswered(answer=ContactSchemeAnswer.JOINED):
            return ("R11.4",)
        case ReviewRequested(decision_of=DecisionOf.POLICE):
            return "VRR.2", "VRR.3"
        case ProtectiveOrderMade() | ProtectiveOrderChanged() | ProtectiveOrderEnded():
            return (_order(agency, fact),)
        case _:
            return ("VRR.1",) if _refuses(agency, fact) else _ASKED.get(type(fact), ())


def _statement(kind: VictimKind) -> str:
    if kind is VictimKind.BUSINESS:
        return "R7.6"
    return "R7.5" if kind is VictimKind.BEREAVED_RELATIVE else "R7.1"


def _order(
    agency: Agency, fact: ProtectiveOrderMade | ProtectiveOrderChanged | ProtectiveOrderEnded
) -> str:
    """The police tell of their own orders, the unit of a court's; one may come with a sentence."""
    if agency in POLICE:
        return "R6.21"
    with_sentence = {"restraining-on-conviction", "sexual-harm-prevention", "criminal-behaviour"}
    if not isinstance(fact, ProtectiveOrderMade) or fact.interim:
        return "R9.10"
    return "R9.2c" if fact.order in with_sentence else "R9.10"


def _refuses(agency: Agency, fact: AnyFact) -> bool:
    """Whether the CPS decides not to prosecute, or no longer."""
    match fact:
        case ChargingDecisionMade(decision=ChargingDecision.NO_CHARGE):
            return agency is Agency.CPS
        case ProsecutionAltered(change=change):
            return change is not ProsecutionChange.SUBSTANTIALLY_ALTERED
        case CaseConcluded(outcome=outcome):
            return outcome in DROPPED
        case _:
            return False


def done_without_a_day(agency: Agency, fact: AnyFact) -> tuple[str, ...]:
    """What is done by a fact that reached the victim."""
    match fact:
        case VictimInformed():
            return _told(agency, fact)
        case VictimContacted(interpreter=True):
            return ("R1.2",)
        case SupportReferred(service=service):
            return () if service is SupportService.VICTIM_SUPPORT else ("R4.6",)
        case SupportReferralAnswered(service=service, answer=ReferralAnswer.DECLINED_BY_VICTIM):
            return () if service is SupportService.VICTIM_SUPPORT else ("R4.6",)
        case ReviewRequested(decision_of=of):
            return () if of is DecisionOf.POLICE else ("VRR.1",)
        case ReviewAcknowledged(decision_of=DecisionOf.POLICE):
            return ("VRR.2",)
        case ReviewAnswered(decision_of=DecisionOf.POLICE):
            return "VRR.2", "VRR.3"
        case _:
            return _DONE.get(type(fact), ())


def _told(agency: Agency, told: VictimInformed) -> tuple[str, ...]:
    rules = {
        ToldAbout.PAROLE: _PAROLE,
        ToldAbout.RELEASE: ("R11.7",),
        ToldAbout.RECALL: ("R11.7a",),
        ToldAbout.HOSPITAL_DISCHARGE: ("R11.7b",),
        ToldAbout.HOSPITAL_TRANSFER: ("R11.4a",),
        ToldAbout.OPEN_CONDITIONS: ("R11.5",),
        ToldAbout.ABSCONDING: ("R11.7c",),
        ToldAbout.SENTENCE: ("R9.2c", *(["R11.4"] if agency is Agency.PROBATION else [])),
        ToldAbout.PROTECTIVE_ORDER: ("R6.21", "R9.2c", "R9.10"),
        ToldAbout.REVIEW_RESULT: ("VRR.3",) if agency in POLICE else (),
    }
    found = [rule for about in told.matters for rule in rules.get(about, ())]
    return (*found, *(["R1.2"] if told.interpreter else []))


def tells_refusal(fact: AnyFact) -> bool:
    """Whether a telling may be of a decision not to prosecute."""
    decisions = {"charging-decision", "prosecution-altered", "right-to-review"}
    return isinstance(fact, VictimInformed) and not decisions.isdisjoint(fact.matters)
