"""Right 11 once somebody serves a sentence: parole, moves, release, recall and absconding.

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
    PrisonRelease,
)
from events.contact import ToldAbout
from events.identifiers import Agency
from events.prison import PrisonerAbsconded, PrisonerTransferred, TransferredTo
from events.statement import PersonalStatementOffered, PersonalStatementTaken
from processors.victims_code.code_versions import Evidence
from processors.victims_code.duty import Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_UNWANTED = frozenset(
    {Withdrawal.RELEASE_UPDATES, Withdrawal.SCHEME_DECLINED, Withdrawal.OFFENDER_DIED}
)
_WHILE_CONVICTED = _UNWANTED | {Withdrawal.CONVICTION_QUASHED}
"""Whoever is not convicted any more serves no sentence; that they are out is told all the same."""
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
        act="Tell {whom} what the Parole Board decided{on} about {suspect}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="parole decision made",
        triggered_by=(FactPattern(ParoleDecided),),
        discharged_by=(telling(ToldAbout.PAROLE),),
        withdrawn_by=_WHILE_CONVICTED,
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
        act="Tell {whom} what the sentence of {suspect} means",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="joined the scheme",
        triggered_by=(
            FactPattern(
                ContactSchemeAnswered, lambda fact: fact.answer is ContactSchemeAnswer.JOINED
            ),
        ),
        discharged_by=(telling(ToldAbout.SENTENCE, by={Agency.PROBATION}),),
        withdrawn_by=_WHILE_CONVICTED,
        limits=_limits(),
    ),
    Duty(
        "R11.4a",
        right=11,
        sentence=(
            "The Probation Service tells the victim, then or before, of a move from prison to"
            " hospital"
        ),
        obligation="Told of a move from prison to hospital",
        act="Tell {whom} of the move of {suspect} from prison to hospital{on}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender moved from prison to hospital",
        triggered_by=(
            FactPattern(PrisonerTransferred, lambda fact: fact.to is TransferredTo.HOSPITAL),
            FactPattern(PrisonerReleased, lambda fact: fact.release is PrisonRelease.TO_HOSPITAL),
        ),
        discharged_by=(telling(ToldAbout.HOSPITAL_TRANSFER),),
        may_precede=True,
        one_move_of_offender=True,
        withdrawn_by=_UNWANTED,
        limits=_limits("unconfirmed", "PCC pages: told of any change to the sentence"),
    ),
    Duty(
        "R11.5",
        right=11,
        sentence=(
            "The Probation Service tells the victim, then or before, of a move to an open prison"
        ),
        obligation="Told of a move to open conditions",
        act="Tell {whom} of the move of {suspect} to an open prison{on}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender moved to open conditions",
        triggered_by=(
            FactPattern(PrisonerTransferred, lambda fact: fact.to is TransferredTo.OPEN_CONDITIONS),
        ),
        discharged_by=(telling(ToldAbout.OPEN_CONDITIONS),),
        may_precede=True,
        one_move_of_offender=True,
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.6",
        right=11,
        sentence="The Probation Service tells the victim that a release is being considered",
        obligation="Told when release is being considered",
        act="Tell {whom} that a release of {suspect} is being considered",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="parole hearing listed",
        triggered_by=(FactPattern(ParoleHearingListed),),
        discharged_by=(telling(ToldAbout.PAROLE),),
        withdrawn_by=_WHILE_CONVICTED,
        limits=_limits(),
    ),
    Duty(
        "R11.7",
        right=11,
        sentence="The Probation Service tells the victim, then or before, of a release from prison",
        obligation="Told of a release from prison",
        act="Tell {whom} of the release of {suspect} from prison{on}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender released from prison",
        triggered_by=(
            FactPattern(
                PrisonerReleased, lambda fact: fact.release is not PrisonRelease.TO_HOSPITAL
            ),
        ),
        discharged_by=(telling(ToldAbout.RELEASE),),
        may_precede=True,
        one_move_of_offender=True,
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.7a",
        right=11,
        sentence="The Probation Service tells the victim of a recall to prison",
        obligation="Told of a recall to prison",
        act="Tell {whom} of the recall of {suspect} to prison{on}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender recalled to prison",
        triggered_by=(FactPattern(PrisonerRecalled),),
        discharged_by=(telling(ToldAbout.RECALL),),
        one_move_of_offender=True,
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
        act="Tell {whom} of the discharge of {suspect} from hospital{on}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender discharged from hospital",
        triggered_by=(FactPattern(OffenderDischargedFromHospital),),
        discharged_by=(telling(ToldAbout.HOSPITAL_DISCHARGE),),
        may_precede=True,
        one_move_of_offender=True,
        withdrawn_by=_UNWANTED,
        limits=_limits(),
    ),
    Duty(
        "R11.7c",
        right=11,
        sentence="The Probation Service tells the victim that the offender escaped or absconded",
        obligation="Told of an escape or absconding",
        act="Tell {whom} of the escape or absconding of {suspect}{on}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="offender escaped or absconded",
        triggered_by=(FactPattern(PrisonerAbsconded),),
        discharged_by=(telling(ToldAbout.ABSCONDING),),
        one_move_of_offender=True,
        withdrawn_by=_UNWANTED,
        limits=_limits("unconfirmed", "no page on Right 11 that was read names it"),
    ),
    Duty(
        "R11.8",
        right=11,
        sentence=(
            "The Probation Service tells the victim that they may make a statement for the Parole"
            " Board"
        ),
        obligation="Told how to make a statement for the Parole Board",
        act="Tell {whom} how to make a statement for the Parole Board about {suspect}",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="parole hearing listed",
        triggered_by=(FactPattern(ParoleHearingListed),),
        discharged_by=(FactPattern(PersonalStatementOffered), FactPattern(PersonalStatementTaken)),
        withdrawn_by=_WHILE_CONVICTED,
        limits=_limits(),
    ),
)
