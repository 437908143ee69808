"""Right 7: the victim may say how the crime affected them, in a statement of their own."""

from events.offences import VictimKind
from events.reporting import CrimeReported
from events.statement import PersonalStatementOffered, PersonalStatementTaken
from processors.victims_code.duty import PERSONS, Duty, FactPattern, Withdrawal
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_OFFERED = (FactPattern(PersonalStatementOffered), FactPattern(PersonalStatementTaken))
"""A statement that was made had been offered, whoever took it."""

_CASE_ENDED = frozenset({Withdrawal.CASE_ENDED})
"""A statement is for the court: once the case has ended there is none to read it."""

_LIMITS = (
    TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
    TimeLimit(
        "2020", None, None, "no number of days", "secondary", "FAQ of a police force on Right 7"
    ),
)

RIGHT_7 = (
    Duty(
        "R7.1",
        right=7,
        sentence="The police tell the victim that they may make a personal statement",
        obligation="Told about the Victim Personal Statement",
        act="Tell {whom} that they may make a personal statement",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="crime reported",
        triggered_by=(FactPattern(CrimeReported),),
        discharged_by=_OFFERED,
        withdrawn_by=_CASE_ENDED,
        victims=PERSONS - {VictimKind.BEREAVED_RELATIVE},
        limits=_LIMITS,
    ),
    Duty(
        "R7.5",
        right=7,
        sentence="The police tell a bereaved relative that they may make a personal statement",
        obligation="Personal statement offered to a bereaved relative",
        act="Offer {whom}, as bereaved, to make a personal statement",
        holder=DutyHolder.POLICE,
        owed_to="bereaved close relative",
        clock_starts_at="crime reported in which somebody died",
        triggered_by=(FactPattern(CrimeReported),),
        discharged_by=_OFFERED,
        withdrawn_by=_CASE_ENDED,
        victims=frozenset({VictimKind.BEREAVED_RELATIVE}),
        limits=_LIMITS,
    ),
    Duty(
        "R7.6",
        right=7,
        sentence="The police offer a business to make an impact statement, by its named contact",
        obligation="Impact Statement for Business offered",
        act="Offer {whom} to make an impact statement",
        holder=DutyHolder.POLICE,
        owed_to="business victim",
        clock_starts_at="crime against a business reported",
        triggered_by=(FactPattern(CrimeReported),),
        discharged_by=_OFFERED,
        withdrawn_by=_CASE_ENDED,
        victims=frozenset({VictimKind.BUSINESS}),
        limits=_LIMITS,
    ),
)
