"""One person under two references: whose facts belong to whose journey. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from events.identifiers import Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from processors.case.facts_by_event import FactsByEvent
from schemas.log_records import LoggedFact

MERGES = (VictimsMerged, VictimsUnmerged)


def is_merge(logged: LoggedFact) -> bool:
    """Whether a fact merges two references of one person, or undoes a merge."""
    return isinstance(logged.fact, MERGES)


def has_merges(facts: FactsByEvent) -> bool:
    """Whether any of a victim's own facts is about a merge."""
    return any(map(is_merge, facts.values()))


def standing_merges(facts: FactsByEvent) -> dict[Pseudonym, LoggedFact]:
    """The merges that stand by a victim's own facts: who joined whom, by the pseudonym joined.

    Of several facts about two references the last counts, whichever was merged into the other; a
    reference merged with itself does not.
    """
    merges = sorted(
        (
            each
            for each in facts.values()
            if isinstance(each.fact, MERGES) and each.kept != each.joined
        ),
        key=lambda each: each.order,
    )
    last = {frozenset((each.kept, each.joined)): each for each in merges}
    standing = (each for each in last.values() if isinstance(each.fact, VictimsMerged))
    return {each.joined: each for each in standing if each.joined}


def merged_into(victim: Pseudonym, facts: FactsByEvent) -> Pseudonym | None:
    """The pseudonym that a victim's journey goes on under, where they were merged into it."""
    into = standing_merges(facts).get(victim)
    return into.kept if into else None


def facts_of_journey(
    victim: Pseudonym, own: FactsByEvent, merged: Mapping[Pseudonym, FactsByEvent]
) -> list[LoggedFact]:
    """The facts of a victim's journey: their own, and those of whoever was merged into them.

    A victim who was merged into another keeps the record of that alone.
    """
    if merged_into(victim, own):
        return [each for each in own.values() if isinstance(each.fact, MERGES)]
    joined = (
        _as_theirs(victim, since, logged)
        for other, since in _family(victim, own, merged).items()
        for logged in merged.get(other, {}).values()
    )
    return [*own.values(), *joined]


def _family(
    victim: Pseudonym, own: FactsByEvent, merged: Mapping[Pseudonym, FactsByEvent]
) -> dict[Pseudonym, datetime]:
    """Whoever was merged into a victim, or into one who was, and since when that is known."""
    since_when: dict[Pseudonym, datetime] = {}
    waiting = [(own, datetime.min.replace(tzinfo=UTC))]
    while waiting:
        facts, since = waiting.pop()
        for other, merge in standing_merges(facts).items():
            if other != victim and other not in since_when:
                since_when[other] = max(since, merge.learned)
                waiting.append((merged.get(other, {}), since_when[other]))
    return since_when


def _as_theirs(victim: Pseudonym, since: datetime, logged: LoggedFact) -> LoggedFact:
    """A merged fact was not known to concern the victim before the merge was."""
    learned = max(logged.learned, since)
    return replace(logged, victim=victim, linked=learned if learned > logged.received else None)
