"""Right 8: the victim is told of hearings, warrants and whether they must give evidence."""

from events.before_trial import WarrantEnded, WarrantIssued, WitnessRequirementDecided
from events.contact import ToldAbout
from events.court import HearingHeld, HearingKind, HearingListed, TrialListed
from events.messages import NoticeAbout
from processors.victims_code.duty import ClockStart, Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import notice_received, notice_to_witness_care, telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

RIGHT_8 = (
    Duty(
        "R8.1",
        right=8,
        sentence="The witness care unit tells the victim when and where a hearing is",
        obligation="Told of the time and date and place of any hearing",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="hearing notice received by the witness care unit",
        triggered_by=(
            FactPattern(HearingListed),
            FactPattern(TrialListed),
            notice_received(NoticeAbout.FIRST_HEARING, NoticeAbout.HEARING),
        ),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.HEARING, ToldAbout.FIRST_HEARING),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit(
                "2015",
                1,
                1,
                "working days",
                "secondary",
                "written parliamentary answer of 9 Mar 2015",
            ),
            TimeLimit("2020", 1, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.2a",
        right=8,
        sentence="The court tells the witness care unit how a bail hearing ended",
        obligation="Outcome of a bail hearing sent to the witness care unit",
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="bail hearing held",
        triggered_by=(FactPattern(HearingHeld, lambda fact: fact.hearing is HearingKind.BAIL),),
        discharged_by=(
            notice_to_witness_care(NoticeAbout.BAIL_HEARING),
            notice_received(NoticeAbout.BAIL_HEARING),
        ),
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.2b",
        right=8,
        leg=2,
        sentence="The witness care unit tells the victim how a bail hearing ended",
        obligation="Told of the outcome of a bail hearing",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="outcome received by the witness care unit",
        triggered_by=(notice_received(NoticeAbout.BAIL_HEARING),),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.BAIL_HEARING),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.3a",
        right=8,
        sentence=(
            "The court tells the witness care unit that a warrant was issued, or what became of it"
        ),
        obligation="Warrant or its outcome sent to the witness care unit",
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="warrant issued or executed",
        triggered_by=(
            FactPattern(WarrantIssued),
            FactPattern(WarrantEnded),
        ),
        discharged_by=(
            notice_to_witness_care(NoticeAbout.WARRANT),
            notice_received(NoticeAbout.WARRANT),
        ),
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.3b",
        right=8,
        leg=2,
        sentence=(
            "The witness care unit tells the victim that a warrant was issued, or what became of it"
        ),
        obligation="Told of a warrant or of its outcome",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="notice received by the witness care unit",
        triggered_by=(notice_received(NoticeAbout.WARRANT),),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.WARRANT),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.4",
        right=8,
        sentence="The witness care unit tells the victim whether they must give evidence",
        obligation="Told whether required to give evidence",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="witness requirement received by the witness care unit",
        triggered_by=(
            FactPattern(WitnessRequirementDecided),
            notice_received(NoticeAbout.WITNESS_REQUIREMENT),
        ),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.WITNESS_REQUIREMENT),),
        withdrawn_by=frozenset(
            {Withdrawal.CASE_ENDED, Withdrawal.VICTIM_DIED, Withdrawal.COURT_UPDATES}
        ),
        limits=(
            TimeLimit("2015", 1, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 1, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
)
