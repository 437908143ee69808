"""The reviews a victim may ask for: of a decision not to prosecute, and of a sentence."""

from datetime import date, timedelta

from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    DecisionOf,
    ProsecutionAltered,
    ProsecutionChange,
    ReviewAcknowledged,
    ReviewAnswered,
    ReviewRequested,
)
from events.contact import ToldAbout
from events.court import GIVEN_UP, CaseConcluded, SentencePassed
from events.identifiers import POLICE, Agency
from events.verdict import SentenceReviewRequested
from processors.victims_code.duty import PERSONS, ClockStart, Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import CARRIED_OVER, LimitUnit, TimeLimit
from schemas.changes import DutyHolder

_AT_CROWN_COURT = FactPattern(SentencePassed, lambda fact: fact.court.is_crown_court)
_TO_WORKING_DAY: LimitUnit = "calendar days, to the last working day within them"
_SENTENCE_GONE = frozenset({Withdrawal.SENTENCE_REPLACED, Withdrawal.CONVICTION_QUASHED})
_SCHEME_PAGE = "gov.uk page on asking for a Crown Court sentence to be reviewed"
_SIX_MONTHS_FROM = date(2026, 6, 29)
"""Two months after the Act was passed, as commentaries have it; its own text was not read."""


_WINDOW: LimitUnit = "working days, and up to 3 months"
_CPS_SCHEME = "pages on the CPS's Victims' Right to Review scheme"
_CPS_2016 = "CPS guidance on the Victims' Right to Review of July 2016, as quoted"
_POLICE_SCHEME = "PCC page on the police's own review: a scheme beside the Code"
_POLICE_THEN = "figures of a later page on the police's scheme; those of the time were not read"

_CPS_ENDS = (
    FactPattern(
        ChargingDecisionMade,
        lambda fact: fact.decision is ChargingDecision.NO_CHARGE,
        by=frozenset({Agency.CPS}),
    ),
    FactPattern(
        ProsecutionAltered,
        lambda fact: fact.change is not ProsecutionChange.SUBSTANTIALLY_ALTERED,
    ),
    FactPattern(CaseConcluded, lambda fact: fact.outcome in GIVEN_UP),
)
"""The decisions of the CPS, as it or the court reports them, by which nobody is prosecuted."""


def _of_police(fact: ReviewRequested | ReviewAcknowledged | ReviewAnswered) -> bool:
    """Whether a review is the police's own."""
    return fact.decision_of is DecisionOf.POLICE


def _of_cps(fact: ReviewRequested | ReviewAnswered) -> bool:
    """Whether a review is the CPS's. The police have a scheme of their own."""
    return fact.decision_of is not DecisionOf.POLICE


REVIEW_SCHEMES = (
    Duty(
        "VRR",
        right=6,
        sentence="The CPS reviews its decision not to prosecute, as the victim asked",
        obligation="Review of a decision not to prosecute completed",
        act="Review the decision not to prosecute {suspect}, as {whom} asked{on}",
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
        "VRR.1",
        right=6,
        sentence=(
            "The victim may ask the CPS to review its decision not to prosecute, once no other"
            " charge about them goes on; later than three months only exceptionally"
        ),
        obligation="Request to review a CPS decision not to prosecute (the victim's own time)",
        act=(
            "Wait: {whom} may ask the CPS to review its decision about {suspect},"
            " if no charge goes on"
        ),
        holder=DutyHolder.VICTIM,
        owed_to="cps",
        clock_starts_at="victim told of the decision",
        triggered_by=_CPS_ENDS,
        discharged_by=(FactPattern(ReviewRequested, _of_cps),),
        clock=ClockStart.TELLING,
        one_decision="review",
        limits=(
            TimeLimit("2015", 5, 5, _WINDOW, "secondary", _CPS_2016),
            TimeLimit("2020", 10, 10, _WINDOW, "secondary", _CPS_SCHEME),
        ),
    ),
    Duty(
        "VRR.2",
        right=6,
        sentence="The police say that they have the victim's request to review their decision",
        obligation="Request to review a police decision acknowledged",
        act="Confirm to {whom} that you have their request{on} to review a decision",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="review request received",
        triggered_by=(FactPattern(ReviewRequested, _of_police),),
        discharged_by=(
            FactPattern(ReviewAcknowledged, _of_police),
            FactPattern(ReviewAnswered, _of_police),
        ),
        limits=(
            TimeLimit("2015", 10, 10, "working days", "unconfirmed", _POLICE_THEN),
            TimeLimit("2020", 10, 10, "working days", "secondary", _POLICE_SCHEME),
        ),
    ),
    Duty(
        "VRR.3",
        right=6,
        sentence=(
            "The police review their decision not to prosecute, as the victim asked, and tell the"
            " victim; it may take longer where it is complex"
        ),
        obligation="Review of a police decision not to prosecute completed and told",
        act="Review the police decision about {suspect}, as {whom} asked{on}, and tell them",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="review request received",
        triggered_by=(FactPattern(ReviewRequested, _of_police),),
        discharged_by=(
            FactPattern(ReviewAnswered, _of_police),
            telling(ToldAbout.REVIEW_RESULT, by=POLICE),
        ),
        limits=(
            TimeLimit("2015", 30, 30, "working days", "unconfirmed", _POLICE_THEN),
            TimeLimit("2020", 30, 30, "working days", "secondary", _POLICE_SCHEME),
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
        act="Wait: {whom} may ask for a review of the sentence of {suspect}{on}",
        holder=DutyHolder.VICTIM,
        owed_to="attorney general",
        clock_starts_at="sentence passed",
        triggered_by=(_AT_CROWN_COURT,),
        discharged_by=(FactPattern(SentenceReviewRequested),),
        victims=PERSONS,
        for_listed=True,
        withdrawn_by=_SENTENCE_GONE,
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
        act="Wait: {whom} may ask for a review of the sentence of {suspect}{on} (Act of 2026)",
        holder=DutyHolder.VICTIM,
        owed_to="attorney general",
        clock_starts_at="sentence passed",
        triggered_by=(_AT_CROWN_COURT,),
        discharged_by=(FactPattern(SentenceReviewRequested),),
        victims=PERSONS,
        for_listed=True,
        withdrawn_by=_SENTENCE_GONE,
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
