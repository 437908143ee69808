"""Which sentences stand no more: another took their place, or the conviction was quashed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from uuid import UUID

from events.case_moves import CaseReopened
from events.court import SENTENCED_OUTCOMES, CaseConcluded, SentenceBasis, SentencePassed
from events.verdict import AppealAgainst, AppealDecided
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order, up_to
from processors.case.history.fact_order import not_before
from processors.case.offences.charged_offences import Offence, offences_of
from processors.case.results.convictions_gone import (
    ConvictionsGone,
    convictions_gone,
    is_allowed,
)
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

REPLACING = frozenset(SentenceBasis) - {SentenceBasis.FIRST}
"""The bases of a sentence that takes the place of an earlier one, if one is known."""

_KINDS = (SentencePassed, AppealDecided, CaseReopened, CaseConcluded)


@dataclass(frozen=True, slots=True)
class ReplacedSentences:
    """The sentences that stand no more, by event, each with what ended it.

    By defendant, `ALL` in a case of one: `later` are the sentences that take the place of earlier
    ones, and `quashed` what left nothing of all that a defendant was convicted of, in order.
    `unsentenced` are the appeals against sentence that were allowed while no sentence since is
    known. `unclear` sent a case back to trial and do not say which of several convictions fell.
    """

    replaced: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    overturned: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    later: Mapping[Suspect, FactsInOrder] = field(default_factory=dict)
    quashed: Mapping[Suspect, FactsInOrder] = field(default_factory=dict)
    unsentenced: FactsInOrder = ()
    unclear: FactsInOrder = ()

    def follows(self, passed: LoggedFact) -> bool:
        """Whether a sentence took the place of another one that is known."""
        return any(each.event == passed.event for each in self.replaced.values())


def replaced_sentences(history: CaseHistory, of_case: Suspects) -> ReplacedSentences:
    """Which sentences of a case stand no more.

    Where nothing says which of several defendants was meant, each sentence stands: what is owed on
    it stays owed.
    """
    return history.derive(_replaced, *_KINDS, by=of_case)


def _replaced(facts: FactsInOrder, of_case: Suspects) -> ReplacedSentences:
    by_suspect: dict[Suspect, list[LoggedFact]] = {}
    for each in facts:
        about = of_case.whom(each)
        by_suspect.setdefault(about, []).append(each)
    by_suspect.pop(NotOne.UNSAID, None)
    found = {
        suspect: _Sentences.of(tuple(theirs), of_case) for suspect, theirs in by_suspect.items()
    }
    unsentenced = chain.from_iterable(_without_sentence(each) for each in by_suspect.values())
    unclear = [*chain.from_iterable(each.gone.unclear for each in found.values())]
    if of_case.are_several and (joint := found.pop(NotOne.ALL, None)):
        unclear += filter(partial(_is_open, [*found.values()]), joint.gone.by)
    return ReplacedSentences(
        {event: end for each in found.values() for event, end in each.replaced.items()},
        {event: end for each in found.values() for event, end in each.overturned.items()},
        {suspect: each.later for suspect, each in found.items()},
        {suspect: each.quashed for suspect, each in found.items()},
        tuple(unsentenced),
        tuple(sorted(unclear, key=in_order)),
    )


def _is_open(of_each: Collection["_Sentences"], reopened: LoggedFact) -> bool:
    """Whether a case of several defendants went back to trial, and nothing says about whom."""
    appealed = any(each.order <= reopened.order for found in of_each for each in found.gone.by)
    return not appealed and any(
        passed.order < reopened.order for found in of_each for passed in found.passed
    )


@dataclass(slots=True)
class _Sentences:
    """The sentences of one defendant, and what became of each."""

    of_case: Suspects
    passed: FactsInOrder
    gone: ConvictionsGone
    replaced: dict[UUID, LoggedFact] = field(default_factory=dict)
    overturned: dict[UUID, LoggedFact] = field(default_factory=dict)
    quashed: FactsInOrder = ()

    @classmethod
    def of(cls, theirs: FactsInOrder, of_case: Suspects) -> "_Sentences":
        passed = tuple(each for each in theirs if isinstance(each.fact, SentencePassed))
        found = cls(of_case, passed, convictions_gone(theirs, of_case))
        for each in passed:
            found._end(each, _convicted(theirs, each, of_case))
        found.quashed = tuple(filter(found._leaves_nothing, found.gone.by))
        return found

    @property
    def later(self) -> FactsInOrder:
        """Those that take the place of earlier ones."""
        return tuple(filter(_replaces, self.passed))

    def _end(self, passed: LoggedFact, offences: Collection[Offence]) -> None:
        """Find what took the place of a sentence, and what quashed its conviction."""
        if replaced := self._end_of(passed, offences, self.later):
            self.replaced[passed.event] = replaced
        if overturned := self._end_of(passed, offences, self.gone.by):
            self.overturned[passed.event] = overturned
        if replaced or overturned:
            return
        both = tuple(sorted((*self.later, *self.gone.by), key=in_order))
        if end := self._end_of(passed, offences, both):
            is_sentence = isinstance(end.fact, SentencePassed)
            (self.replaced if is_sentence else self.overturned)[passed.event] = end

    def _end_of(
        self, passed: LoggedFact, offences: Collection[Offence], ends: FactsInOrder
    ) -> LoggedFact | None:
        """The first of some ends, in order, with which no offence of a sentence is left.

        A court reports offence by offence: two ends may be of one sentence.
        """
        left = set(offences)
        for each in ends[up_to(ends, passed) :]:
            named = offences_of(each, self.of_case)
            left -= named
            if not named or (offences and not left):
                return each
        return None

    def _leaves_nothing(self, end: LoggedFact) -> bool:
        """Whether a defendant is convicted of nothing after the end of a conviction."""
        before = [each for each in self.passed if each.order < end.order]
        return not offences_of(end, self.of_case) or (
            bool(before) and all(self._is_over(each, end) for each in before)
        )

    def _is_over(self, passed: LoggedFact, by: LoggedFact) -> bool:
        ends = (self.replaced.get(passed.event), self.overturned.get(passed.event))
        return any(each and each.order <= by.order for each in ends)


def _convicted(theirs: FactsInOrder, passed: LoggedFact, of_case: Suspects) -> Collection[Offence]:
    """The offences of a sentence; of one that names none those with which a conviction was said."""
    if named := offences_of(passed, of_case):
        return named
    named_each = [
        offences_of(each, of_case)
        for each in theirs
        if isinstance(each.fact, CaseConcluded)
        and each.fact.outcome in SENTENCED_OUTCOMES
        and each.order <= passed.order
    ]
    return {*chain.from_iterable(named_each)} if all(named_each) else ()


def _replaces(logged: LoggedFact) -> bool:
    return isinstance(logged.fact, SentencePassed) and logged.fact.basis in REPLACING


def _without_sentence(theirs: Collection[LoggedFact]) -> Iterator[LoggedFact]:
    """The appeals against sentence after whose day no sentence is known, nor on it."""
    passed = [each for each in theirs if _replaces(each)]
    for each in theirs:
        if is_allowed(each, AppealAgainst.SENTENCE):
            known = (sentence for sentence in passed if not_before(sentence, each))
            if not any(known):
                yield each
