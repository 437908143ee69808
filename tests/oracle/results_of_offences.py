"""With which result a case is over about a defendant, count by count, as the ledger reads it.

A clerk keeps the sheet of a prosecution open until nothing on it is left to decide or to sentence.
Counts that are given up, or of which a jury acquits, are struck off on the day on which that is.
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
    """The results, and the last counts struck off, that end the case about their defendant.

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
            if _can_end(entry.fact) and _ends(sheets[: number + 1], place)
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


def _can_end(fact: Fact) -> bool:
    return not convicts(fact) and (isinstance(fact, _RESULTS) or _strikes_off(fact))


def _ends(sheets: Sequence[_Sheet], place: int) -> bool:
    """Whether the last sheet is closed at a place on it.

    A result closes it again each time; what is struck off does once, and after a result alone: the
    court has still to say how a prosecution ended that was given up whole.
    """
    counting = _not_closed(sheets)
    if not _is_closed(counting, place):
        return False
    before = [*(sheet.entries for sheet in counting[:-1]), counting[-1].entries[:place]]
    is_second = any(_is_end(each.fact) for entries in before for each in entries)
    strikes_off = _strikes_off(counting[-1].entries[place].fact)
    return not strikes_off or (is_second and not _is_closed(counting, place - 1))


def _not_closed(sheets: Sequence[_Sheet]) -> Sequence[_Sheet]:
    """The last sheet, and those before it that count and were not closed."""
    counting = sheets[max((number for number, each in enumerate(sheets) if each.anew), default=0) :]
    for number in range(len(counting) - 1, 0, -1):
        before = counting[:number]
        if _is_closed(before, len(before[-1].entries) - 1):
            return counting[number:]
    return counting


def _is_end(fact: Fact) -> bool:
    return isinstance(fact, _RESULTS) and not convicts(fact)


def _is_closed(counting: Sequence[_Sheet], place: int) -> bool:
    """Whether the last sheet is closed by a place on it: a death closes it as it is."""
    by_then = counting[-1].entries[: place + 1]
    died = CaseOutcome.DEFENDANT_DIED
    return any(getattr(each.fact, "outcome", None) is died for each in by_then) or (
        _nothing_is_left(counting, place)
    )


def _nothing_is_left(counting: Sequence[_Sheet], place: int) -> bool:
    """Whether all that the sheets that count say is decided by a place on the last of them."""
    *_, last = counting
    by_then = [*(sheet.entries for sheet in counting[:-1]), last.entries[: place + 1]]
    for number, sheet in enumerate(counting):
        later = [each for entries in by_then[number:] for each in entries]
        counts = [(each, count) for each in sheet.entries for count in _counts(each.fact)]
        if not all(any(_closes(each, *one) for each in later) for one in counts):
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


def _closes(event: PublishedEvent, named: PublishedEvent, count: int) -> bool:
    """Whether an event decides a count that another one named, or strikes it off."""
    if isinstance(event.fact, _RESULTS):
        return _decides(event.fact, count)
    is_charged_anew = isinstance(named.fact, SuspectCharged) and named.order > event.order
    if not _strikes_off(event.fact) or is_charged_anew:
        return False
    counts = getattr(event.fact, "offences", ())
    return count in counts or (isinstance(event.fact, ProsecutionAltered) and not counts)


def _decides(fact: Fact, count: int) -> bool:
    return isinstance(fact, _RESULTS) and (not fact.offences or count in fact.offences)


def _is_sentenced(conviction: Fact, sentences: Sequence[SentencePassed]) -> bool:
    counts = _counts(conviction)
    if not counts:
        return bool(sentences)
    return all(any(_decides(each, count) for each in sentences) for count in counts)


def _strikes_off(fact: Fact) -> bool:
    match fact:
        case ProsecutionAltered(change=change):
            return change is not ProsecutionChange.SUBSTANTIALLY_ALTERED
        case VerdictGiven(verdict=verdict):
            return verdict is Verdict.NOT_GUILTY
        case _:
            return False
