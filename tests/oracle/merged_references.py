"""Who is who for the ledger of truth: references that the agencies merged, and took apart again."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.identity import VictimsMerged, VictimsUnmerged
from oracle.published_event import PublishedEvent


@dataclass(frozen=True, slots=True)
class MergedReferences:
    """Each reference that was merged into another, by the last word said of the two."""

    into: dict[str, str]

    @classmethod
    def of_events(cls, events: Iterable[PublishedEvent]) -> "MergedReferences":
        """As the events have it, once all of them are known."""
        merges = [each for each in events if isinstance(each.fact, VictimsMerged | VictimsUnmerged)]
        last = {
            (str(each.other), str(each.victim)): isinstance(each.fact, VictimsMerged)
            for each in sorted(merges, key=lambda each: each.order)
        }
        return cls({other: victim for (other, victim), merged in last.items() if merged})

    def who(self, reference: str) -> str:
        """The reference under which a person's journey goes on."""
        while reference in self.into:
            reference = self.into[reference]
        return reference
