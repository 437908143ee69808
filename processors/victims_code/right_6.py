"""Right 6: the victim is told how the investigation and the prosecution go."""

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import ChargingDecisionMade, ProsecutionAltered, SuspectCharged
from events.contact import ContactAgreed, ToldAbout, VictimContacted, VictimInformed
from events.court import CaseConcluded, CaseOutcome, FirstHearingListed
from events.identifiers import POLICE
from events.investigation import (
    CHARGED,
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
from events.messages import NoticeAbout
from processors.victims_code.duty import ClockStart, Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import notice_received, telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_DECIDED_BY_POLICE = CHARGED | frozenset(
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
"""Outcomes that mean a charge, or by which the police decide not to charge or deal otherwise."""

_GIVEN_UP = frozenset({CaseOutcome.DISCONTINUED, CaseOutcome.NO_EVIDENCE_OFFERED})
"""Outcomes by which the CPS drops the prosecution."""

_RELEASED = ReleaseBasis.NO_FURTHER_ACTION

_CONTACTS = (
    FactPattern(ContactAgreed),
    FactPattern(VictimInformed, by=POLICE),
    FactPattern(VictimContacted, by=POLICE),
)

_INFORMATION_SITE = "victim and witness information site"

RIGHT_6 = (
    Duty(
        "R6.1",
        right=6,
        sentence="The police tell the victim that a suspect was arrested",
        obligation="Told that a suspect was arrested",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="suspect arrested",
        triggered_by=(FactPattern(SuspectArrested),),
        discharged_by=(telling(ToldAbout.ARREST),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "primary", _INFORMATION_SITE),
        ),
    ),
    Duty(
        "R6.2",
        right=6,
        sentence="The police tell the victim that a suspect was interviewed under caution",
        obligation="Told that a suspect was interviewed under caution",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="suspect interviewed",
        triggered_by=(FactPattern(SuspectInterviewed, lambda fact: fact.under_caution),),
        discharged_by=(telling(ToldAbout.INTERVIEW),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 6"),
        ),
    ),
    Duty(
        "R6.3",
        right=6,
        sentence="The police tell the victim that a suspect was released without charge",
        obligation="Told that a suspect was released without charge",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="suspect released without charge",
        triggered_by=(FactPattern(SuspectBailedOrReleased, lambda fact: fact.basis is _RELEASED),),
        discharged_by=(telling(ToldAbout.RELEASE_WITHOUT_CHARGE, ToldAbout.BAIL_OR_RELEASE),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 6"),
        ),
    ),
    Duty(
        "R6.4",
        right=6,
        sentence=(
            "The police tell the victim that a suspect was bailed or released under"
            " investigation, or that conditions of bail changed"
        ),
        obligation="Told of release on bail or under investigation or of changed conditions",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="suspect bailed or released under investigation or conditions changed",
        triggered_by=(
            FactPattern(SuspectBailedOrReleased, lambda fact: fact.basis is not _RELEASED),
            FactPattern(BailConditionsChanged),
        ),
        discharged_by=(telling(ToldAbout.BAIL_OR_RELEASE),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 6"),
        ),
    ),
    Duty(
        "R6.5",
        right=6,
        sentence="The police tell the victim that the crime will not be investigated, and why",
        obligation="Told that the crime will not be investigated",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="decision not to investigate",
        triggered_by=(FactPattern(NotInvestigated),),
        discharged_by=(telling(ToldAbout.NOT_INVESTIGATED),),
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 6"),
        ),
    ),
    Duty(
        "R6.6",
        right=6,
        sentence=(
            "The police tell the victim whether a suspect is charged, or dealt with out"
            " of court, and why"
        ),
        obligation="Told of the decision to charge or not or of an out-of-court disposal",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="charging decision",
        triggered_by=(
            FactPattern(ChargingDecisionMade),
            FactPattern(SuspectCharged),
            FactPattern(PoliceOutcomeRecorded, lambda fact: fact.outcome in _DECIDED_BY_POLICE),
        ),
        discharged_by=(telling(ToldAbout.CHARGING_DECISION),),
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision=True,
        limits=(
            TimeLimit("2015", 5, 1, "working days", "secondary", "2015 text quoted right by right"),
            TimeLimit("2020", 5, 1, "working days", "primary", _INFORMATION_SITE),
        ),
    ),
    Duty(
        "R6.7",
        right=6,
        sentence="The CPS tells the victim that charges were dropped or changed substantially",
        obligation=(
            "Told of a CPS decision to discontinue or alter substantially or offer no evidence"
        ),
        holder=DutyHolder.CPS,
        owed_to="victim",
        clock_starts_at="prosecution ended or altered",
        triggered_by=(
            FactPattern(ProsecutionAltered),
            FactPattern(CaseConcluded, lambda fact: fact.outcome in _GIVEN_UP),
        ),
        discharged_by=(telling(ToldAbout.PROSECUTION_ALTERED),),
        sending_does=True,
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision=True,
        limits=(
            TimeLimit("2015", 5, 1, "working days", "secondary", "Code FAQ of a police force"),
            TimeLimit("2020", 5, 1, "working days", "secondary", "Code FAQ of a police force"),
        ),
    ),
    Duty(
        "R6.8",
        right=6,
        sentence="The police tell the victim when and where the first hearing is",
        obligation="Told of the first hearing",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="first hearing notified to police",
        triggered_by=(
            FactPattern(FirstHearingListed),
            notice_received(NoticeAbout.FIRST_HEARING, by=POLICE),
        ),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.FIRST_HEARING),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit(
                "2015",
                5,
                1,
                "working days",
                "secondary",
                "written parliamentary answer of 20 Nov 2014",
            ),
            TimeLimit("2020", 5, 1, "working days", "secondary", "written parliamentary answer"),
        ),
    ),
    Duty(
        "R6.9",
        right=6,
        sentence="The police keep the victim up to date, as often as was agreed with them",
        obligation="Update at the frequency agreed with the victim",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="last contact with the victim",
        triggered_by=(
            FactPattern(InvestigationOpened),
            FactPattern(CaseReopened, lambda fact: fact.back_to is ReopenedFor.INVESTIGATION),
            *_CONTACTS,
        ),
        discharged_by=_CONTACTS,
        withdrawn_by=frozenset(
            {
                Withdrawal.CASE_ENDED,
                Withdrawal.PROGRESS_UPDATES,
                Withdrawal.CHARGED,
                Withdrawal.HELD_ELSEWHERE,
            }
        ),
        rolling=True,
        limits=(
            TimeLimit(
                "2015",
                28,
                28,
                "calendar days (default until the victim agrees another)",
                "unconfirmed",
                CARRIED_OVER,
            ),
            TimeLimit(
                "2020",
                28,
                28,
                "calendar days (default until the victim agrees another)",
                "unconfirmed",
                "practice of many forces",
            ),
        ),
    ),
)
