"""The ledger of truth: everything owed to each victim, by what was published, and how it stands.

It is kept as a clerk would: the events of a case are read once, in the order in which they
happened, and each is entered where it belongs. The platform's own fold has no part in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agencies.simulator.book import Book
from agencies.simulator.line import Line
from agencies.simulator.published_event import Published
from schemas.changes import ObligationState


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty to one victim: by which rule, the event that started it, its last day, its state.

    `victim` is the police's reference, `trigger` the event as the platform names it.
    """

    victim: str
    case: str
    rule: str
    trigger: UUID
    due_on: date
    state: ObligationState


def owed_in(events: Iterable[Published], ending: date) -> Iterator[Owed]:
    """What is owed in one case, to each of its victims, as it stands when the last day is over."""
    told = sorted(events, key=lambda each: each.order)
    victims = sorted({each.victim for each in told if each.victim})
    for victim in victims:
        yield from _owed_to(
            victim, [each for each in told if each.victim in (None, victim)], ending
        )


def _owed_to(victim: str, events: Sequence[Published], ending: date) -> Iterator[Owed]:
    book = Book.opened_with(events)
    for event in events:
        book.enter(event)
    for line in book.lines:
        due = book.due(line)
        if due:
            state = _state(line, due, ending)
            yield Owed(victim, line.event.case, line.rule, line.event.identity, due, state)


def _state(line: Line, due: date, ending: date) -> ObligationState:
    """Done in time is done; else what was called off while it was open; else what was excused."""
    if line.done and line.done <= due:
        return ObligationState.DISCHARGED
    if line.called_off and line.called_off <= due:
        return ObligationState.WITHDRAWN
    if line.excused:
        return ObligationState.EXCUSED
    if line.done:
        return ObligationState.DISCHARGED_LATE
    if due > ending:
        return ObligationState.OPEN
    return ObligationState.WITHDRAWN if line.rule == "ULS" else ObligationState.BREACHED
