"""Rights 3 and 4: the written confirmation, the assessment of needs, the referral to support."""

from events.before_trial import WitnessRequirementDecided
from events.contact import ToldAbout
from events.needs import (
    AssessmentOccasion,
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    ReferralAnswer,
    SupportReferralAnswered,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.reporting import CrimeReported, VictimIdentified
from processors.victims_code.duty import PERSONS, Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder


def _is_specialist(fact: SupportReferred | SupportReferralAnswered) -> bool:
    """Whether a service is for some victims, and not for all."""
    return fact.service is not SupportService.VICTIM_SUPPORT


RIGHTS_3_AND_4 = (
    Duty(
        "R3.1",
        right=3,
        sentence="The police confirm to the victim in writing that the crime was reported",
        obligation="Written confirmation of the crime report",
        act="Confirm in writing to {whom} the crime reported{on}",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="crime reported",
        triggered_by=(FactPattern(CrimeReported),),
        discharged_by=(telling(ToldAbout.REPORT_CONFIRMATION),),
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit(
                "2020", None, None, "no number of days", "primary", "gov.uk page on the Code"
            ),
        ),
    ),
    Duty(
        "R4.1",
        right=4,
        sentence=(
            "The police ask what the victim needs, and decide on Enhanced Rights, after"
            " the crime was reported"
        ),
        obligation="Needs assessment including the Enhanced Rights decision",
        act="Ask {whom} what they need, and decide on Enhanced Rights",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="crime reported",
        triggered_by=(FactPattern(CrimeReported),),
        discharged_by=(FactPattern(VictimNeedsAssessed),),
        victims=PERSONS,
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "no number of days", "secondary", "PCC pages on Right 4"),
        ),
    ),
    Duty(
        "R4.2",
        right=4,
        sentence=(
            "The police refer the victim to a service that supports victims, unless the victim"
            " declines"
        ),
        obligation="Referral to a support service",
        act="Refer {whom} to a support service, unless they decline",
        holder=DutyHolder.POLICE,
        owed_to="support service",
        clock_starts_at="crime reported",
        triggered_by=(FactPattern(CrimeReported),),
        discharged_by=(
            FactPattern(SupportReferred),
            FactPattern(
                SupportReferralAnswered,
                lambda fact: fact.answer is ReferralAnswer.DECLINED_BY_VICTIM,
            ),
        ),
        victims=PERSONS,
        limits=(
            TimeLimit("2015", 2, 2, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 2, 2, "working days", "secondary", "PCC pages on Right 4"),
        ),
    ),
    Duty(
        "R4.6",
        right=4,
        sentence=(
            "The police offer a victim with Enhanced Rights a referral to a specialist service"
        ),
        obligation="Referral to a specialist service offered",
        act="Offer {whom} a referral to a specialist service",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="Enhanced Rights granted",
        triggered_by=(
            FactPattern(
                EnhancedRightsDecided,
                lambda fact: fact.decision is EnhancedRightsDecision.GRANTED,
            ),
            FactPattern(VictimIdentified, lambda fact: fact.enhanced_rights),
        ),
        discharged_by=(
            FactPattern(SupportReferred, _is_specialist),
            FactPattern(
                SupportReferralAnswered,
                lambda fact: (
                    _is_specialist(fact) and fact.answer is ReferralAnswer.DECLINED_BY_VICTIM
                ),
            ),
        ),
        once=True,
        may_precede=True,
        victims=PERSONS,
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit(
                "2020", None, None, "no number of days", "primary", "gov.uk page on the Code"
            ),
        ),
    ),
    Duty(
        "R4.3",
        right=4,
        sentence=(
            "The witness care unit asks a victim who must give evidence again what they need"
        ),
        obligation="Second needs assessment by the witness care unit",
        act="Ask {whom}, who must give evidence, again what they need",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="required to give evidence",
        triggered_by=(FactPattern(WitnessRequirementDecided, lambda fact: fact.required),),
        discharged_by=(
            FactPattern(
                VictimNeedsAssessed, lambda fact: fact.occasion is AssessmentOccasion.BEFORE_TRIAL
            ),
        ),
        withdrawn_by=frozenset(
            {Withdrawal.CASE_ENDED, Withdrawal.VICTIM_DIED, Withdrawal.NOT_REQUIRED}
        ),
        before_trial=True,
        limits=(
            TimeLimit("2015", None, None, "before the trial", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "before the trial", "secondary", "PCC pages on Right 4"),
        ),
    ),
)
