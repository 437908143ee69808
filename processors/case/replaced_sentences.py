"""Which sentences stand no more: another took their place, or the conviction was quashed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.court import SentenceBasis, SentencePassed
from events.fact import Fact
from events.suspects import AboutOffences
from events.verdict import AppealAgainst, AppealDecided, AppealResult
from processors.case.case_history import CaseHistory, FactsInOrder, first_after
from processors.case.case_suspects import NotOne, Suspect, Suspects
from processors.case.fact_order import not_before
from schemas.log_records import LoggedFact

REPLACING = frozenset(SentenceBasis) - {SentenceBasis.FIRST}
"""The bases of a sentence that takes the place of an earlier one, if one is known."""


@dataclass(frozen=True, slots=True)
class ReplacedSentences:
    """The sentences that stand no more, by event, each with what ended it.

    By defendant, `ALL` in a case of one: `later` are the sentences that take the place of earlier
    ones, and `quashed` the appeals that quashed all that a defendant was convicted of, in order.
    `unsentenced` are the appeals against sentence that were allowed while no sentence since is
    known.
    """

    replaced: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    overturned: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    later: Mapping[Suspect, FactsInOrder] = field(default_factory=dict)
    quashed: Mapping[Suspect, FactsInOrder] = field(default_factory=dict)
    unsentenced: FactsInOrder = ()

    def follows(self, passed: LoggedFact) -> bool:
        """Whether a sentence took the place of another one that is known."""
        return any(each.event == passed.event for each in self.replaced.values())


def replaced_sentences(history: CaseHistory, of_case: Suspects) -> ReplacedSentences:
    """Which sentences of a case stand no more.

    Where nothing says which of several defendants was meant, each sentence stands: what is owed on
    it stays owed.
    """
    return history.derive(_replaced, SentencePassed, AppealDecided, by=of_case)


def _replaced(facts: FactsInOrder, of_case: Suspects) -> ReplacedSentences:
    by_suspect: dict[Suspect, list[LoggedFact]] = {}
    for each in facts:
        about = of_case.about(each) if of_case.are_several else NotOne.ALL
        by_suspect.setdefault(about, []).append(each)
    by_suspect.pop(NotOne.UNSAID, None)
    replaced, overturned = dict[UUID, LoggedFact](), dict[UUID, LoggedFact]()
    later, quashed = dict[Suspect, FactsInOrder](), dict[Suspect, FactsInOrder]()
    unsentenced: list[LoggedFact] = []
    for suspect, theirs in by_suspect.items():
        later[suspect] = tuple(filter(_replaces, theirs))
        appeals = tuple(each for each in theirs if _allowed(each, AppealAgainst.CONVICTION))
        quashed[suspect] = tuple(each for each in appeals if not _offences(each.fact))
        for passed in theirs:
            if isinstance(passed.fact, SentencePassed):
                replaced |= _first(passed, later[suspect])
                overturned |= _first(passed, appeals)
        unsentenced += _without_sentence(theirs)
    return ReplacedSentences(replaced, overturned, later, quashed, tuple(unsentenced))


def _first(passed: LoggedFact, ends: FactsInOrder) -> dict[UUID, LoggedFact]:
    """The first of some ends after a sentence that is about the same offences, if there is one."""
    about = tuple(each for each in ends if _is_about_all(each.fact, passed.fact))
    end = first_after(about, passed)
    return {passed.event: end} if end else {}


def _is_about_all(end: Fact, passed: Fact) -> bool:
    """Whether an end is about every offence of a sentence: one that is left keeps its sentence."""
    ended, sentenced = set(_offences(end)), set(_offences(passed))
    return not ended or (bool(sentenced) and sentenced <= ended)


def _offences(fact: Fact) -> tuple[int, ...]:
    assert isinstance(fact, AboutOffences)
    return fact.offences


def _replaces(logged: LoggedFact) -> bool:
    return isinstance(logged.fact, SentencePassed) and logged.fact.basis in REPLACING


def _allowed(logged: LoggedFact, against: AppealAgainst) -> bool:
    fact = logged.fact
    allowed = isinstance(fact, AppealDecided) and fact.result is AppealResult.ALLOWED
    return allowed and isinstance(fact, AppealDecided) and fact.against is against


def _without_sentence(theirs: list[LoggedFact]) -> Iterator[LoggedFact]:
    """The appeals against sentence after whose day no sentence is known, nor on it."""
    passed = [each for each in theirs if _replaces(each)]
    for each in theirs:
        if _allowed(each, AppealAgainst.SENTENCE):
            known = (sentence for sentence in passed if not_before(sentence, each))
            if not any(known):
                yield each
