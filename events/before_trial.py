"""Before a trial: plea, venue, warrants, and the arrangements for a victim's evidence."""

from enum import StrEnum
from typing import ClassVar

from events.codes import OnceEach
from events.fact import Fact
from events.listings import HearingId
from events.places import Court
from events.suspects import AboutNumberedOffences, AboutNumberedSuspect, AboutSuspect
from events.trial_reasons import IneffectiveReason, TrialReasonCode, TrialResult, reason_of


class Plea(StrEnum):
    """What a defendant pleaded. A plea that is changed is a newer plea."""

    GUILTY = "guilty"
    GUILTY_TO_LESSER = "guilty-to-lesser"
    """Not guilty as charged, but guilty of a lesser offence."""
    GUILTY_TO_ALTERNATIVE = "guilty-to-alternative"
    """Not guilty as charged, but guilty of an offence charged in its place."""
    INDICATED_GUILTY = "indicated-guilty"
    """Before it is decided which court tries it; the magistrates' court takes it as the plea."""
    NOT_GUILTY = "not-guilty"
    INDICATED_NOT_GUILTY = "indicated-not-guilty"
    NONE_ENTERED = "none-entered"


GUILTY_PLEAS = frozenset(
    {
        Plea.GUILTY,
        Plea.GUILTY_TO_LESSER,
        Plea.GUILTY_TO_ALTERNATIVE,
        Plea.INDICATED_GUILTY,
    }
)
"""Pleas on which a court can pass sentence. On an indicated one: Magistrates' Courts Act 1980,
section 17A.
"""


class PleaEntered(AboutNumberedOffences):
    """A defendant was asked to plead."""

    kind: ClassVar[str] = "plea-entered"

    plea: Plea


class TrialVenue(StrEnum):
    """The court that tries an offence which either court may try, and who chose it."""

    SUMMARY_TRIAL = "summary-trial"
    """At the magistrates' court."""
    CROWN_COURT_DIRECTED = "crown-court-directed"
    """The magistrates sent it to the Crown Court."""
    CROWN_COURT_ELECTED = "crown-court-elected"
    """The defendant chose the Crown Court."""


class ModeOfTrialDecided(AboutSuspect):
    """It was decided which court tries the case: allocation."""

    kind: ClassVar[str] = "mode-of-trial-decided"

    venue: TrialVenue


class SentToCrownCourt(AboutSuspect):
    """The magistrates' court sent the case to the Crown Court."""

    kind: ClassVar[str] = "sent-to-crown-court"

    court: Court
    """The Crown Court to which it was sent."""


class WarrantIssued(AboutNumberedSuspect):
    """A court issued a warrant for a defendant's arrest."""

    kind: ClassVar[str] = "warrant-issued"


class WarrantEnd(StrEnum):
    """How a warrant ended."""

    EXECUTED = "executed"
    """The defendant was arrested under it."""
    WITHDRAWN = "withdrawn"


class WarrantEnded(AboutNumberedSuspect):
    """A warrant for a defendant's arrest was executed or withdrawn."""

    kind: ClassVar[str] = "warrant-ended"

    how: WarrantEnd


class SpecialMeasure(StrEnum):
    """Help in giving evidence: Youth Justice and Criminal Evidence Act 1999, sections 23 to 30."""

    SCREENS = "screens"
    LIVE_LINK = "live-link"
    EVIDENCE_IN_PRIVATE = "evidence-in-private"
    REMOVAL_OF_WIGS_AND_GOWNS = "removal-of-wigs-and-gowns"
    RECORDED_EVIDENCE_IN_CHIEF = "recorded-evidence-in-chief"
    RECORDED_CROSS_EXAMINATION = "recorded-cross-examination"
    INTERMEDIARY = "intermediary"
    AIDS_TO_COMMUNICATION = "aids-to-communication"
    NO_CROSS_EXAMINATION_BY_ACCUSED = "no-cross-examination-by-accused"
    """The accused may not question the victim in person: the same Act, sections 34 to 36."""


class SpecialMeasuresRequested(Fact):
    """A court was asked for special measures for the victim."""

    kind: ClassVar[str] = "special-measures-requested"
    names_victim: ClassVar[bool] = True

    measures: OnceEach[SpecialMeasure]


class SpecialMeasuresDecided(Fact):
    """A court granted or refused special measures for the victim."""

    kind: ClassVar[str] = "special-measures-decided"
    names_victim: ClassVar[bool] = True

    measures: OnceEach[SpecialMeasure]
    granted: bool
    """Of these measures. If some are granted and some refused, there are two such facts."""


class EvidencePart(StrEnum):
    """Which part of a witness's evidence."""

    EVIDENCE_IN_CHIEF = "evidence-in-chief"
    CROSS_EXAMINATION = "cross-examination"
    """Under section 28 of the Youth Justice and Criminal Evidence Act 1999."""


class EvidenceRecorded(Fact):
    """The victim's evidence was recorded before the trial."""

    kind: ClassVar[str] = "evidence-recorded"
    names_victim: ClassVar[bool] = True

    part: EvidencePart


class WitnessRequirementDecided(Fact):
    """It was decided whether the victim must give evidence at the trial."""

    kind: ClassVar[str] = "witness-requirement-decided"
    names_victim: ClassVar[bool] = True

    required: bool


class TrialVacated(AboutSuspect):
    """A trial was taken out of the list before its day."""

    kind: ClassVar[str] = "trial-vacated"

    court: Court
    hearing_id: HearingId | None = None
    """The court's own id of the hearing."""
    reason: IneffectiveReason | None = None
    """It follows from `reason_code` where it is left out."""
    reason_code: TrialReasonCode | None = None
    """The reason by the field's letters."""

    @property
    def why(self) -> IneffectiveReason | None:
        """Why, as it was said or as follows from the letters."""
        return self.reason or reason_of(TrialResult.VACATED, self.reason_code)
