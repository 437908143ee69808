"""What was done of the lines of the ledger of truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.contact import VictimInformed
from events.suspects import AboutSuspect
from oracle.known_suspects import KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.passed_on import ToPassOn, comes_after, meant
from oracle.published_event import PublishedEvent

_EVERY_CONTACT = "R6.9"


@dataclass(frozen=True, slots=True)
class _Act:
    """An act, what it names, and whom it means; None where it means whoever is asked about."""

    event: PublishedEvent
    names: frozenset[UUID]
    whom: frozenset[Suspect] | None

    def answers(self, line: LedgerLine) -> bool:
        """Whether it does what a line asks; one that names events does it for those alone."""
        if line.rule == _EVERY_CONTACT:
            return self.event.order > line.event.order
        if self.event.identity == line.event.identity or not comes_after(self.event, line.event):
            return False
        if self.names:
            return line.event.identity in self.names
        return self.whom is None or line.suspect in self.whom


def settle(
    known: KnownSuspects,
    lines: Sequence[LedgerLine],
    done: Sequence[PublishedEvent],
    first_of: Mapping[UUID, UUID],
) -> None:
    """Note on the lines of one rule the day on which it was first done."""
    acts = _acts(known, lines, done, first_of)
    for line in lines:
        line.done = next((act.event.day for act in acts if act.answers(line)), None)


def _acts(
    known: KnownSuspects,
    lines: Sequence[LedgerLine],
    done: Sequence[PublishedEvent],
    first_of: Mapping[UUID, UUID],
) -> list[_Act]:
    named = {each.identity: _names(each, first_of) for each in done}
    rolling = bool(lines) and lines[0].rule == _EVERY_CONTACT
    matters = [ToPassOn(line.event, line.suspect, line.over) for line in lines]
    for act in done:
        for matter in matters:
            if matter.event.identity in named[act.identity] and comes_after(act, matter.event):
                matter.over = min(matter.over or act.order, act.order)
    asked = [e for e in done if isinstance(e.fact, AboutSuspect) and not named[e.identity]]
    whom = {} if rolling or not known.are_several else meant(known, matters, asked)
    nobody = frozenset[Suspect]()
    return [
        _Act(
            each,
            frozenset() if rolling else named[each.identity],
            (whom[each.identity] or nobody) if each.identity in whom else None,
        )
        for each in done
    ]


def _names(act: PublishedEvent, first_of: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """The events that a telling names, each as it was first reported; one nobody reported too."""
    if not isinstance(act.fact, VictimInformed):
        return frozenset()
    return frozenset(first_of.get(each, each) for each in act.fact.triggers)
