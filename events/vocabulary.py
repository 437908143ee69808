"""The closed vocabulary: every class of fact."""

from typing import get_args

from events.after_sentence import (
    ContactSchemeAnswered,
    ContactSchemeOffered,
    ContactSchemeReferred,
    LicenceConditionsEnded,
    LicenceConditionsSet,
    OffenderDischargedFromHospital,
    ParoleDecided,
    ParoleHearingListed,
    PrisonerRecalled,
    PrisonerReleased,
)
from events.alert_acts import AlertAcknowledged, AlertClosed, AlertSnoozed
from events.assignments import CaseworkerAssigned, CaseworkerUnassigned
from events.before_trial import (
    EvidenceRecorded,
    ModeOfTrialDecided,
    PleaEntered,
    SentToCrownCourt,
    SpecialMeasuresDecided,
    SpecialMeasuresRequested,
    TrialVacated,
    WarrantEnded,
    WarrantIssued,
    WitnessRequirementDecided,
)
from events.case_moves import (
    CaseJoined,
    CaseRemitted,
    CaseReopened,
    CaseSevered,
    CaseTransferred,
)
from events.charging import (
    ChargingDecisionMade,
    EarlyAdviceSought,
    ProsecutionAltered,
    ReferredToCps,
    ReturnedToPolice,
    ReviewAcknowledged,
    ReviewAnswered,
    ReviewRequested,
    SuspectCharged,
    VictimOfOffences,
)
from events.complaints import ComplaintAcknowledged, ComplaintAnswered, ComplaintMade
from events.contact import (
    ContactAgreed,
    ContactOptedOut,
    VictimContacted,
    VictimInformed,
    VictimMovedAbroad,
    VictimWithdrewSupport,
)
from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
    ReportWithdrawn,
)
from events.court import (
    CaseConcluded,
    FirstHearingListed,
    HearingHeld,
    HearingListed,
    SentenceDeferred,
    SentencePassed,
    TrialListed,
)
from events.court_results import CourtResultRecorded
from events.duties import DutyExcused
from events.fact import Fact
from events.hearing_changes import (
    HearingAdjourned,
    HearingCancelled,
    HearingMarkedDuplicate,
)
from events.help_for_victims import (
    DocumentsTranslated,
    InterpreterOffered,
    PropertyReturned,
    RestorativeJusticeAnswered,
    RestorativeJusticeOffered,
)
from events.identity import (
    CaseLinked,
    CaseMerged,
    CaseSplit,
    CaseUnlinked,
    VictimsMerged,
    VictimsUnmerged,
)
from events.investigation import (
    BailConditionsChanged,
    InvestigationOpened,
    NotInvestigated,
    PoliceOutcomeRecorded,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectIdentified,
    SuspectInterviewed,
)
from events.messages import NoticeReceived, NoticeSent
from events.needs import (
    EnhancedRightsDecided,
    SupportReferralAnswered,
    SupportReferred,
    VictimNeedsAssessed,
)
from events.offenders import OffenderLinked, OffenderUnlinked
from events.payments import (
    CompensationOrdered,
    CompensationPaid,
    CompensationRefused,
    ExpensesClaimed,
    ExpensesPaid,
)
from events.prison import (
    OffenderDied,
    PrisonerAbsconded,
    PrisonerReceived,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
)
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
    ReportingRestrictionMade,
)
from events.registered_interventions import InterventionRegistered, InterventionWithdrawn
from events.remand import RemandAppealed, RemandDecided, RemandEnded
from events.reporting import CrimeReported, VictimIdentified
from events.representatives import RepresentativeEnded, RepresentativeNamed, VictimDied
from events.staffing import CaseworkerLeft, CaseworkerReturned, CoverArranged
from events.statement import (
    PersonalStatementOffered,
    PersonalStatementRead,
    PersonalStatementTaken,
)
from events.verdict import (
    AppealDecided,
    AppealLodged,
    SentenceReviewAnswered,
    SentenceReviewRequested,
    VerdictGiven,
)

Reporting = (
    CrimeReported
    | VictimIdentified
    | CaseLinked
    | VictimsMerged
    | VictimsUnmerged
    | CaseUnlinked
    | CaseMerged
    | CaseSplit
)
Representation = VictimDied | RepresentativeNamed | RepresentativeEnded
Needs = VictimNeedsAssessed | EnhancedRightsDecided | SupportReferred | SupportReferralAnswered
Investigation = (
    InvestigationOpened
    | NotInvestigated
    | SuspectIdentified
    | SuspectArrested
    | SuspectInterviewed
    | SuspectBailedOrReleased
    | BailConditionsChanged
    | PoliceOutcomeRecorded
)
Charging = (
    EarlyAdviceSought
    | ReferredToCps
    | ReturnedToPolice
    | ChargingDecisionMade
    | SuspectCharged
    | VictimOfOffences
    | ReviewRequested
    | ReviewAcknowledged
    | ReviewAnswered
    | ProsecutionAltered
)
CaseMove = CaseTransferred | CaseReopened | CaseRemitted | CaseJoined | CaseSevered
AtCourt = (
    FirstHearingListed
    | HearingListed
    | TrialListed
    | HearingHeld
    | CaseConcluded
    | SentencePassed
    | SentenceDeferred
)
HearingChange = HearingCancelled | HearingAdjourned | HearingMarkedDuplicate
BeforeTrial = (
    PleaEntered
    | ModeOfTrialDecided
    | SentToCrownCourt
    | WarrantIssued
    | WarrantEnded
    | SpecialMeasuresRequested
    | SpecialMeasuresDecided
    | EvidenceRecorded
    | WitnessRequirementDecided
    | TrialVacated
)
Remanding = RemandDecided | RemandAppealed | RemandEnded
AfterVerdict = (
    VerdictGiven | AppealLodged | AppealDecided | SentenceReviewRequested | SentenceReviewAnswered
)
Statement = PersonalStatementOffered | PersonalStatementTaken | PersonalStatementRead
Protection = (
    ProtectiveOrderMade | ProtectiveOrderChanged | ProtectiveOrderEnded | ReportingRestrictionMade
)
Payment = (
    CompensationOrdered | CompensationPaid | ExpensesClaimed | ExpensesPaid | CompensationRefused
)
AfterSentence = (
    ContactSchemeReferred
    | ContactSchemeOffered
    | ContactSchemeAnswered
    | LicenceConditionsSet
    | LicenceConditionsEnded
    | ParoleHearingListed
    | ParoleDecided
    | PrisonerReleased
    | PrisonerRecalled
    | OffenderDischargedFromHospital
)
InPrison = (
    PrisonerReceived
    | PrisonerReturnedToCustody
    | PrisonerTransferred
    | PrisonerAbsconded
    | OffenderDied
)
OfOffenders = OffenderLinked | OffenderUnlinked
HelpForVictims = (
    InterpreterOffered
    | DocumentsTranslated
    | RestorativeJusticeOffered
    | RestorativeJusticeAnswered
    | PropertyReturned
)
Contact = (
    VictimInformed
    | VictimContacted
    | ContactAgreed
    | ContactOptedOut
    | VictimWithdrewSupport
    | VictimMovedAbroad
)
Complaint = ComplaintMade | ComplaintAcknowledged | ComplaintAnswered
Corrections = (
    CorrectionProposed
    | CorrectionAgreed
    | CorrectionDisputed
    | CorrectionNotified
    | CorrectionAcknowledged
    | ReportWithdrawn
)
Message = NoticeSent | NoticeReceived
AlertAct = AlertAcknowledged | AlertSnoozed | AlertClosed
Assigning = CaseworkerAssigned | CaseworkerUnassigned
Intervening = InterventionRegistered | InterventionWithdrawn
Staffing = CoverArranged | CaseworkerLeft | CaseworkerReturned

AnyFact = (
    Reporting
    | Representation
    | Needs
    | Investigation
    | Charging
    | CaseMove
    | AtCourt
    | HearingChange
    | BeforeTrial
    | Remanding
    | AfterVerdict
    | Statement
    | Payment
    | AfterSentence
    | InPrison
    | OfOffenders
    | HelpForVictims
    | Contact
    | Message
    | Complaint
    | Corrections
    | DutyExcused
    | AlertAct
    | Assigning
    | Staffing
    | Intervening
    | Protection
    | CourtResultRecorded
)
"""The union that type checkers count."""

FACTS: dict[str, type[Fact]] = {fact.kind: fact for fact in get_args(AnyFact)}
"""Every fact class by its name on the wire."""
