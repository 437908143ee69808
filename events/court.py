"""Hearings at court, from the first listing to the sentence."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from events.listings import HearingId, Listing
from events.places import Court
from events.suspects import AboutOffences, AboutSuspect
from events.trial_reasons import IneffectiveReason, TrialReasonCode, TrialResult, reason_of


class FirstHearingListed(Listing):
    """The first hearing of the case was listed at a court."""

    kind: ClassVar[str] = "first-hearing-listed"


class TrialListed(Listing):
    """A trial was listed at a court; each new date is a new listing."""

    kind: ClassVar[str] = "trial-listed"


class HearingKind(StrEnum):
    """What a hearing was for."""

    FIRST = "first"
    BAIL = "bail"
    PLEA_AND_TRIAL_PREPARATION = "plea-and-trial-preparation"
    TRIAL = "trial"
    SENTENCE = "sentence"
    GROUND_RULES = "ground-rules"
    """How a vulnerable witness is to be questioned is agreed."""
    SECTION_28 = "section-28"
    """Evidence is recorded before trial, under section 28 of the Act of 1999."""
    MENTION = "mention"
    """A short hearing on how the case goes on."""
    PRE_TRIAL_REVIEW = "pre-trial-review"
    COMMITTAL_FOR_SENTENCE = "committal-for-sentence"
    """The magistrates sent the defendant to the Crown Court to be sentenced there."""
    NEWTON = "newton"
    """After a guilty plea evidence is heard on what happened; a victim may have to give hers."""
    BREACH = "breach"
    """Of an order or of a suspended sentence."""
    APPEAL = "appeal"
    """At the Crown Court from the magistrates, or in the Court of Appeal: the court says which."""
    YOUTH = "youth"
    """At a youth court."""
    OTHER = "other"


class HearingListed(Listing):
    """A hearing was listed at a court, other than the first hearing or a trial."""

    kind: ClassVar[str] = "hearing-listed"

    hearing: HearingKind


class HearingHeld(AboutSuspect):
    """A hearing took place, or the day set for a trial passed without one."""

    kind: ClassVar[str] = "hearing-held"

    court: Court
    hearing: HearingKind
    hearing_id: HearingId | None = None
    """The court's own id of the hearing."""
    trial_result: TrialResult | None = None
    """Of a trial only."""
    reason: IneffectiveReason | None = None
    """Why the trial was ineffective, vacated or cracked; it follows from `reason_code`."""
    reason_code: TrialReasonCode | None = None
    """The same by the field's letters."""

    @property
    def why(self) -> IneffectiveReason | None:
        """Why the trial was not held, as it was said or as follows from the letters."""
        return self.reason or reason_of(self.trial_result, self.reason_code)


class CaseOutcome(StrEnum):
    """How the prosecution ended, of a defendant or of the offences that are named."""

    CONVICTED = "convicted"
    """As charged, or of a lesser or an alternative offence."""
    UNFIT_TO_PLEAD = "unfit-to-plead"
    """Unfit to be tried, and found to have done the act: the court makes an order."""
    NOT_GUILTY_BY_REASON_OF_INSANITY = "not-guilty-by-reason-of-insanity"
    """The special verdict: the court makes an order."""
    ACQUITTED = "acquitted"
    DISMISSED = "dismissed"
    """By the court: there was no case to answer, or nobody brought it."""
    DISCONTINUED = "discontinued"
    WITHDRAWN = "withdrawn"
    NO_EVIDENCE_OFFERED = "no-evidence-offered"
    LIES_ON_FILE = "lies-on-file"
    """Left on the court's file: no trial without its leave, or that of the Court of Appeal."""
    JURY_DISCHARGED = "jury-discharged"
    """Without a verdict, and nobody tries it again."""
    DEFENDANT_DIED = "defendant-died"


SENTENCED_OUTCOMES = frozenset(
    {
        CaseOutcome.CONVICTED,
        CaseOutcome.UNFIT_TO_PLEAD,
        CaseOutcome.NOT_GUILTY_BY_REASON_OF_INSANITY,
    }
)
"""Outcomes after which the court passes sentence, or makes an order in its place."""

GIVEN_UP = frozenset(
    {
        CaseOutcome.DISCONTINUED,
        CaseOutcome.WITHDRAWN,
        CaseOutcome.NO_EVIDENCE_OFFERED,
        CaseOutcome.LIES_ON_FILE,
    }
)
"""Outcomes by which the CPS drops the prosecution: each is open to a victim's right to review."""


class CaseConcluded(AboutOffences):
    """The case ended at court, with a verdict or without one: of a defendant, or of offences.

    Where it names offences, the case goes on about the others that were charged.
    """

    kind: ClassVar[str] = "case-concluded"

    court: Court
    outcome: CaseOutcome


class Sentence(StrEnum):
    """The heaviest part of a sentence."""

    LIFE = "life"
    """Imprisonment, custody or detention for life."""
    INDETERMINATE = "indeterminate"
    """Without a fixed term, and not for life: public protection, or His Majesty's pleasure."""
    EXTENDED = "extended"
    """A term of custody, and a longer time on licence: for violent and sexual offences alone."""
    IMMEDIATE_CUSTODY = "immediate-custody"
    YOUTH_CUSTODY = "youth-custody"
    """Detention of somebody under 18: detention and training, or longer."""
    HOSPITAL_ORDER = "hospital-order"
    """Detained in a hospital for treatment: Mental Health Act 1983, section 37, 41 or 45A."""
    SUSPENDED_SENTENCE = "suspended-sentence"
    COMMUNITY_ORDER = "community-order"
    YOUTH_ORDER = "youth-order"
    """Of somebody under 18, in the community: rehabilitation, referral or reparation."""
    FINE = "fine"
    DISCHARGE = "discharge"
    NO_SEPARATE_PENALTY = "no-separate-penalty"
    """For this offence, beside another sentence."""
    OTHER = "other"


class SentenceBasis(StrEnum):
    """Why a sentence was passed: it is the first, or it takes the place of another."""

    FIRST = "first"
    DEFERRED = "deferred"
    """The one that had been put off."""
    SLIP_RULE = "slip-rule"
    """The court corrected its own: Sentencing Act 2020, section 385; at a magistrates' court by the
    Magistrates' Courts Act 1980, section 142.
    """
    APPEAL = "appeal"
    BREACH = "breach"
    """An order of the court was not obeyed."""


class SentenceRuns(StrEnum):
    """How a term of custody runs beside other terms that the court passed on the same defendant."""

    CONCURRENT = "concurrent"
    """At the same time as another."""
    CONSECUTIVE = "consecutive"
    """After another."""


class SentencePassed(AboutOffences):
    """The court passed sentence, on a defendant or for the offences that are named.

    A term is its months, its weeks and its days together: three and a half months are 3 months and
    2 weeks. 14 weeks may be 14 weeks.
    """

    kind: ClassVar[str] = "sentence-passed"

    court: Court
    sentence: Sentence
    custody_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    custody_weeks: Annotated[int, Field(ge=1, le=520)] | None = None
    custody_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    minimum_term_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    """Of a sentence for life or without a fixed term: what is served before a parole hearing."""
    extended_licence_months: Annotated[int, Field(ge=1, le=120)] | None = None
    """Of an extended sentence: how much longer the licence lasts than the term of custody."""
    victim_contact_scheme: bool | None = None
    """Whether the sentence makes the victim eligible for the scheme; None if not reported."""
    basis: SentenceBasis = SentenceBasis.FIRST
    runs: SentenceRuns | None = None
    """Of a term of custody beside others of the same day; None where it was not said."""


class SentenceDeferred(AboutOffences):
    """The court put off the sentence to a day, to see how the offender behaves until then."""

    kind: ClassVar[str] = "sentence-deferred"

    court: Court
    until: date
    """The London day to which it is put off."""
