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
    Sentence,
    SentenceBasis,
    SentenceDeferred,
    SentencePassed,
    TrialListed,
    TrialResult,
)
from events.places import Court
from events.vocabulary import AtCourt
from web.formats import counted, day, moment
from web.sentences.phrases import listed
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
    CaseOutcome.UNFIT_TO_PLEAD: "the finding that a defendant unfit for trial had done the act",
    CaseOutcome.NOT_GUILTY_BY_REASON_OF_INSANITY: "a verdict of not guilty by reason of insanity",
    CaseOutcome.ACQUITTED: "an acquittal",
    CaseOutcome.DISMISSED: "the charge being dismissed",
    CaseOutcome.DISCONTINUED: "the prosecution being discontinued",
    CaseOutcome.WITHDRAWN: "the charge being withdrawn",
    CaseOutcome.NO_EVIDENCE_OFFERED: "no evidence being offered",
    CaseOutcome.LIES_ON_FILE: "the charge being left on the court’s file",
    CaseOutcome.JURY_DISCHARGED: "the jury being discharged without a verdict",
    CaseOutcome.DEFENDANT_DIED: "the defendant’s death",
}

_SENTENCES = {
    Sentence.LIFE: "imprisonment for life",
    Sentence.INDETERMINATE: "detention without a fixed term",
    Sentence.EXTENDED: "an extended sentence",
    Sentence.YOUTH_CUSTODY: "detention of a young offender",
    Sentence.YOUTH_ORDER: "a youth order",
}
"""Sentences whose code does not say it as people do."""

_PASSED = {
    SentenceBasis.FIRST: "Sentence was passed",
    SentenceBasis.DEFERRED: "The sentence that had been put off was passed",
    SentenceBasis.SLIP_RULE: "The court corrected its sentence",
    SentenceBasis.APPEAL: "On appeal another sentence was passed",
    SentenceBasis.BREACH: "Sentence was passed because an order was not obeyed",
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
        case SentenceDeferred(court=court, until=until):
            return f"The sentence was put off at {court.label} until {day(until)}"
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
    scheme = "; the victim may join the Victim Contact Scheme" if fact.victim_contact_scheme else ""
    sentence = _SENTENCES.get(fact.sentence) or plain(fact.sentence)
    passed = f"{_PASSED[fact.basis]} at {fact.court.label}"
    return f"{passed}: {sentence}{_lengths(fact)}{scheme}"


def _lengths(fact: SentencePassed) -> str:
    """How long a sentence lasts, as far as it says so."""
    term = {"month": fact.custody_months, "week": fact.custody_weeks, "day": fact.custody_days}
    units = [counted(number, unit) for unit, number in term.items() if number]
    minimum, licence = fact.minimum_term_months, fact.extended_licence_months
    lengths = [f", {listed(units)}"] if units else []
    lengths += [f", with a minimum term of {counted(minimum, 'month')}"] if minimum else []
    lengths += [f", and {counted(licence, 'month')} longer on licence"] if licence else []
    return "".join(lengths)
