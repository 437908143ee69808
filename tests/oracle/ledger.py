"""The ledger of truth: every obligation to each victim, by what was published, and its state.

It is written as a clerk would: the events of a case are read once, in the order in which they
happened, and each is entered where it belongs. The platform's own fold has no part in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from uuid import UUID

from events.identifiers import CaseLevel, level
from events.identity import CaseLinked
from events.reporting import VictimIdentified
from events.representatives import ABOUT_THE_PERSON, OwedTo
from oracle.corrected_events import corrected
from oracle.ledger_line import LedgerLine
from oracle.merged_references import MergedReferences
from oracle.published_event import PublishedEvent
from oracle.victim_ledger import VictimLedger
from schemas.changes import ObligationState
from simulator.simulated_delivery import Delivery

_UNDONE = (ObligationState.OPEN, ObligationState.BREACHED)


@dataclass(frozen=True, slots=True)
class LedgerObligation:
    """One duty to one victim: by which rule, the event that started it, its last day, its state.

    `victim` is a reference, of a person known under several that under which their journey goes
    on; `trigger` the event as the platform names it, `restricted` if a value of it is disputed.
    `owed_to` says for whom one is that nothing has ended.
    """

    victim: str
    case: str
    rule: str
    trigger: UUID
    due_on: date | None
    state: ObligationState
    restricted: bool
    owed_to: OwedTo | None


def ledger_of(deliveries: Iterable[Delivery], ending: date) -> tuple[LedgerObligation, ...]:
    """Every obligation by what was delivered, when the London day `ending` is over."""
    first: dict[UUID, PublishedEvent] = {}
    for each in map(PublishedEvent.by, deliveries):
        first.setdefault(each.identity, each)
    published = list(_of_one_case(first.values()))
    persons = MergedReferences.of_events(chain.from_iterable(published))
    said = _said_of_persons(published, persons)
    return tuple(
        chain.from_iterable(
            obligations_in([*each, *_said_elsewhere(each, said, persons)], ending, persons)
            for each in published
        )
    )


def _said_of_persons(
    published: Iterable[Sequence[PublishedEvent]], persons: MergedReferences
) -> dict[str, list[PublishedEvent]]:
    """What is said of each person and not of a case: who died has died in every case."""
    said: dict[str, list[PublishedEvent]] = {}
    for case in published:
        if any(isinstance(each.fact, ABOUT_THE_PERSON) for each in case):
            for each in corrected(case).events:
                if isinstance(each.fact, ABOUT_THE_PERSON) and each.victim:
                    said.setdefault(persons.who(each.victim), []).append(each)
    return said


def _said_elsewhere(
    case: Sequence[PublishedEvent],
    said: Mapping[str, list[PublishedEvent]],
    persons: MergedReferences,
) -> Iterator[PublishedEvent]:
    """What other cases say of the persons in one."""
    own = {each.identity for each in case}
    victims = {persons.who(each.victim) for each in case if each.victim}
    for victim in sorted(victims & said.keys()):
        yield from (each for each in said[victim] if each.identity not in own)


def _of_one_case(events: Iterable[PublishedEvent]) -> Iterator[list[PublishedEvent]]:
    """The events of each case under any of its identifiers, as far as a link was published.

    An event under an identifier that nobody linked belongs to no victim.
    """
    published = list(events)
    names = {each.fact.other: each.case for each in published if isinstance(each.fact, CaseLinked)}
    found: dict[str, list[PublishedEvent]] = {}
    for each in published:
        case = names.get(each.case, each.case)
        found.setdefault(case, []).append(replace(each, case=case, joined=each.case))
    return (each for case, each in found.items() if level(case) is CaseLevel.CRIME)


def obligations_in(
    events: Iterable[PublishedEvent], ending: date, persons: MergedReferences
) -> Iterator[LedgerObligation]:
    """What is owed in one case, to each of its victims, as it stands when the last day is over."""
    published = list(events)
    for victim in sorted({persons.who(each.victim) for each in published if each.victim}):
        yield from _of_victim(victim, list(_concerning(victim, published, persons)), ending)


def _concerning(
    victim: str, published: Sequence[PublishedEvent], persons: MergedReferences
) -> Iterator[PublishedEvent]:
    """The events about a person; those of the case as well, if it names the person a victim."""
    own = {
        each.identity for each in published if each.victim and persons.who(each.victim) == victim
    }
    named = any(
        each.identity in own and isinstance(each.fact, VictimIdentified) for each in published
    )
    return (each for each in published if each.identity in own or (named and each.victim is None))


def _of_victim(
    victim: str, events: Sequence[PublishedEvent], ending: date
) -> Iterator[LedgerObligation]:
    valid = corrected(events)
    ledger = VictimLedger.opened_with(valid.events)
    for event in valid.events:
        ledger.enter(event)
    ledger.close()
    for line in ledger.lines:
        cause = line.event
        if ledger.is_owed(line):
            due = ledger.due(line)
            state = _state(line, due, ending, excused=ledger.is_excused(line))
            yield LedgerObligation(
                victim=victim,
                case=cause.case,
                rule=line.rule,
                trigger=cause.identity,
                due_on=due,
                state=state,
                restricted=not valid.restricted.isdisjoint({cause.identity, line.known_by}),
                owed_to=ledger.told.now if state in _UNDONE else None,
            )


def _state(line: LedgerLine, due: date | None, ending: date, excused: bool) -> ObligationState:
    """Done in time is done; else what was withdrawn while it was open; else what was excused.

    What is due by no day is always in time.
    """
    last = due or date.max
    done = min((day for day in (line.done, line.known_on) if day), default=None)
    if done and done <= last:
        return ObligationState.DISCHARGED
    if line.withdrawn and line.withdrawn <= last:
        return ObligationState.WITHDRAWN
    if excused:
        return ObligationState.EXCUSED
    if done:
        return ObligationState.DISCHARGED_LATE
    if (line.closes or last) > ending:
        return ObligationState.OPEN
    return ObligationState.WITHDRAWN if line.rule in ("ULS", "VRR.1") else ObligationState.BREACHED
