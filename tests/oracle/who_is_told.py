"""Who is told of a case, the victim or somebody in their place, as the ledger of truth reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from events.contact import VictimContacted, VictimInformed
from events.offences import VictimKind
from events.reporting import VictimIdentified
from events.representatives import (
    OwedTo,
    RepresentativeEnded,
    RepresentativeKind,
    RepresentativeNamed,
    VictimDied,
)
from oracle.published_event import PublishedEvent


@dataclass(slots=True)
class WhoIsTold:
    """Who is told, by what has been entered; `died` is the event of the victim's death.

    `named` are the representatives who stand, the last named at the end.
    """

    kind: VictimKind
    named: list[RepresentativeKind] = field(default_factory=list)
    died: PublishedEvent | None = None

    @classmethod
    def of_events(cls, events: Sequence[PublishedEvent]) -> "WhoIsTold":
        """The victim, or the business, of a case, before anything else is entered."""
        facts = (each.fact for each in events)
        kinds = (fact.victim_kind for fact in facts if isinstance(fact, VictimIdentified))
        return cls(next(kinds, VictimKind.PERSON))

    @property
    def is_person(self) -> bool:
        """Whether the victim is no business."""
        return self.kind is not VictimKind.BUSINESS

    @property
    def now(self) -> OwedTo:
        """Who is told."""
        if self.named:
            return OwedTo(self.named[-1])
        if self.died:
            return OwedTo.BEREAVED_FAMILY
        return OwedTo.VICTIM if self.is_person else OwedTo.BUSINESS

    def enter(self, event: PublishedEvent) -> bool:
        """Enter an event; whether another is told from now on."""
        before = self.now
        match event.fact:
            case VictimDied(died=True):
                self.died = self.died or event
            case RepresentativeNamed(representative=kind):
                self.named = [*(each for each in self.named if each is not kind), kind]
            case RepresentativeEnded(representative=kind):
                self.named = [each for each in self.named if each is not kind]
        return self.now is not before

    def misses(self, event: PublishedEvent) -> bool:
        """Whether it is a contact after a death, and nobody is named in the victim's place."""
        contact = isinstance(event.fact, VictimInformed | VictimContacted)
        return contact and self.now is OwedTo.BEREAVED_FAMILY
