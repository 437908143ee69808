"""One person under two references: whose facts belong to whose journey. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from events.identifiers import Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from schemas.log_records import Logged

MERGES = (VictimsMerged, VictimsUnmerged)

Facts = Mapping[UUID, Logged]


def merged(facts: Facts) -> dict[Pseudonym, Logged]:
    """The merges that stand by a victim's own facts: who joined whom, by the pseudonym joined.

    Of what is said of two references the last word counts; of one alone there is nothing to say.
    """
    said = sorted(
        (
            each
            for each in facts.values()
            if isinstance(each.fact, MERGES) and each.kept != each.joined
        ),
        key=lambda each: each.order,
    )
    last = {(each.kept, each.joined): each for each in said}
    standing = (each for each in last.values() if isinstance(each.fact, VictimsMerged))
    return {each.joined: each for each in standing if each.joined}


def kept_as(victim: Pseudonym, facts: Facts) -> Pseudonym | None:
    """The pseudonym that a victim's journey goes on under, where they were merged into it."""
    into = merged(facts).get(victim)
    return into.kept if into else None


def that_count(victim: Pseudonym, own: Facts, lent: Mapping[Pseudonym, Facts]) -> list[Logged]:
    """The facts of a victim's journey: their own, and those of whoever was merged into them.

    A victim who was merged into another keeps the record of that alone.
    """
    if kept_as(victim, own):
        return [each for each in own.values() if isinstance(each.fact, MERGES)]
    joined = (
        _as_theirs(victim, since, logged)
        for other, since in _family(victim, own, lent).items()
        for logged in lent.get(other, {}).values()
    )
    return [*own.values(), *joined]


def _family(
    victim: Pseudonym, own: Facts, lent: Mapping[Pseudonym, Facts]
) -> dict[Pseudonym, datetime]:
    """Whoever was merged into a victim, or into one who was, and since when that is known."""
    found: dict[Pseudonym, datetime] = {}
    waiting = [(own, datetime.min.replace(tzinfo=UTC))]
    while waiting:
        facts, since = waiting.pop()
        for other, merge in merged(facts).items():
            if other != victim and other not in found:
                found[other] = max(since, merge.learned)
                waiting.append((lent.get(other, {}), found[other]))
    return found


def _as_theirs(victim: Pseudonym, since: datetime, logged: Logged) -> Logged:
    """What is lent was not known to concern the victim before the merge was."""
    learned = max(logged.learned, since)
    return replace(logged, victim=victim, linked=learned if learned > logged.received else None)
