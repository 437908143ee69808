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
from processors.victims_code.duty import ClockStart, Duty, FactPattern, Withdrawal
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

_PROGRESS = frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES})
_DECISION = frozenset({Withdrawal.PROGRESS_UPDATES})
_HEARING = frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES})
_RESULT = frozenset({Withdrawal.COURT_UPDATES})
_SCHEME = frozenset({Withdrawal.RELEASE_UPDATES})


def _told(*about: ToldAbout) -> tuple[FactPattern, ...]:
    return (FactPattern(VictimInformed, lambda fact: fact.about in about),)


def _received(*about: NoticeAbout, by: Iterable[Agency] = _UNIT) -> FactPattern:
    return FactPattern(NoticeReceived, lambda fact: fact.about in about, frozenset(by))


def _police(
    rule: str,
    *triggered_by: FactPattern,
    about: ToldAbout,
    withdrawn_by: frozenset[Withdrawal],
    one_decision: bool = False,
) -> Duty:
    """The police tell the victim what happened."""
    discharged_by = _told(about)
    return Duty(
        rule,
        DutyHolder.POLICE,
        triggered_by,
        discharged_by,
        withdrawn_by=withdrawn_by,
        one_decision=one_decision,
    )


def _court(rule: str, *triggered_by: FactPattern, about: NoticeAbout) -> Duty:
    """The court tells the witness care unit: the notice was sent, or the unit has received it."""
    sent = FactPattern(
        NoticeSent, lambda fact: fact.about is about and fact.to is Agency.WITNESS_CARE
    )
    return Duty(rule, DutyHolder.HMCTS, triggered_by, (sent, _received(about)))


def _unit(
    rule: str, *triggered_by: FactPattern, about: ToldAbout, withdrawn_by: frozenset[Withdrawal]
) -> Duty:
    """The witness care unit tells the victim what it has heard."""
    return Duty(
        rule, DutyHolder.WITNESS_CARE, triggered_by, _told(about), ClockStart.RECEIPT, withdrawn_by
    )


_RIGHT_4 = (
    Duty(
        "R4.1",
        DutyHolder.POLICE,
        (FactPattern(CrimeReported),),
        (FactPattern(VictimNeedsAssessed),),
        persons_only=True,
    ),
    Duty(
        "R4.2",
        DutyHolder.POLICE,
        (FactPattern(CrimeReported),),
        (FactPattern(SupportReferred),),
        persons_only=True,
    ),
    Duty(
        "R4.3",
        DutyHolder.WITNESS_CARE,
        (FactPattern(WitnessRequirementDecided, lambda fact: fact.required),),
        (
            FactPattern(
                VictimNeedsAssessed, lambda fact: fact.occasion is AssessmentOccasion.BEFORE_TRIAL
            ),
        ),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED}),
        before_trial=True,
    ),
)

_FREED = ReleaseBasis.NO_FURTHER_ACTION
_CONTACTS = (
    FactPattern(ContactAgreed),
    FactPattern(VictimInformed, by=POLICE),
    FactPattern(VictimContacted, by=POLICE),
)

_RIGHT_6 = (
    _police("R6.1", FactPattern(SuspectArrested), about=ToldAbout.ARREST, withdrawn_by=_PROGRESS),
    _police(
        "R6.2",
        FactPattern(SuspectInterviewed, lambda fact: fact.under_caution),
        about=ToldAbout.INTERVIEW,
        withdrawn_by=_PROGRESS,
    ),
    Duty(
        "R6.3",
        DutyHolder.POLICE,
        (FactPattern(SuspectBailedOrReleased, lambda fact: fact.basis is _FREED),),
        _told(ToldAbout.RELEASE_WITHOUT_CHARGE, ToldAbout.BAIL_OR_RELEASE),
        withdrawn_by=_PROGRESS,
    ),
    _police(
        "R6.4",
        FactPattern(SuspectBailedOrReleased, lambda fact: fact.basis is not _FREED),
        FactPattern(BailConditionsChanged),
        about=ToldAbout.BAIL_OR_RELEASE,
        withdrawn_by=_PROGRESS,
    ),
    _police(
        "R6.5",
        FactPattern(NotInvestigated),
        about=ToldAbout.NOT_INVESTIGATED,
        withdrawn_by=_DECISION,
    ),
    _police(
        "R6.6",
        FactPattern(ChargingDecisionMade),
        FactPattern(PoliceOutcomeRecorded, lambda fact: fact.outcome in _CLOSED_BY_POLICE),
        about=ToldAbout.CHARGING_DECISION,
        withdrawn_by=_DECISION,
        one_decision=True,
    ),
    Duty(
        "R6.7",
        DutyHolder.CPS,
        (
            FactPattern(ProsecutionAltered),
            FactPattern(CaseConcluded, lambda fact: fact.outcome in _GIVEN_UP),
        ),
        _told(ToldAbout.PROSECUTION_ALTERED),
        withdrawn_by=_DECISION,
        one_decision=True,
    ),
    Duty(
        "R6.8",
        DutyHolder.POLICE,
        (FactPattern(FirstHearingListed), _received(NoticeAbout.FIRST_HEARING, by=POLICE)),
        _told(ToldAbout.FIRST_HEARING),
        ClockStart.RECEIPT,
        _PROGRESS,
    ),
    Duty(
        "R6.9",
        DutyHolder.POLICE,
        (FactPattern(InvestigationOpened), *_CONTACTS),
        _CONTACTS,
        withdrawn_by=_PROGRESS | {Withdrawal.CHARGED},
        rolling=True,
    ),
)

_RIGHTS_8_AND_9 = (
    Duty(
        "R8.1",
        DutyHolder.WITNESS_CARE,
        (
            FactPattern(HearingListed),
            FactPattern(TrialListed),
            _received(NoticeAbout.FIRST_HEARING, NoticeAbout.HEARING),
        ),
        _told(ToldAbout.HEARING, ToldAbout.FIRST_HEARING),
        ClockStart.RECEIPT,
        _HEARING,
    ),
    _court(
        "R8.2a",
        FactPattern(HearingHeld, lambda fact: fact.hearing is HearingKind.BAIL),
        about=NoticeAbout.BAIL_HEARING,
    ),
    _unit(
        "R8.2b",
        _received(NoticeAbout.BAIL_HEARING),
        about=ToldAbout.BAIL_HEARING,
        withdrawn_by=_HEARING,
    ),
    _court(
        "R8.3a", FactPattern(WarrantIssued), FactPattern(WarrantEnded), about=NoticeAbout.WARRANT
    ),
    _unit("R8.3b", _received(NoticeAbout.WARRANT), about=ToldAbout.WARRANT, withdrawn_by=_HEARING),
    _unit(
        "R8.4",
        FactPattern(WitnessRequirementDecided),
        _received(NoticeAbout.WITNESS_REQUIREMENT),
        about=ToldAbout.WITNESS_REQUIREMENT,
        withdrawn_by=_HEARING,
    ),
    _court("R9.1a", FactPattern(CaseConcluded), about=NoticeAbout.CASE_OUTCOME),
    _unit(
        "R9.1b",
        _received(NoticeAbout.CASE_OUTCOME),
        about=ToldAbout.CASE_OUTCOME,
        withdrawn_by=_RESULT,
    ),
    _court("R9.2a", FactPattern(SentencePassed), about=NoticeAbout.SENTENCE),
    _unit("R9.2b", _received(NoticeAbout.SENTENCE), about=ToldAbout.SENTENCE, withdrawn_by=_RESULT),
    _unit("R9.3", _received(NoticeAbout.APPEAL), about=ToldAbout.APPEAL, withdrawn_by=_RESULT),
)

_OTHERS = (
    Duty("VRR", DutyHolder.CPS, (FactPattern(ReviewRequested),), (FactPattern(ReviewAnswered),)),
    Duty(
        "ULS",
        DutyHolder.VICTIM,
        (FactPattern(SentencePassed),),
        (FactPattern(SentenceReviewRequested),),
        persons_only=True,
    ),
    Duty("R10.1", DutyHolder.CPS, (FactPattern(ExpensesClaimed),), (FactPattern(ExpensesPaid),)),
    Duty(
        "R11.1",
        DutyHolder.WITNESS_CARE,
        (FactPattern(SentencePassed, lambda fact: fact.victim_contact_scheme is True),),
        (FactPattern(ContactSchemeReferred),),
        withdrawn_by=_SCHEME,
        persons_only=True,
    ),
    Duty(
        "R11.2",
        DutyHolder.PROBATION,
        (
            FactPattern(ContactSchemeReferred),
            _received(NoticeAbout.VICTIM_DETAILS, by={Agency.PROBATION}),
        ),
        (FactPattern(ContactSchemeOffered),),
        ClockStart.RECEIPT,
        _SCHEME,
    ),
    Duty(
        "R12.1",
        DutyHolder.PROVIDER,
        (FactPattern(ComplaintMade),),
        (FactPattern(ComplaintAcknowledged),),
    ),
)

DUTIES = _RIGHT_4 + _RIGHT_6 + _RIGHTS_8_AND_9 + _OTHERS
"""Every duty that can be timed."""


def _by_kind(pairs: Iterable[tuple[type[Fact], Duty]]) -> Mapping[type[Fact], tuple[Duty, ...]]:
    found: dict[type[Fact], dict[str, Duty]] = defaultdict(dict)
    for kind, duty in pairs:
        found[kind][duty.rule] = duty
    return {kind: tuple(duties.values()) for kind, duties in found.items()}


TRIGGERED_BY = _by_kind((when.kind, duty) for duty in DUTIES for when in duty.triggered_by)
"""By kind of fact: the duties that such a fact may raise."""
DISCHARGED_BY = _by_kind((when.kind, duty) for duty in DUTIES for when in duty.discharged_by)
"""By kind of fact: the duties that such a fact may discharge."""
