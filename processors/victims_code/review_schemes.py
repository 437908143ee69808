"""The two reviews a victim may ask for: of a decision not to prosecute, and of a sentence."""

from events.charging import DecisionOf, ReviewAnswered, ReviewRequested
from events.court import SentencePassed
from events.verdict import SentenceReviewRequested
from processors.victims_code.duty import Duty, FactPattern
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder


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
        sentence="The victim may ask that a sentence be reviewed that seems too lenient",
        obligation="Request to refer an unduly lenient sentence (the victim's own time limit)",
        holder=DutyHolder.VICTIM,
        owed_to="attorney general",
        clock_starts_at="sentence passed",
        triggered_by=(FactPattern(SentencePassed),),
        discharged_by=(FactPattern(SentenceReviewRequested),),
        persons_only=True,
        limits=(
            TimeLimit("2015", 28, 28, "calendar days", "secondary", "Lords Hansard 30 Apr 2024"),
            TimeLimit("2020", 28, 28, "calendar days", "secondary", "Lords Hansard 30 Apr 2024"),
        ),
    ),
)
