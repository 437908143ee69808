"""Hearings at court, from the first listing to the sentence."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from events.instants import Instant
from events.places import Court
from events.suspects import AboutOffences, AboutSuspect


class FirstHearingListed(AboutSuspect):
    """The first hearing of the case was given a date at a court."""

    kind: ClassVar[str] = "first-hearing-listed"

    court: Court
    starts_at: Instant


class TrialListed(AboutSuspect):
    """A trial was given a date at a court; each new date is a new listing."""

    kind: ClassVar[str] = "trial-listed"

    court: Court
    starts_at: Instant


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
    OTHER = "other"


class HearingListed(AboutSuspect):
    """A hearing was given a date at a court, other than the first hearing or a trial."""

    kind: ClassVar[str] = "hearing-listed"

    court: Court
    hearing: HearingKind
    starts_at: Instant


class TrialResult(StrEnum):
    """How a listed trial went, in HMCTS's terms."""

    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    CRACKED = "cracked"
    VACATED = "vacated"


class IneffectiveReason(StrEnum):
    """Why a trial did not go ahead on the day set for it, as courts record it."""

    PROSECUTION_NOT_READY = "prosecution-not-ready"
    DEFENCE_NOT_READY = "defence-not-ready"
    WITNESS_ABSENT = "witness-absent"
    DEFENDANT_ABSENT = "defendant-absent"
    DEFENDANT_UNFIT = "defendant-unfit"
    """Too ill to stand trial that day."""
    ADVOCATE_UNAVAILABLE = "advocate-unavailable"
    COURT_TIME = "court-time"
    """Another case took longer, or too many were listed."""
    JUDGE_UNAVAILABLE = "judge-unavailable"
    INTERPRETER_ABSENT = "interpreter-absent"
    EQUIPMENT_FAILED = "equipment-failed"
    OTHER = "other"


class HearingHeld(AboutSuspect):
    """A hearing took place, or the day set for a trial passed without one."""

    kind: ClassVar[str] = "hearing-held"

    court: Court
    hearing: HearingKind
    trial_result: TrialResult | None = None
    """Of a trial only."""
    reason: IneffectiveReason | None = None
    """Why the trial was ineffective or vacated."""


class CaseOutcome(StrEnum):
    """How the prosecution ended."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"
    NO_EVIDENCE_OFFERED = "no-evidence-offered"


GIVEN_UP = frozenset({CaseOutcome.DISCONTINUED, CaseOutcome.NO_EVIDENCE_OFFERED})
"""Outcomes by which the CPS drops the prosecution."""


class CaseConcluded(AboutOffences):
    """The case ended at court with a verdict or without one."""

    kind: ClassVar[str] = "case-concluded"

    court: Court
    outcome: CaseOutcome


class Sentence(StrEnum):
    """The heaviest part of a sentence."""

    IMMEDIATE_CUSTODY = "immediate-custody"
    HOSPITAL_ORDER = "hospital-order"
    """Detained in a hospital for treatment: Mental Health Act 1983, section 37, 41 or 45A."""
    SUSPENDED_SENTENCE = "suspended-sentence"
    COMMUNITY_ORDER = "community-order"
    FINE = "fine"
    DISCHARGE = "discharge"
    OTHER = "other"


class SentencePassed(AboutOffences):
    """The court passed sentence."""

    kind: ClassVar[str] = "sentence-passed"

    court: Court
    sentence: Sentence
    custody_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    victim_contact_scheme: bool | None = None
    """Whether the sentence makes the victim eligible for the scheme; None if not reported."""
