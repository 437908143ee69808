"""Who is told of a case, the victim or somebody in their place, as the ledger of truth reads it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from events.offences import VictimKind
from events.reporting import VictimIdentified
from events.representatives import (
    OwedTo,
    RepresentativeEnded,
    RepresentativeKind,
    RepresentativeNamed,
    VictimDied,
)
from oracle.passed_on import Order
from oracle.published_event import PublishedEvent


@dataclass(slots=True)
class WhoIsTold:
    """Who is told at first, and from each change on; `died` is the event of the victim's death.

    `named` are the representatives who stand, the last named at the end.
    """

    first: OwedTo
    since: list[Order] = field(default_factory=list)
    then: list[OwedTo] = field(default_factory=list)
    named: list[RepresentativeKind] = field(default_factory=list)
    died: PublishedEvent | None = None

    @classmethod
    def of_events(cls, events: Sequence[PublishedEvent]) -> "WhoIsTold":
        """The victim, or the business, of a case, before anything else is entered."""
        facts = (each.fact for each in events)
        kinds = [fact.victim_kind for fact in facts if isinstance(fact, VictimIdentified)]
        business = kinds[:1] == [VictimKind.BUSINESS]
        return cls(OwedTo.BUSINESS if business else OwedTo.VICTIM)

    @property
    def is_person(self) -> bool:
        """Whether the victim is no business."""
        return self.first is not OwedTo.BUSINESS

    @property
    def is_nobody(self) -> bool:
        """Whether the victim died, and nobody is named in their place."""
        return self.died is not None and not self.named

    def enter(self, event: PublishedEvent) -> bool:
        """Enter an event; whether another is told from now on."""
        match event.fact:
            case VictimDied(died=True):
                self.died = self.died or event
            case RepresentativeNamed(representative=kind):
                self.named = [*(each for each in self.named if each is not kind), kind]
            case RepresentativeEnded(representative=kind):
                self.named = [each for each in self.named if each is not kind]
            case _:
                return False
        nobody = OwedTo.BEREAVED_FAMILY if self.died else self.first
        told = OwedTo(self.named[-1]) if self.named else nobody
        changed = told is not (self.then[-1] if self.then else self.first)
        if changed:
            self.since.append(event.order)
            self.then.append(told)
        return changed

    def at(self, order: Order | None) -> OwedTo:
        """Who was told at a place in the order of events; None is the end."""
        if order is None:
            return [self.first, *self.then][-1]
        death = self.died is not None and self.died.order == order  # ends what the victim was owed
        place = (bisect_left if death else bisect_right)(self.since, order)
        return [self.first, *self.then][place]
