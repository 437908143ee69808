"""What a victim was told of a result that was taken back or corrected since, and not told anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from events.contact import ContactOutcome, ToldAbout, VictimInformed
from events.court import CaseConcluded, SentencePassed
from events.fact import Fact
from events.verdict import AppealDecided, VerdictGiven
from processors.case.corrections.amended_results import RESULTS, taken_back_result
from processors.case.corrections.correction import Correction
from processors.case.history.case_history import CaseHistory
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import Suspects
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

_TELLS: Mapping[type[Fact], frozenset[ToldAbout]] = {
    VerdictGiven: frozenset({ToldAbout.CASE_OUTCOME, ToldAbout.SENTENCE}),
    CaseConcluded: frozenset({ToldAbout.CASE_OUTCOME, ToldAbout.SENTENCE}),
    SentencePassed: frozenset({ToldAbout.SENTENCE}),
    AppealDecided: frozenset({ToldAbout.APPEAL}),
}
"""What is told of each result. The sentence follows from the conviction: it tells of both."""

_NOT_THE_RESULT = {"time", "court", "suspect", "asn", "victim_contact_scheme"}
"""Fields of a result that say neither how it ended nor what the sentence is."""


@dataclass(frozen=True, slots=True)
class _OldResult:
    """A result as it was reported first, and the instant from which it is otherwise."""

    was: LoggedFact
    until: datetime


def of_old_results(history: CaseHistory, of_case: Suspects) -> list[LoggedFact]:
    """The tellings of a result that is otherwise since; none where the victim was told again.

    The Code gives no time for it. Where another result takes the place of one that was taken back,
    its own duties ask that she is told.
    """
    if not history.corrections:
        return []
    cases = {each.case for each in history.facts}
    old = list(_old_results(history.corrections.values(), cases))
    tellings = [each for each in history.of(VictimInformed) if _reached(each)]
    asked = chain.from_iterable(_told_of(each, tellings, of_case) for each in old)
    return list(dict.fromkeys(asked))


def _old_results(corrections: Iterable[Correction], cases: set[str]) -> Iterator[_OldResult]:
    for each in corrections:
        if each.about is None or each.about.case not in cases:
            continue
        if was := taken_back_result(each):
            yield _OldResult(was, each.proposal.occurred.at)
        elif _is_corrected(each, each.about):
            yield _OldResult(each.about, (each.answer or each.proposal).occurred.at)


def _is_corrected(correction: Correction, about: LoggedFact) -> bool:
    """Whether a result is another one since a value of it was corrected."""
    applied = correction.state is CorrectionState.APPLIED and isinstance(about.fact, RESULTS)
    changed = correction.was != correction.now
    return applied and changed and correction.field not in _NOT_THE_RESULT


def _told_of(
    old: _OldResult, tellings: Iterable[LoggedFact], of_case: Suspects
) -> list[LoggedFact]:
    matter = _TELLS[type(old.was.fact)]
    suspect = of_case.named(old.was)
    about = [
        each
        for each in tellings
        if _matters(each) & matter and of_case.named(each) in (None, suspect)
    ]
    before = [each for each in about if each.occurred.at < old.until]
    told_since = len(before) < len(about)
    return [] if told_since else [each for each in before if not_before(each, old.was)]


def _reached(logged: LoggedFact) -> bool:
    fact = logged.fact
    assert isinstance(fact, VictimInformed)
    return fact.outcome in (ContactOutcome.REACHED, ContactOutcome.SENT)


def _matters(logged: LoggedFact) -> frozenset[ToldAbout]:
    assert isinstance(logged.fact, VictimInformed)
    return logged.fact.matters
