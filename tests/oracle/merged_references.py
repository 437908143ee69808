"""Who is who for the ledger of truth: references that the agencies merged, and took apart again."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.identity import VictimsMerged, VictimsUnmerged
from oracle.published_event import PublishedEvent


@dataclass(frozen=True, slots=True)
class MergedReferences:
    """Each reference that was merged into another, where the agencies of both said so last."""

    into: dict[str, str]

    @classmethod
    def of_events(cls, events: Iterable[PublishedEvent]) -> "MergedReferences":
        """As the events have it, once all of them are known."""
        agreed: dict[tuple[str, str], set[str]] = {}
        for each in sorted(events, key=lambda each: each.order):
            both = str(each.other), str(each.victim)
            if isinstance(each.fact, VictimsUnmerged):
                agreed.pop(both, None)
            elif isinstance(each.fact, VictimsMerged):
                agreed.setdefault(both, set()).add(each.agency)
        return cls(
            {
                other: victim
                for (other, victim), agencies in agreed.items()
                if {other.partition(":")[0], victim.partition(":")[0]} <= agencies
            }
        )

    def who(self, reference: str) -> str:
        """The reference under which a person's journey goes on."""
        while reference in self.into:
            reference = self.into[reference]
        return reference
