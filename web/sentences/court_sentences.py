"""Sentences for `events.court`."""

from typing import assert_never

from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingListed,
    Sentence,
    SentenceBasis,
    SentenceDeferred,
    SentencePassed,
    SentenceRuns,
    TrialListed,
)
from events.vocabulary import AtCourt
from web.formats import counted, day
from web.sentences.hearing_sentences import was_held, was_listed
from web.sentences.phrases import at, listed
from web.wording import plain

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

_RUNS = {
    SentenceRuns.CONCURRENT: "at the same time as another term",
    SentenceRuns.CONSECUTIVE: "after another term",
}

_PASSED = {
    SentenceBasis.FIRST: "Sentence was passed",
    SentenceBasis.DEFERRED: "The sentence that had been put off was passed",
    SentenceBasis.SLIP_RULE: "The court corrected its sentence",
    SentenceBasis.APPEAL: "On appeal another sentence was passed",
    SentenceBasis.BREACH: "Sentence was passed because an order was not obeyed",
}


def at_court(fact: AtCourt) -> str:
    """Say when a hearing is or how it went, and how a case ended at court."""
    match fact:
        case FirstHearingListed() | HearingListed() | TrialListed():
            return was_listed(fact)
        case HearingHeld():
            return was_held(fact)
        case CaseConcluded(court=court, outcome=outcome):
            return f"The case ended {at(court)} with {_OUTCOMES[outcome]}"
        case SentencePassed():
            return _sentence(fact)
        case SentenceDeferred(court=court, until=until):
            return f"The sentence was put off {at(court)} until {day(until)}"
        case _:
            assert_never(fact)


def _sentence(fact: SentencePassed) -> str:
    scheme = "; the victim may join the Victim Contact Scheme" if fact.victim_contact_scheme else ""
    sentence = _SENTENCES.get(fact.sentence) or plain(fact.sentence)
    passed = f"{_PASSED[fact.basis]} {at(fact.court)}"
    return f"{passed}: {sentence}{_lengths(fact)}{scheme}"


def _lengths(fact: SentencePassed) -> str:
    """How long a sentence lasts, as far as it says so."""
    term = {"month": fact.custody_months, "week": fact.custody_weeks, "day": fact.custody_days}
    units = [counted(number, unit) for unit, number in term.items() if number]
    minimum, licence = fact.minimum_term_months, fact.extended_licence_months
    lengths = [f", {listed(units)}"] if units else []
    lengths += [f", with a minimum term of {counted(minimum, 'month')}"] if minimum else []
    lengths += [f", and {counted(licence, 'month')} longer on licence"] if licence else []
    lengths += [f", {_RUNS[fact.runs]}"] if fact.runs else []
    return "".join(lengths)
