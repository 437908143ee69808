"""One person under two references: whose facts belong to whose journey. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from heapq import heappop, heappush

from events.identifiers import Pseudonym
from processors.case.history.facts_by_event import FactsByEvent
from processors.stream.merge_agreements import (
    MERGES,
    StandingMerge,
    proposals,
    standing_merges,
)
from schemas.log_records import LoggedFact, MergedFrom

_MERGES = frozenset(MERGES)

FactsByVictim = Mapping[Pseudonym, FactsByEvent]


def is_merge(logged: LoggedFact) -> bool:
    """Whether a fact merges two references of one person, or undoes a merge."""
    return type(logged.fact) in MERGES


def has_merges(facts: FactsByEvent) -> bool:
    """Whether any of a victim's own facts is about a merge."""
    return not _MERGES.isdisjoint({type(each.fact) for each in facts.values()})


def merged_into(victim: Pseudonym, facts: FactsByEvent) -> Pseudonym | None:
    """Into whose journey a victim's facts go; by the last merge, of several that stand."""
    merge = _last_merge(victim, facts)
    return merge.kept if merge else None


def goes_on_as(victim: Pseudonym, own: FactsByEvent, merged: FactsByVictim) -> Pseudonym | None:
    """The pseudonym that a victim's journey goes on under, where they were merged into it.

    Where references are merged in a ring, the one whose merge closed it goes on as itself.
    """
    return None if _closes_a_ring(victim, own, merged) else merged_into(victim, own)


def _last_merge(victim: Pseudonym, facts: FactsByEvent) -> StandingMerge | None:
    merges = (each for each in standing_merges(facts) if each.joined == victim)
    return max(merges, key=lambda each: each.order, default=None)


def facts_of_journey(
    victim: Pseudonym, own: FactsByEvent, merged: FactsByVictim
) -> list[LoggedFact]:
    """The facts of a victim's journey: their own, and those of whoever was merged into them.

    A victim who was merged into another keeps the record of that alone. A merge that another agency
    has not agreed to is marked as a proposal.
    """
    if not has_merges(own):
        return list(own.values())
    if goes_on_as(victim, own, merged):
        return [each for each in _marked(own) if is_merge(each)]
    joined = (
        _as_theirs(victim, since, logged, MergedFrom(other, logged.learned))
        for other, since in merged_since(victim, own, merged).items()
        for logged in _marked(merged.get(other, {}))
    )
    return [*_marked(own), *joined]


def merged_since(
    victim: Pseudonym, own: FactsByEvent, merged: FactsByVictim
) -> dict[Pseudonym, datetime]:
    """Whoever was merged into a victim, or into one who was, and since when that is known first."""
    since_when: dict[Pseudonym, datetime] = {}
    waiting = [(datetime.min.replace(tzinfo=UTC), victim)]
    while waiting:
        since, name = heappop(waiting)
        if name in since_when:
            continue
        since_when[name] = since
        for merge in standing_merges(own if name == victim else merged.get(name, {})):
            if merge.kept == name and _goes_there(merge, merged.get(merge.joined, {})):
                heappush(waiting, (max(since, merge.since), merge.joined))
    del since_when[victim]
    return since_when


def _goes_there(merge: StandingMerge, facts: FactsByEvent) -> bool:
    """Whether the facts of whoever joined by a merge go by it, as far as they are here."""
    return merged_into(merge.joined, facts) in (merge.kept, None)


def _closes_a_ring(victim: Pseudonym, own: FactsByEvent, merged: FactsByVictim) -> bool:
    """Whether a victim is merged into somebody who was merged into the victim, and that last."""
    ring: list[StandingMerge] = []
    name = victim
    while merge := _last_merge(name, own if name == victim else merged.get(name, {})):
        if merge in ring:
            return False
        ring.append(merge)
        name = merge.kept
        if name == victim:
            return max(ring, key=lambda each: each.order).joined == victim
    return False


def _marked(facts: FactsByEvent) -> Iterator[LoggedFact]:
    """The facts, with each merge marked that another agency has not agreed to."""
    pending = proposals(facts)
    for each in facts.values():
        yield replace(each, proposal=True) if each.event in pending else each


def _as_theirs(
    victim: Pseudonym, since: datetime, logged: LoggedFact, merged_from: MergedFrom
) -> LoggedFact:
    """A merged fact was not known to concern the victim before the merge was."""
    learned = max(logged.learned, since)
    linked = learned if learned > logged.received else None
    return replace(logged, victim=victim, linked=linked, merged_from=merged_from)
