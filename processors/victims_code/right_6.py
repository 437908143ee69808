"""Right 6: the victim is told how the investigation and the prosecution go.

The decisions about a suspect are in `right_6_decisions`.
"""

from collections.abc import Mapping

from events.case_moves import CaseReopened, CaseTransferred, ReopenedFor
from events.charging import ProsecutionAltered
from events.contact import ContactAgreed, ToldAbout, VictimContacted, VictimInformed
from events.court import GIVEN_UP, CaseConcluded, FirstHearingListed
from events.identifiers import POLICE, Agency
from events.investigation import (
    BailConditionsChanged,
    InvestigationOpened,
    NotInvestigated,
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

_RELEASED = ReleaseBasis.NO_FURTHER_ACTION

_CONTACTS = (
    FactPattern(ContactAgreed),
    FactPattern(VictimInformed, by=POLICE),
    FactPattern(VictimContacted, by=POLICE),
)

_UPDATE_EVERY: Mapping[Agency | None, int] = {Agency.MET_POLICE: 28, Agency.CITY_POLICE: 28}
"""A force's own practice, in calendar days, until the victim agrees another frequency: change it
here. The Code sets none.
"""

_INFORMATION_SITE = "victim and witness information site"

RIGHT_6 = (
    Duty(
        "R6.1",
        right=6,
        sentence="The police tell the victim that a suspect was arrested",
        obligation="Told that a suspect was arrested",
        act="Tell {whom} of the arrest of {suspect}{on}",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="suspect arrested",
        triggered_by=(FactPattern(SuspectArrested),),
        discharged_by=(telling(ToldAbout.ARREST),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", _INFORMATION_SITE),
        ),
    ),
    Duty(
        "R6.2",
        right=6,
        sentence="The police tell the victim that a suspect was interviewed under caution",
        obligation="Told that a suspect was interviewed under caution",
        act="Tell {whom} of the interview of {suspect}{on}",
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
        act="Tell {whom} of the release without charge of {suspect}{on}",
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
        act="Tell {whom} of the bail or release of {suspect}{on}, and of its conditions",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="suspect bailed or released under investigation or conditions changed",
        triggered_by=(
            FactPattern(SuspectBailedOrReleased, lambda fact: fact.basis is not _RELEASED),
            FactPattern(BailConditionsChanged),
        ),
        discharged_by=(telling(ToldAbout.BAIL_OR_RELEASE),),
        bail_of="police",
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
        act="Tell {whom} of the decision{on} not to investigate the crime, and why",
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
        "R6.7",
        right=6,
        sentence="The CPS tells the victim that charges were dropped or changed substantially",
        obligation=(
            "Told of a CPS decision to discontinue or alter substantially or offer no evidence"
        ),
        act="Tell {whom} that charges against {suspect} were dropped or changed{on}, and why",
        holder=DutyHolder.CPS,
        owed_to="victim",
        clock_starts_at="prosecution ended or altered",
        triggered_by=(
            FactPattern(ProsecutionAltered),
            FactPattern(CaseConcluded, lambda fact: fact.outcome in GIVEN_UP),
        ),
        discharged_by=(telling(ToldAbout.PROSECUTION_ALTERED),),
        sending_does=True,
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision="prosecution",
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
        act="Tell {whom} when and where the first hearing{of} is",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="first hearing notified to police",
        triggered_by=(
            FactPattern(FirstHearingListed),
            notice_received(NoticeAbout.FIRST_HEARING, by=POLICE),
        ),
        clock=ClockStart.RECEIPT,
        open_without_news=True,
        discharged_by=(telling(ToldAbout.FIRST_HEARING),),
        withdrawn_by=frozenset(
            {
                Withdrawal.CASE_ENDED,
                Withdrawal.HEARING_OFF,
                Withdrawal.HEARING_MOVED,
                Withdrawal.PROGRESS_UPDATES,
            }
        ),
        limits=(
            TimeLimit(
                "2015",
                5,
                1,
                "working days",
                "secondary",
                "written parliamentary answer of 20 Nov 2014",
            ),
            TimeLimit("2020", 5, 1, "working days", "unconfirmed", "answer on the Code of 2013"),
        ),
    ),
    Duty(
        "R6.14",
        right=6,
        sentence="The police discuss with the victim how often and how they are to be told",
        obligation="Update frequency and contact method discussed",
        act="Discuss with {whom} how often and how they are to be told",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="investigation opened",
        triggered_by=(FactPattern(InvestigationOpened),),
        discharged_by=(FactPattern(ContactAgreed),),
        once=True,
        may_precede=True,
        withdrawn_by=frozenset(
            {
                Withdrawal.CASE_ENDED,
                Withdrawal.PROGRESS_UPDATES,
                Withdrawal.CHARGED,
                Withdrawal.HELD_ELSEWHERE,
            }
        ),
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "no number of days", "secondary", "PCC pages on Right 6"),
        ),
    ),
    Duty(
        "R6.9",
        right=6,
        sentence="The police keep the victim up to date, as often as was agreed with them",
        obligation="Update at the frequency agreed with the victim",
        act="Tell {whom} how the case goes",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="last contact with the victim",
        triggered_by=(
            FactPattern(InvestigationOpened),
            FactPattern(CaseReopened, lambda fact: fact.back_to is ReopenedFor.INVESTIGATION),
            FactPattern(CaseTransferred, by=POLICE),  # back from a body that publishes nothing
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
        practice=_UPDATE_EVERY,
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
