"""What agencies report of two references, and what of it stands: the table's meaning read again."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from events.identifiers import Agency, Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from merging_workers import ISSUERS, OWN, said
from schemas.log_records import LoggedFact

MERGE: VictimsMerged | VictimsUnmerged = VictimsMerged()
UNMERGE: VictimsMerged | VictimsUnmerged = VictimsUnmerged()


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What one agency says of two references."""

    fact: VictimsMerged | VictimsUnmerged
    kept: Pseudonym
    joined: Pseudonym
    agency: Agency


_ORDERS = st.permutations(list(ISSUERS))
_FACTS = st.sampled_from([MERGE, MERGE, UNMERGE])


@st.composite
def reports(draw: st.DrawFn) -> MergeReport:
    kept, joined = draw(_ORDERS)[:2]
    agency = draw(st.sampled_from([ISSUERS[kept], ISSUERS[joined]]))
    fact = draw(_FACTS)
    return MergeReport(fact, kept, joined, agency)


class WhatStands:
    """The table's meaning, read a second time: who stands merged into whom, in the order said."""

    def __init__(self, told: list[MergeReport]) -> None:
        agreed: dict[frozenset[Pseudonym], set[Agency]] = defaultdict(set)
        last: dict[frozenset[Pseudonym], tuple[int, MergeReport]] = {}
        for number, each in enumerate(told):
            pair = frozenset((each.kept, each.joined))
            if each.fact == UNMERGE:
                agreed[pair].clear()
            else:
                agreed[pair].add(each.agency)
                last[pair] = number, each
        standing = sorted(
            (
                last[pair]
                for pair, agencies in agreed.items()
                if {ISSUERS[each] for each in pair} <= agencies
            ),
            key=lambda each: each[0],
        )
        self.into = {each.joined: (number, each.kept) for number, each in standing}

    def reached(self, victim: Pseudonym) -> set[Pseudonym]:
        """Everyone whom a victim is merged into, directly or through others."""
        found: set[Pseudonym] = set()
        while victim in self.into and self.into[victim][1] not in found:
            _, victim = self.into[victim]
            found.add(victim)
        return found

    def merged(self, victim: Pseudonym) -> set[Pseudonym]:
        """Whose facts a victim's journey has beside her own."""
        return {each for each in ISSUERS if victim in self.reached(each)} - {victim}

    def goes_on_elsewhere(self, victim: Pseudonym) -> bool:
        ring = self.reached(victim)
        if not ring:
            return False
        return victim not in ring or victim != max(ring, key=lambda each: self.into[each][0])


def logged(told: list[MergeReport]) -> Mapping[Pseudonym, list[LoggedFact]]:
    """The log of every victim, with what was said of them."""
    log = {victim: list(facts) for victim, facts in OWN.items()}
    for number, each in enumerate(told):
        for record in said(number, each.fact, each.kept, each.joined, each.agency):
            assert record.victim
            log[record.victim].append(record)
    return log
