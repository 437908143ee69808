"""Right 11 once somebody serves a sentence: parole, release, recall and discharge from hospital.

What the Code asks of the Probation Service here it asks for a victim in the Victim Contact Scheme.
Nobody reports of everybody whether they are in it, so all is owed until the victim declines.
"""

from events.after_sentence import (
    ContactSchemeAnswer,
    ContactSchemeAnswered,
    OffenderDischargedFromHospital,
    ParoleDecided,
    ParoleHearingListed,
    PrisonerRecalled,
    PrisonerReleased,
)
from events.contact import ToldAbout
from events.identifiers import Agency
from events.statement import PersonalStatementOffered, PersonalStatementTaken
from processors.victims_code.code_versions import Evidence
from processors.victims_code.duty import Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_UNWANTED = frozenset({Withdrawal.RELEASE_UPDATES, Withdrawal.SCHEME_DECLINED})
_PAGES = "PCC pages on Right 11"
_PAROLE_PAGE = "gov.uk page on a statement to the Parole Board"


def _limits(evidence: Evidence = "secondary", source: str = _PAGES) -> tuple[TimeLimit, TimeLimit]:
    return (
        TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
        TimeLimit("2020", None, None, "no number of days", evidence, source),
    )


RIGHT_11_AFTER_SENTENCE = (
    Duty(
        "R11.3",
        right=11,
        sentence="The Probation Service tells the victim what the Parole Board decided",
        obligation="Told the Parole Board outcome",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="parole decision made",
        triggered_by=(FactPattern(ParoleDecided),),
        discharged_by=(telling(ToldAbout.PAROLE),),
        withdrawn_by=_UNWANTED,
        limits=_limits("primary", _PAROLE_PAGE),
    ),
    Duty(
        "R11.4",
        right=11,
        sentence=(
            "The Probation Service tells a victim who joined the Victim Contact Scheme what the"
            " sentence means"
        ),
        obligation="Told what the sentence means",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="joined the scheme",
        triggered_by=(
            FactPattern(
                ContactSchemeAnswered, lambda fact: fact.answer is ContactSchemeAnswer.JOINED
            ),
        ),
        discharged_by=(telling(ToldAbout.SENTENCE, by={Agency.PROBATION}),),
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.6",
        right=11,
        sentence="The Probation Service tells the victim that a release is being considered",
        obligation="Told when release is being considered",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="parole hearing listed",
        triggered_by=(FactPattern(ParoleHearingListed),),
        discharged_by=(telling(ToldAbout.PAROLE),),
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.7",
        right=11,
        sentence="The Probation Service tells the victim, then or before, of a release from prison",
        obligation="Told of a release from prison",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender released from prison",
        triggered_by=(FactPattern(PrisonerReleased),),
        discharged_by=(telling(ToldAbout.RELEASE),),
        may_precede=True,
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.7a",
        right=11,
        sentence="The Probation Service tells the victim of a recall to prison",
        obligation="Told of a recall to prison",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender recalled to prison",
        triggered_by=(FactPattern(PrisonerRecalled),),
        discharged_by=(telling(ToldAbout.RECALL),),
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.7b",
        right=11,
        sentence=(
            "The Probation Service tells the victim, then or before, of a discharge from hospital"
        ),
        obligation="Told of a discharge from hospital",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender discharged from hospital",
        triggered_by=(FactPattern(OffenderDischargedFromHospital),),
        discharged_by=(telling(ToldAbout.HOSPITAL_DISCHARGE),),
        may_precede=True,
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.8",
        right=11,
        sentence=(
            "The Probation Service tells the victim that they may make a statement for the Parole"
            " Board"
        ),
        obligation="Told how to make a statement for the Parole Board",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="parole hearing listed",
        triggered_by=(FactPattern(ParoleHearingListed),),
        discharged_by=(FactPattern(PersonalStatementOffered), FactPattern(PersonalStatementTaken)),
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
)
