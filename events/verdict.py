"""The verdict, and what can follow it: an appeal, or a review of the sentence."""

from enum import StrEnum
from typing import ClassVar

from events.suspects import AboutNumberedOffences, AboutOffences, AboutSuspect


class Verdict(StrEnum):
    """The verdict of a trial."""

    GUILTY = "guilty"
    GUILTY_OF_LESSER_OFFENCE = "guilty-of-lesser-offence"
    """Not guilty as charged, but guilty of a lesser offence."""
    GUILTY_OF_ALTERNATIVE = "guilty-of-alternative"
    """Not guilty as charged, but guilty of an offence charged in its place."""
    NOT_GUILTY = "not-guilty"
    NOT_GUILTY_BY_REASON_OF_INSANITY = "not-guilty-by-reason-of-insanity"
    """The special verdict: Trial of Lunatics Act 1883, section 2."""
    UNFIT_DID_THE_ACT = "unfit-did-the-act"
    """Under disability: Criminal Procedure (Insanity) Act 1964, section 4A. No conviction."""
    NO_VERDICT = "no-verdict"
    """The jury could not agree, or was discharged."""


SENTENCED_VERDICTS = frozenset(set(Verdict) - {Verdict.NOT_GUILTY, Verdict.NO_VERDICT})
"""Verdicts after which the court passes sentence, or makes an order in its place."""


class VerdictGiven(AboutNumberedOffences):
    """A trial ended with a verdict on a defendant, or without one."""

    kind: ClassVar[str] = "verdict-given"

    verdict: Verdict


class AppealAgainst(StrEnum):
    """What an appeal is against."""

    CONVICTION = "conviction"
    SENTENCE = "sentence"


class AppealLodged(AboutOffences):
    """The offender appealed."""

    kind: ClassVar[str] = "appeal-lodged"

    against: AppealAgainst


class AppealResult(StrEnum):
    """How an appeal ended."""

    ALLOWED = "allowed"
    DISMISSED = "dismissed"
    ABANDONED = "abandoned"


class AppealDecided(AboutOffences):
    """An appeal was decided or abandoned."""

    kind: ClassVar[str] = "appeal-decided"

    against: AppealAgainst
    result: AppealResult


class SentenceReviewRequested(AboutSuspect):
    """Somebody asked the Attorney General to review a sentence as unduly lenient."""

    kind: ClassVar[str] = "sentence-review-requested"


class SentenceReviewAnswer(StrEnum):
    """What the Attorney General answered."""

    REFERRED = "referred"
    """To the Court of Appeal."""
    NOT_REFERRED = "not-referred"
    OUT_OF_TIME = "out-of-time"


class SentenceReviewAnswered(AboutSuspect):
    """The Attorney General answered a request to review a sentence as unduly lenient."""

    kind: ClassVar[str] = "sentence-review-answered"

    answer: SentenceReviewAnswer
