"""Right 6, where a case goes to another force or body: the force that had it tells the victim."""

from events.case_moves import CaseTransferred
from events.contact import ToldAbout
from events.identifiers import POLICE
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from processors.victims_code.duty import Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import TimeLimit
from schemas.changes import DutyHolder

_BY_ANALOGY = "by analogy with R6.5: no rule of the Code about transfers was read"

RIGHT_6_TRANSFER = (
    Duty(
        "R6.20",
        right=6,
        sentence=(
            "The police tell the victim that the case was transferred to another force or body,"
            " and to whom"
        ),
        obligation="Told that the case was transferred to another force or body",
        act="Tell {whom} that the case was transferred{on}, and to whom",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="case transferred",
        triggered_by=(
            FactPattern(CaseTransferred, by=POLICE),
            FactPattern(
                PoliceOutcomeRecorded,
                lambda fact: fact.outcome is PoliceOutcome.OTHER_ORGANISATION,
                by=POLICE,
            ),
        ),
        discharged_by=(telling(ToldAbout.TRANSFER),),
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        one_move=True,
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", _BY_ANALOGY),
            TimeLimit("2020", 5, 1, "working days", "unconfirmed", _BY_ANALOGY),
        ),
    ),
)
"""The duty of the force that passes a case on."""
