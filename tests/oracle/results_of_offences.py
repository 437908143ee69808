"""With which result a case is over about a defendant, count by count, as the ledger reads it.

A clerk keeps the sheet of a prosecution open until nothing on it is left to decide or to sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.case_moves import CaseReopened
from events.charging import ProsecutionAltered, ProsecutionChange, SuspectCharged
from events.court import CaseConcluded, CaseOutcome, SentencePassed
from events.fact import Fact
from events.investigation import InvestigationOpened
from events.verdict import Verdict, VerdictGiven
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects
from oracle.published_event import PublishedEvent
from oracle.withdrawals import SENTENCED

_RESULTS = (CaseConcluded, SentencePassed)
_COUNTED = (*_RESULTS, SuspectCharged)


def results_that_end(
    events: Sequence[PublishedEvent], known: KnownSuspects, goes_back: Iterable[UUID]
) -> frozenset[UUID]:
    """The results that end the case about their defendant.

    With the events that go `back`, after a result, a new sheet begins: a charge, an arrest, a case
    reopened.
    """
    back = frozenset(goes_back)
    results = [each for each in events if isinstance(each.fact, _RESULTS)]
    whose = {known.whom(each) for each in results} - {NOBODY_KNOWS}
    found: set[UUID] = {each.identity for each in results if known.whom(each) == NOBODY_KNOWS}
    for suspect in whose:
        own = [each for each in events if known.whom(each) in (suspect, EVERYBODY)]
        sheets = [*_sheets(own, back)]
        found |= {
            sheet.entries[place].identity
            for number, sheet in enumerate(sheets)
            for place, entry in enumerate(sheet.entries)
            if isinstance(entry.fact, _RESULTS)
            and not convicts(entry.fact)
            and _nothing_is_left(sheets[: number + 1], place)
        }
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The events of one prosecution; `anew` where no earlier sheet counts any more."""

    entries: Sequence[PublishedEvent]
    anew: bool


def _sheets(own: Iterable[PublishedEvent], back: frozenset[UUID]) -> Iterator[_Sheet]:
    entries: list[PublishedEvent] = []
    for each in own:
        had_result = any(isinstance(entry.fact, _RESULTS) for entry in entries)
        if had_result and each.identity in back:
            yield _Sheet(entries, _is_anew(entries))
            entries = []
        entries = [*entries, each]
    yield _Sheet(entries, _is_anew(entries))


def _is_anew(entries: Sequence[PublishedEvent]) -> bool:
    return isinstance(entries[0].fact, CaseReopened | InvestigationOpened)


def _nothing_is_left(sheets: Sequence[_Sheet], place: int) -> bool:
    """Whether a place on the last sheet is the end of what the sheets that count say."""
    *_, last = sheets
    result = last.entries[place]
    if getattr(result.fact, "outcome", None) is CaseOutcome.DEFENDANT_DIED:
        return True
    first = max((number for number, each in enumerate(sheets) if each.anew), default=0)
    counting = sheets[first:]
    by_then = [*(sheet.entries for sheet in counting[:-1]), last.entries[: place + 1]]
    for number, sheet in enumerate(counting):
        later = [each for entries in by_then[number:] for each in entries]
        on_sheets = [each for one in counting[number:] for each in one.entries]
        dropped = {count for each in on_sheets for count in _dropped(each)}
        counts = {count for each in sheet.entries for count in _counts(each.fact)} - dropped
        if not all(any(_decides(each.fact, count) for each in later) for count in counts):
            return False
        convicted = [each.fact for each in sheet.entries if convicts(each.fact)]
        sentences = [each.fact for each in later if isinstance(each.fact, SentencePassed)]
        if not all(_is_sentenced(fact, sentences) for fact in convicted):
            return False
    return True


def convicts(fact: Fact) -> bool:
    """Whether a court has still to pass sentence after a result."""
    return isinstance(fact, CaseConcluded) and fact.outcome in SENTENCED


def _counts(fact: Fact) -> frozenset[int]:
    if isinstance(fact, SuspectCharged):
        return frozenset(each.offence for each in fact.charges)
    return frozenset(fact.offences) if isinstance(fact, _RESULTS) else frozenset()


def _decides(fact: Fact, count: int) -> bool:
    return isinstance(fact, _RESULTS) and (not fact.offences or count in fact.offences)


def _is_sentenced(conviction: Fact, sentences: Sequence[SentencePassed]) -> bool:
    counts = _counts(conviction)
    if not counts:
        return bool(sentences)
    return all(any(_decides(each, count) for each in sentences) for count in counts)


def _dropped(event: PublishedEvent) -> frozenset[int]:
    match event.fact:
        case ProsecutionAltered(change=change, offences=counts):
            altered = change is ProsecutionChange.SUBSTANTIALLY_ALTERED
            return frozenset() if altered else frozenset(counts)
        case VerdictGiven(verdict=Verdict.NOT_GUILTY, offences=counts):
            return frozenset(counts)
        case _:
            return frozenset()
