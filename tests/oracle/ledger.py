"""The ledger of truth: everything owed to each victim, by what was published, and how it stands.

It is kept as a clerk would: the events of a case are read once, in the order in which they
happened, and each is entered where it belongs. The platform's own fold has no part in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from uuid import UUID

from events.identifiers import CaseLevel, level
from events.identity import CaseLinked
from events.reporting import VictimIdentified
from oracle.corrected_events import righted
from oracle.ledger_line import Line
from oracle.merged_references import Persons
from oracle.published_event import Published
from oracle.victim_ledger import Book
from schemas.changes import ObligationState
from simulator.simulated_delivery import Delivery


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty to one victim: by which rule, the event that started it, its last day, its state.

    `victim` is a reference, of a person known under several that under which their journey goes
    on; `trigger` the event as the platform names it, `restricted` if a value of it is disputed.
    """

    victim: str
    case: str
    rule: str
    trigger: UUID
    due_on: date
    state: ObligationState
    restricted: bool


def ledger_of(deliveries: Iterable[Delivery], ending: date) -> tuple[Owed, ...]:
    """Everything owed by what was delivered, when the London day `ending` is over."""
    first: dict[UUID, Published] = {}
    for each in map(Published.by, deliveries):
        first.setdefault(each.identity, each)
    published = list(_of_one_case(first.values()))
    persons = Persons.told_in(chain.from_iterable(published))
    return tuple(chain.from_iterable(owed_in(each, ending, persons) for each in published))


def _of_one_case(events: Iterable[Published]) -> Iterator[list[Published]]:
    """What was told of each case under whatever identifier, as far as a link was told as well.

    What was told under an identifier that nobody linked is nobody's.
    """
    told = list(events)
    names = {each.fact.other: each.case for each in told if isinstance(each.fact, CaseLinked)}
    found: dict[str, list[Published]] = {}
    for each in told:
        case = names.get(each.case, each.case)
        found.setdefault(case, []).append(replace(each, case=case))
    return (each for case, each in found.items() if level(case) is CaseLevel.CRIME)


def owed_in(events: Iterable[Published], ending: date, persons: Persons) -> Iterator[Owed]:
    """What is owed in one case, to each of its victims, as it stands when the last day is over."""
    told = list(events)
    for victim in sorted({persons.who(each.victim) for each in told if each.victim}):
        yield from _owed_to(victim, list(_concerning(victim, told, persons)), ending)


def _concerning(victim: str, told: Sequence[Published], persons: Persons) -> Iterator[Published]:
    """What is said of a person; of the case as well, if they are known for a victim of it."""
    own = {each.identity for each in told if each.victim and persons.who(each.victim) == victim}
    named = any(each.identity in own and isinstance(each.fact, VictimIdentified) for each in told)
    return (each for each in told if each.identity in own or (named and each.victim is None))


def _owed_to(victim: str, events: Sequence[Published], ending: date) -> Iterator[Owed]:
    right = righted(events)
    book = Book.opened_with(right.events)
    for event in right.events:
        book.enter(event)
    for line in book.lines:
        due, cause = book.due(line), line.event
        if due:
            yield Owed(
                victim=victim,
                case=cause.case,
                rule=line.rule,
                trigger=cause.identity,
                due_on=due,
                state=_state(line, due, ending, excused=book.is_excused(line)),
                restricted=cause.identity in right.restricted,
            )


def _state(line: Line, due: date, ending: date, excused: bool) -> ObligationState:
    """Done in time is done; else what was called off while it was open; else what was excused."""
    if line.done and line.done <= due:
        return ObligationState.DISCHARGED
    if line.called_off and line.called_off <= due:
        return ObligationState.WITHDRAWN
    if excused:
        return ObligationState.EXCUSED
    if line.done:
        return ObligationState.DISCHARGED_LATE
    if due > ending:
        return ObligationState.OPEN
    return ObligationState.WITHDRAWN if line.rule == "ULS" else ObligationState.BREACHED
