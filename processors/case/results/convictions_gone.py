"""Which convictions fell: quashed on appeal, or set aside where a case went back to trial."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.case_moves import CaseReopened, ReopenedFor, ReopeningReason
from events.court import SentencePassed
from events.verdict import AppealAgainst, AppealDecided, AppealResult
from processors.case.history.case_history import FactsInOrder, in_order
from processors.case.history.fact_order import not_before
from processors.case.offences.charged_offences import offences_of
from processors.case.suspects.case_suspects import Suspects
from schemas.log_records import LoggedFact

_SETS_ASIDE = frozenset({ReopeningReason.APPEAL_ALLOWED, ReopeningReason.CONVICTION_SET_ASIDE})


@dataclass(frozen=True, slots=True)
class ConvictionsGone:
    """The facts `by` which convictions of one defendant fell, in order.

    `unclear` are the cases that went back to trial where the defendant was sentenced for several
    offences and nothing says whose convictions fell: each stands.
    """

    by: FactsInOrder = ()
    unclear: FactsInOrder = ()


def convictions_gone(theirs: FactsInOrder, of_case: Suspects) -> ConvictionsGone:
    """The facts by which convictions of one defendant fell, out of sentences, appeals, reopenings.

    A case that a court sent back to trial had a conviction, and that is gone. Where an appeal says
    so as well, the appeal says of which offences.
    """
    appeals = [each for each in theirs if is_allowed(each, AppealAgainst.CONVICTION)]
    reopened = [each for each in theirs if sets_aside(each) and not _is_said(each, theirs, appeals)]
    sentences = [each for each in theirs if isinstance(each.fact, SentencePassed)]
    whole = [each for each in reopened if _are_of_one(_before(sentences, each), of_case)]
    by = tuple(sorted((*appeals, *whole), key=in_order))
    return ConvictionsGone(by, tuple(each for each in reopened if each not in whole))


def is_allowed(logged: LoggedFact, against: AppealAgainst) -> bool:
    """Whether an appeal against a conviction, or against a sentence, was allowed."""
    fact = logged.fact
    allowed = isinstance(fact, AppealDecided) and fact.result is AppealResult.ALLOWED
    return allowed and isinstance(fact, AppealDecided) and fact.against is against


def sets_aside(logged: LoggedFact) -> bool:
    """Whether a case went back to trial because a conviction fell."""
    fact = logged.fact
    back = isinstance(fact, CaseReopened) and fact.back_to is ReopenedFor.TRIAL
    return back and isinstance(fact, CaseReopened) and fact.reason in _SETS_ASIDE


def _is_said(reopened: LoggedFact, theirs: FactsInOrder, appeals: Sequence[LoggedFact]) -> bool:
    """Whether an appeal since the last sentence says which convictions fell."""
    sentences = (each for each in theirs if isinstance(each.fact, SentencePassed))
    last = max(_before(sentences, reopened), key=in_order, default=None)
    return any(last is None or not_before(each, last) for each in appeals)


def _before(facts: Sequence[LoggedFact] | Iterator[LoggedFact], by: LoggedFact) -> list[LoggedFact]:
    return [each for each in facts if each.order < by.order]


def _are_of_one(sentences: Sequence[LoggedFact], of_case: Suspects) -> bool:
    """Whether sentences are of one conviction, as far as they say."""
    offences = {offences_of(each, of_case) for each in sentences}
    return len(offences) < 2 and all(len(each) < 2 for each in offences)
