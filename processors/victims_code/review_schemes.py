"""The two reviews a victim may ask for: of a decision not to prosecute, and of a sentence."""

from datetime import date, timedelta

from events.charging import DecisionOf, ReviewAnswered, ReviewRequested
from events.court import SentencePassed
from events.verdict import SentenceReviewRequested
from processors.victims_code.duty import Duty, FactPattern
from processors.victims_code.time_limit import CARRIED_OVER, LimitUnit, TimeLimit
from schemas.changes import DutyHolder

_AT_CROWN_COURT = FactPattern(SentencePassed, lambda fact: fact.court.is_crown_court)
_TO_WORKING_DAY: LimitUnit = "calendar days, to the last working day within them"
_SCHEME_PAGE = "gov.uk page on asking for a Crown Court sentence to be reviewed"
_SIX_MONTHS_FROM = date(2026, 6, 29)
"""Two months after the Act was passed, as commentaries have it; its own text was not read."""


def _of_cps(fact: ReviewRequested | ReviewAnswered) -> bool:
    """Whether a review is the CPS's. The police have a scheme of their own."""
    return fact.decision_of is not DecisionOf.POLICE


REVIEW_SCHEMES = (
    Duty(
        "VRR",
        right=6,
        sentence="The CPS reviews its decision not to prosecute, as the victim asked",
        obligation="Review of a decision not to prosecute completed",
        holder=DutyHolder.CPS,
        owed_to="victim",
        clock_starts_at="review requested by the victim",
        triggered_by=(FactPattern(ReviewRequested, _of_cps),),
        discharged_by=(FactPattern(ReviewAnswered, _of_cps),),
        limits=(
            TimeLimit("2015", 30, 30, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit(
                "2020", 30, 30, "working days", "unconfirmed", "to be checked against the Code"
            ),
        ),
    ),
    Duty(
        "ULS",
        right=9,
        sentence=(
            "The victim may ask that a sentence of the Crown Court be reviewed that seems too"
            " lenient, if the offence is on the scheme's list"
        ),
        obligation="Request to refer an unduly lenient sentence (the victim's own time limit)",
        holder=DutyHolder.VICTIM,
        owed_to="attorney general",
        clock_starts_at="sentence passed",
        triggered_by=(_AT_CROWN_COURT,),
        discharged_by=(FactPattern(SentenceReviewRequested),),
        persons_only=True,
        for_listed=True,
        until=_SIX_MONTHS_FROM - timedelta(days=1),
        limits=(
            TimeLimit("2015", 28, 28, _TO_WORKING_DAY, "primary", _SCHEME_PAGE),
            TimeLimit("2020", 28, 28, _TO_WORKING_DAY, "primary", _SCHEME_PAGE),
        ),
    ),
    Duty(
        "ULS.1",
        right=9,
        sentence=(
            "The victim may ask that a sentence of the Crown Court be reviewed that seems too"
            " lenient, if the offence is on the scheme's list; the Victims and Courts Act 2026 is"
            " said to give six months where there were 28 days"
        ),
        obligation="Request to refer an unduly lenient sentence (read the Act of 2026)",
        holder=DutyHolder.VICTIM,
        owed_to="attorney general",
        clock_starts_at="sentence passed",
        triggered_by=(_AT_CROWN_COURT,),
        discharged_by=(FactPattern(SentenceReviewRequested),),
        persons_only=True,
        for_listed=True,
        since=_SIX_MONTHS_FROM,
        limits=(
            TimeLimit(
                "2020",
                6,
                6,
                "months: read the Act",
                "unconfirmed",
                "commentaries on the Victims and Courts Act 2026",
            ),
        ),
    ),
)
