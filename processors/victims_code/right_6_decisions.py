"""Right 6: the victim is told what is decided about a suspect, and that the police close a case.

Who decided is the agency that reports the decision; who told the victim is the agency that reports
that.
"""

from collections.abc import Iterable

from events.charging import ChargingDecision, ChargingDecisionMade, SuspectCharged
from events.contact import ToldAbout
from events.identifiers import POLICE, Agency
from events.investigation import CHARGED, PoliceOutcome, PoliceOutcomeRecorded
from processors.victims_code.duty import Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_OUT_OF_COURT = frozenset(
    {
        PoliceOutcome.LOCAL_RESOLUTION,
        PoliceOutcome.DRUGS_WARNING,
        PoliceOutcome.CAUTION,
        PoliceOutcome.PENALTY_NOTICE,
    }
)
"""Outcomes by which the police deal with a suspect out of court."""

_NOT_PROSECUTED = frozenset(
    {
        PoliceOutcome.UNABLE_TO_PROSECUTE,
        PoliceOutcome.FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST,
        PoliceOutcome.FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST,
        PoliceOutcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST,
    }
)
"""Outcomes by which the police decide not to prosecute a suspect."""

_CLOSED = frozenset({PoliceOutcome.NO_SUSPECT_IDENTIFIED})
"""Outcomes by which the police close an investigation without any decision about a suspect."""

_TOLD_OF_DECISION = (telling(ToldAbout.CHARGING_DECISION),)
"""What discharges each duty to tell of a decision about a suspect: charged or not, and why."""


def _decided(decision: ChargingDecision, by: Iterable[Agency] = Agency) -> FactPattern:
    return FactPattern(
        ChargingDecisionMade, lambda fact: fact.decision is decision, by=frozenset(by)
    )


def _recorded(outcomes: frozenset[PoliceOutcome]) -> FactPattern:
    return FactPattern(PoliceOutcomeRecorded, lambda fact: fact.outcome in outcomes)


_INFORMATION_SITE = "victim and witness information site"
_CPS_SCHEME = "CPS guidance on victim communication and liaison"
_REVIEW_PAGE = "PCC page on the victims' right to review; the 1 day is by analogy"

RIGHT_6_DECISIONS = (
    Duty(
        "R6.6",
        right=6,
        sentence="The police tell the victim that a suspect is charged, or is to be",
        obligation="Told of the decision to charge",
        act="Tell {whom} of the decision{on} to charge {suspect}",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="decision to charge",
        triggered_by=(
            _decided(ChargingDecision.CHARGE),
            FactPattern(SuspectCharged),
            _recorded(CHARGED),
        ),
        discharged_by=_TOLD_OF_DECISION,
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision="charging",
        limits=(
            TimeLimit("2015", 5, 1, "working days", "secondary", "2015 text quoted right by right"),
            TimeLimit("2020", 5, 1, "working days", "secondary", _INFORMATION_SITE),
        ),
    ),
    Duty(
        "R6.10",
        right=6,
        sentence="The police tell the victim that they do not prosecute a suspect, and why",
        obligation="Told of a police decision not to prosecute",
        act="Tell {whom} of the police decision{on} not to prosecute {suspect}, and why",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="police decision not to prosecute",
        triggered_by=(_decided(ChargingDecision.NO_CHARGE, by=POLICE), _recorded(_NOT_PROSECUTED)),
        discharged_by=_TOLD_OF_DECISION,
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision="charging",
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", _REVIEW_PAGE),
        ),
    ),
    Duty(
        "R6.11",
        right=6,
        sentence=(
            "The CPS, or the police for it, tells the victim that it does not charge a suspect,"
            " why, and how to ask for a review"
        ),
        obligation="Told of a CPS decision not to charge",
        act="Tell {whom} of the CPS decision{on} not to charge {suspect}, why, and of the review",
        holder=DutyHolder.CPS,
        owed_to="victim",
        clock_starts_at="CPS decision not to charge",
        triggered_by=(_decided(ChargingDecision.NO_CHARGE, by=set(Agency) - POLICE),),
        discharged_by=_TOLD_OF_DECISION,
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision="charging",
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", _CPS_SCHEME),
        ),
    ),
    Duty(
        "R6.12",
        right=6,
        sentence="The police tell the victim that a suspect is dealt with out of court",
        obligation="Told of an out-of-court outcome",
        act="Tell {whom} of the decision{on} to deal with {suspect} out of court",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="out-of-court outcome given",
        triggered_by=(_decided(ChargingDecision.OUT_OF_COURT_DISPOSAL), _recorded(_OUT_OF_COURT)),
        discharged_by=_TOLD_OF_DECISION,
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_decision="charging",
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", _INFORMATION_SITE),
        ),
    ),
    Duty(
        "R6.18",
        right=6,
        sentence="The police tell the victim that the investigation was closed, and why",
        obligation="Told that the investigation was closed",
        act="Tell {whom} that the investigation was closed{on}, and why",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="investigation closed with nobody charged",
        triggered_by=(_recorded(_CLOSED),),
        discharged_by=(telling(ToldAbout.INVESTIGATION_CLOSED, ToldAbout.CHARGING_DECISION),),
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "no number of days", "unconfirmed", _INFORMATION_SITE),
        ),
    ),
)
