"""Sentences for `events.verdict`."""

from typing import assert_never

from events.verdict import (
    AppealDecided,
    AppealLodged,
    SentenceReviewAnswer,
    SentenceReviewAnswered,
    SentenceReviewRequested,
    Verdict,
    VerdictGiven,
)
from events.vocabulary import AfterVerdict
from web.sentences.phrases import defendant
from web.wording import capital, plain

_VERDICTS = {
    Verdict.GUILTY: "was found guilty",
    Verdict.GUILTY_OF_LESSER_OFFENCE: "was found guilty of a lesser offence",
    Verdict.GUILTY_OF_ALTERNATIVE: "was found guilty of an alternative offence",
    Verdict.NOT_GUILTY: "was found not guilty",
    Verdict.NOT_GUILTY_BY_REASON_OF_INSANITY: "was found not guilty by reason of insanity",
    Verdict.UNFIT_DID_THE_ACT: "was unfit to be tried, and was found to have done the act",
    Verdict.NO_VERDICT: "was tried without a verdict",
}

_ANSWERS = {
    SentenceReviewAnswer.REFERRED: "referred the sentence to the Court of Appeal",
    SentenceReviewAnswer.NOT_REFERRED: "did not refer the sentence to the Court of Appeal",
    SentenceReviewAnswer.OUT_OF_TIME: "was asked too late to review the sentence",
}


def after_verdict(fact: AfterVerdict) -> str:
    """Say what was found at a trial, and what a higher court was asked and answered."""
    match fact:
        case VerdictGiven(verdict=verdict):
            return capital(f"{defendant(fact)} {_VERDICTS[verdict]}")
        case AppealLodged(against=against):
            return f"An appeal was lodged against the {against}"
        case AppealDecided(against=against, result=result):
            return f"The appeal against the {against} was {plain(result)}"
        case SentenceReviewRequested():
            return "The Attorney General was asked to review the sentence as unduly lenient"
        case SentenceReviewAnswered(answer=answer):
            return f"The Attorney General {_ANSWERS[answer]}"
        case _:
            assert_never(fact)
