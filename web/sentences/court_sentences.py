"""Sentences for `events.court`."""

from datetime import datetime
from typing import assert_never

from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    HearingListed,
    IneffectiveReason,
    SentencePassed,
    TrialListed,
    TrialResult,
)
from events.places import Court
from events.vocabulary import AtCourt
from web.formats import counted, moment
from web.wording import plain

_HEARINGS = {
    HearingKind.FIRST: "The first hearing",
    HearingKind.BAIL: "A bail hearing",
    HearingKind.PLEA_AND_TRIAL_PREPARATION: "The plea and trial preparation hearing",
    HearingKind.TRIAL: "The trial",
    HearingKind.SENTENCE: "The sentencing hearing",
    HearingKind.GROUND_RULES: "A ground rules hearing",
    HearingKind.SECTION_28: "A hearing to record evidence before the trial",
    HearingKind.OTHER: "A hearing",
}

_OUTCOMES = {
    CaseOutcome.CONVICTED: "a conviction",
    CaseOutcome.ACQUITTED: "an acquittal",
    CaseOutcome.DISCONTINUED: "the prosecution being discontinued",
    CaseOutcome.NO_EVIDENCE_OFFERED: "no evidence being offered",
}

NOT_GOING_AHEAD = {
    IneffectiveReason.PROSECUTION_NOT_READY: "the prosecution was not ready",
    IneffectiveReason.DEFENCE_NOT_READY: "the defence was not ready",
    IneffectiveReason.WITNESS_ABSENT: "a witness was absent",
    IneffectiveReason.DEFENDANT_ABSENT: "a defendant was absent",
    IneffectiveReason.DEFENDANT_UNFIT: "a defendant was too ill",
    IneffectiveReason.ADVOCATE_UNAVAILABLE: "an advocate was not available",
    IneffectiveReason.COURT_TIME: "the court had no time",
    IneffectiveReason.JUDGE_UNAVAILABLE: "no judge was available",
    IneffectiveReason.INTERPRETER_ABSENT: "an interpreter was absent",
    IneffectiveReason.EQUIPMENT_FAILED: "equipment failed",
    IneffectiveReason.OTHER: "another reason",
}
"""Why a trial did not go ahead."""


def at_court(fact: AtCourt) -> str:
    """Say when a hearing is or how it went, and how a case ended at court."""
    match fact:
        case FirstHearingListed(court=court, starts_at=starts_at):
            return _was_listed("The first hearing", court, starts_at)
        case HearingListed(court=court, hearing=hearing, starts_at=starts_at):
            return _was_listed(_HEARINGS[hearing], court, starts_at)
        case TrialListed(court=court, starts_at=starts_at):
            return _was_listed("A trial", court, starts_at)
        case HearingHeld():
            return _hearing(fact)
        case CaseConcluded(court=court, outcome=outcome):
            return f"The case ended at {court.label} with {_OUTCOMES[outcome]}"
        case SentencePassed():
            return _sentence(fact)
        case _:
            assert_never(fact)


def _was_listed(hearing: str, court: Court, starts_at: datetime) -> str:
    return f"{hearing} was listed at {court.label} for {moment(starts_at)}"


def _hearing(fact: HearingHeld) -> str:
    result, reason = fact.trial_result, fact.reason
    took_place = "was held" if result in (None, TrialResult.EFFECTIVE) else "was due"
    parts = [plain(result)] if result else []
    parts += [NOT_GOING_AHEAD[reason]] if reason else []
    details = "".join(f": {part}" for part in parts)
    return f"{_HEARINGS[fact.hearing]} {took_place} at {fact.court.label}{details}"


def _sentence(fact: SentencePassed) -> str:
    length = f", {counted(fact.custody_months, 'month')}" if fact.custody_months else ""
    scheme = "; the victim may join the Victim Contact Scheme" if fact.victim_contact_scheme else ""
    passed = f"Sentence was passed at {fact.court.label}: {plain(fact.sentence)}"
    return passed + length + scheme
