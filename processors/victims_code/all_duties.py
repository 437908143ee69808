"""Every duty of the Victims' Code: the facts that raise it and those that discharge it.

The rules themselves, their days and sources, are data: `victims_code/`. R3.1, as soon as possible,
has no days and is raised by nothing (decision 0008).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from events.after_sentence import ContactSchemeOffered, ContactSchemeReferred
from events.before_trial import WarrantEnded, WarrantIssued, WitnessRequirementDecided
from events.charging import (
    ChargingDecisionMade,
    ProsecutionAltered,
    ReviewAnswered,
    ReviewRequested,
)
from events.complaints import ComplaintAcknowledged, ComplaintMade
from events.contact import ContactAgreed, ToldAbout, VictimContacted, VictimInformed
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
from events.identifiers import POLICE, Agency
from events.investigation import (
    BailConditionsChanged,
    InvestigationOpened,
    NotInvestigated,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectInterviewed,
)
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.needs import AssessmentOccasion, SupportReferred, VictimNeedsAssessed
from events.payments import ExpensesClaimed, ExpensesPaid
from events.reporting import CrimeReported
from events.verdict import SentenceReviewRequested
from processors.victims_code.duty import Clock, Duty, Moot, When
from schemas.changes import DutyHolder

_UNIT = frozenset({Agency.WITNESS_CARE})

_CLOSED_BY_POLICE = frozenset(
    {
        PoliceOutcome.LOCAL_RESOLUTION,
        PoliceOutcome.DRUGS_WARNING,
        PoliceOutcome.CAUTION,
        PoliceOutcome.PENALTY_NOTICE,
        PoliceOutcome.UNABLE_TO_PROSECUTE,
        PoliceOutcome.FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST,
        PoliceOutcome.FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST,
        PoliceOutcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST,
    }
)
"""Outcomes by which the police themselves decide not to charge, or to deal with it otherwise."""

_GIVEN_UP = frozenset({CaseOutcome.DISCONTINUED, CaseOutcome.NO_EVIDENCE_OFFERED})

_PROGRESS = frozenset({Moot.CASE_ENDED, Moot.PROGRESS_UPDATES})
_DECISION = frozenset({Moot.PROGRESS_UPDATES})
_HEARING = frozenset({Moot.CASE_ENDED, Moot.COURT_UPDATES})
_RESULT = frozenset({Moot.COURT_UPDATES})
_SCHEME = frozenset({Moot.RELEASE_UPDATES})


def _told(*about: ToldAbout) -> tuple[When, ...]:
    return (When(VictimInformed, lambda fact: fact.about in about),)


def _received(*about: NoticeAbout, by: Iterable[Agency] = _UNIT) -> When:
    return When(NoticeReceived, lambda fact: fact.about in about, frozenset(by))


def _police(
    rule: str,
    *raised_by: When,
    about: ToldAbout,
    moot: frozenset[Moot],
    one_decision: bool = False,
) -> Duty:
    """The police tell the victim what happened."""
    done_by = _told(about)
    return Duty(rule, DutyHolder.POLICE, raised_by, done_by, moot=moot, one_decision=one_decision)


def _court(rule: str, *raised_by: When, about: NoticeAbout) -> Duty:
    """The court tells the witness care unit: the notice was sent, or the unit has received it."""
    sent = When(NoticeSent, lambda fact: fact.about is about and fact.to is Agency.WITNESS_CARE)
    return Duty(rule, DutyHolder.HMCTS, raised_by, (sent, _received(about)))


def _unit(rule: str, *raised_by: When, about: ToldAbout, moot: frozenset[Moot]) -> Duty:
    """The witness care unit tells the victim what it has heard."""
    return Duty(rule, DutyHolder.WITNESS_CARE, raised_by, _told(about), Clock.RECEIPT, moot)


_RIGHT_4 = (
    Duty(
        "R4.1",
        DutyHolder.POLICE,
        (When(CrimeReported),),
        (When(VictimNeedsAssessed),),
        persons_only=True,
    ),
    Duty(
        "R4.2",
        DutyHolder.POLICE,
        (When(CrimeReported),),
        (When(SupportReferred),),
        persons_only=True,
    ),
    Duty(
        "R4.3",
        DutyHolder.WITNESS_CARE,
        (When(WitnessRequirementDecided, lambda fact: fact.required),),
        (When(VictimNeedsAssessed, lambda fact: fact.occasion is AssessmentOccasion.BEFORE_TRIAL),),
        moot=frozenset({Moot.CASE_ENDED}),
        before_trial=True,
    ),
)

_FREED = ReleaseBasis.NO_FURTHER_ACTION
_CONTACTS = (
    When(ContactAgreed),
    When(VictimInformed, by=POLICE),
    When(VictimContacted, by=POLICE),
)

_RIGHT_6 = (
    _police("R6.1", When(SuspectArrested), about=ToldAbout.ARREST, moot=_PROGRESS),
    _police(
        "R6.2",
        When(SuspectInterviewed, lambda fact: fact.under_caution),
        about=ToldAbout.INTERVIEW,
        moot=_PROGRESS,
    ),
    Duty(
        "R6.3",
        DutyHolder.POLICE,
        (When(SuspectBailedOrReleased, lambda fact: fact.basis is _FREED),),
        _told(ToldAbout.RELEASE_WITHOUT_CHARGE, ToldAbout.BAIL_OR_RELEASE),
        moot=_PROGRESS,
    ),
    _police(
        "R6.4",
        When(SuspectBailedOrReleased, lambda fact: fact.basis is not _FREED),
        When(BailConditionsChanged),
        about=ToldAbout.BAIL_OR_RELEASE,
        moot=_PROGRESS,
    ),
    _police("R6.5", When(NotInvestigated), about=ToldAbout.NOT_INVESTIGATED, moot=_DECISION),
    _police(
        "R6.6",
        When(ChargingDecisionMade),
        When(PoliceOutcomeRecorded, lambda fact: fact.outcome in _CLOSED_BY_POLICE),
        about=ToldAbout.CHARGING_DECISION,
        moot=_DECISION,
        one_decision=True,
    ),
    Duty(
        "R6.7",
        DutyHolder.CPS,
        (When(ProsecutionAltered), When(CaseConcluded, lambda fact: fact.outcome in _GIVEN_UP)),
        _told(ToldAbout.PROSECUTION_ALTERED),
        moot=_DECISION,
        one_decision=True,
    ),
    Duty(
        "R6.8",
        DutyHolder.POLICE,
        (When(FirstHearingListed), _received(NoticeAbout.FIRST_HEARING, by=POLICE)),
        _told(ToldAbout.FIRST_HEARING),
        Clock.RECEIPT,
        _PROGRESS,
    ),
    Duty(
        "R6.9",
        DutyHolder.POLICE,
        (When(InvestigationOpened), *_CONTACTS),
        _CONTACTS,
        moot=_PROGRESS | {Moot.CHARGED},
        rolling=True,
    ),
)

_RIGHTS_8_AND_9 = (
    Duty(
        "R8.1",
        DutyHolder.WITNESS_CARE,
        (
            When(HearingListed),
            When(TrialListed),
            _received(NoticeAbout.FIRST_HEARING, NoticeAbout.HEARING),
        ),
        _told(ToldAbout.HEARING, ToldAbout.FIRST_HEARING),
        Clock.RECEIPT,
        _HEARING,
    ),
    _court(
        "R8.2a",
        When(HearingHeld, lambda fact: fact.hearing is HearingKind.BAIL),
        about=NoticeAbout.BAIL_HEARING,
    ),
    _unit(
        "R8.2b", _received(NoticeAbout.BAIL_HEARING), about=ToldAbout.BAIL_HEARING, moot=_HEARING
    ),
    _court("R8.3a", When(WarrantIssued), When(WarrantEnded), about=NoticeAbout.WARRANT),
    _unit("R8.3b", _received(NoticeAbout.WARRANT), about=ToldAbout.WARRANT, moot=_HEARING),
    _unit(
        "R8.4",
        When(WitnessRequirementDecided),
        _received(NoticeAbout.WITNESS_REQUIREMENT),
        about=ToldAbout.WITNESS_REQUIREMENT,
        moot=_HEARING,
    ),
    _court("R9.1a", When(CaseConcluded), about=NoticeAbout.CASE_OUTCOME),
    _unit("R9.1b", _received(NoticeAbout.CASE_OUTCOME), about=ToldAbout.CASE_OUTCOME, moot=_RESULT),
    _court("R9.2a", When(SentencePassed), about=NoticeAbout.SENTENCE),
    _unit("R9.2b", _received(NoticeAbout.SENTENCE), about=ToldAbout.SENTENCE, moot=_RESULT),
    _unit("R9.3", _received(NoticeAbout.APPEAL), about=ToldAbout.APPEAL, moot=_RESULT),
)

_OTHERS = (
    Duty("VRR", DutyHolder.CPS, (When(ReviewRequested),), (When(ReviewAnswered),)),
    Duty(
        "ULS",
        DutyHolder.VICTIM,
        (When(SentencePassed),),
        (When(SentenceReviewRequested),),
        persons_only=True,
    ),
    Duty("R10.1", DutyHolder.CPS, (When(ExpensesClaimed),), (When(ExpensesPaid),)),
    Duty(
        "R11.1",
        DutyHolder.WITNESS_CARE,
        (When(SentencePassed, lambda fact: fact.victim_contact_scheme is True),),
        (When(ContactSchemeReferred),),
        moot=_SCHEME,
        persons_only=True,
    ),
    Duty(
        "R11.2",
        DutyHolder.PROBATION,
        (
            When(ContactSchemeReferred),
            _received(NoticeAbout.VICTIM_DETAILS, by={Agency.PROBATION}),
        ),
        (When(ContactSchemeOffered),),
        Clock.RECEIPT,
        _SCHEME,
    ),
    Duty("R12.1", DutyHolder.PROVIDER, (When(ComplaintMade),), (When(ComplaintAcknowledged),)),
)

DUTIES = _RIGHT_4 + _RIGHT_6 + _RIGHTS_8_AND_9 + _OTHERS
"""Every duty that can be timed."""


def _by_kind(pairs: Iterable[tuple[type[Fact], Duty]]) -> Mapping[type[Fact], tuple[Duty, ...]]:
    found: dict[type[Fact], dict[str, Duty]] = defaultdict(dict)
    for kind, duty in pairs:
        found[kind][duty.rule] = duty
    return {kind: tuple(duties.values()) for kind, duties in found.items()}


RAISED_BY = _by_kind((when.kind, duty) for duty in DUTIES for when in duty.raised_by)
"""By kind of fact: the duties that such a fact may raise."""
DONE_BY = _by_kind((when.kind, duty) for duty in DUTIES for when in duty.done_by)
"""By kind of fact: the duties that such a fact may discharge."""
