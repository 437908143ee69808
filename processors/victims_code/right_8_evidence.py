"""Right 8: the victim is told whether they must give evidence, and with which special measures."""

from events.before_trial import SpecialMeasuresDecided, WitnessRequirementDecided
from events.contact import ToldAbout
from events.identifiers import Agency
from events.messages import NoticeAbout
from processors.victims_code.duty import ClockStart, Duty, FactPattern, SecondLeg, Withdrawal
from processors.victims_code.fact_patterns import passed_on, telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_NOT_UNIT = frozenset(Agency) - {Agency.WITNESS_CARE}

RIGHT_8_EVIDENCE = (
    Duty(
        "R8.4a",
        right=8,
        sentence="The CPS tells the witness care unit whether the victim must give evidence",
        obligation="Whether the victim must give evidence sent to the witness care unit",
        act="Tell the Witness Care Unit of the decision{on} whether the victim must give evidence",
        second_leg=SecondLeg(
            "R8.4", "Ask the CPS for the decision{on} whether {whom} must give evidence"
        ),
        holder=DutyHolder.CPS,
        owed_to="witness care unit",
        clock_starts_at="decision whether the victim must give evidence",
        triggered_by=(FactPattern(WitnessRequirementDecided, by=_NOT_UNIT),),
        discharged_by=(
            *passed_on(NoticeAbout.WITNESS_REQUIREMENT),
            telling(ToldAbout.WITNESS_REQUIREMENT),
        ),
        done_when_known=True,
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED}),
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "no number of days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.4",
        right=8,
        leg=2,
        sentence="The witness care unit tells the victim whether they must give evidence",
        obligation="Told whether required to give evidence",
        act="Tell {whom} whether they must give evidence",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="witness requirement received by the witness care unit",
        triggered_by=(
            FactPattern(WitnessRequirementDecided),
            *passed_on(NoticeAbout.WITNESS_REQUIREMENT),
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
    Duty(
        "R8.6",
        right=8,
        sentence=(
            "The witness care unit tells the victim whether the court granted special measures"
        ),
        obligation="Told the result of an application for special measures",
        act="Tell {whom} of the decision{on} on special measures",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="court decided on special measures",
        triggered_by=(FactPattern(SpecialMeasuresDecided),),
        discharged_by=(telling(ToldAbout.SPECIAL_MEASURES),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "no number of days", "secondary", "PCC pages on Right 8"),
        ),
    ),
)
