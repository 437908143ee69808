"""Which merges of two references stand: by the agencies that issued them, and since when. Pure.

A merge stands once every agency that issued one of the two references has reported it. It ends as
soon as one of them reports the opposite; from then on it needs all of them anew. A record that does
not say who issued the references is older than this rule, and stands by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from events.clocks import Occurred, Precision, london_date, london_day_after, london_midnight
from events.identifiers import Agency, Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from processors.case.history.facts_by_event import FactsByEvent
from schemas.log_records import LoggedFact

MERGES = (VictimsMerged, VictimsUnmerged)


@dataclass(frozen=True, slots=True)
class StandingMerge:
    """A merge that stands: who joined whose journey, and since when that is known.

    `order` is that of the last fact about it.
    """

    kept: Pseudonym
    joined: Pseudonym
    since: datetime
    order: tuple[datetime, datetime, UUID]


def standing_merges(facts: FactsByEvent) -> list[StandingMerge]:
    """The merges that stand by a victim's own facts.

    Where several facts are about two references, the last says whose journey goes on.
    """
    last = (list(_between_undoings(about))[-1] for about in _by_pair(facts.values()))
    return [_standing(merges) for merges in last if _is_agreed(merges)]


def proposals(facts: FactsByEvent) -> frozenset[UUID]:
    """The events that report a merge that another agency has not agreed to, or had not in time."""
    return frozenset(
        each.event
        for about in _by_pair(facts.values())
        for merges in _between_undoings(about)
        if not _is_agreed(merges)
        for each in merges
    )


def _by_pair(facts: Iterable[LoggedFact]) -> Iterable[list[LoggedFact]]:
    """What counts of the facts about each two references, in order."""
    pairs: dict[frozenset[Pseudonym | None], list[LoggedFact]] = defaultdict(list)
    merges = (each for each in facts if type(each.fact) in MERGES)
    for each in sorted(filter(_counts, merges), key=_order):
        pairs[frozenset((each.kept, each.joined))].append(each)
    return pairs.values()


def _order(logged: LoggedFact) -> tuple[datetime, datetime, UUID]:
    """Their order. An undoing of which the day or the month alone is known counts from when it came
    in, or from the end of that time: at its beginning it would undo nothing of that day.
    """
    happened, received, event = logged.order
    if isinstance(logged.fact, VictimsUnmerged):
        happened = max(happened, min(received, _end(logged.occurred)))
    return happened, received, event


def _end(occurred: Occurred) -> datetime:
    """When the day or the month is over of which no more is known."""
    if occurred.precision is Precision.INSTANT:
        return occurred.at
    day = london_date(occurred.at)
    if occurred.precision is Precision.DAY:
        return london_day_after(day)
    return london_midnight((day + timedelta(days=31)).replace(day=1))


def _counts(merge: LoggedFact) -> bool:
    """Two references, of which its agency issued one; a reference merged with itself is none."""
    of_two = merge.kept != merge.joined
    return of_two and (not merge.issuers or merge.agency in merge.issuers)


def _between_undoings(about: Iterable[LoggedFact]) -> Iterator[list[LoggedFact]]:
    """The merges of two references before each undoing, and after the last."""
    merges: list[LoggedFact] = []
    for each in about:
        if isinstance(each.fact, VictimsUnmerged):
            yield merges
            merges = []
        else:
            merges.append(each)
    yield merges


def _is_agreed(merges: list[LoggedFact]) -> bool:
    agreed = {each.agency for each in merges}
    return any(agreed.issuperset(each.issuers) for each in merges)


def _standing(merges: list[LoggedFact]) -> StandingMerge:
    """It is known since all had agreed, and since one of them said that it goes this way round."""
    last = merges[-1]
    assert last.kept, "a merge in the log has two references"
    assert last.joined, "a merge in the log has two references"
    same_way = min(each.learned for each in merges if each.kept == last.kept)
    agreed: dict[Agency, datetime] = {}
    for each in merges:
        if each.issuers:
            agreed[each.agency] = min(each.learned, agreed.get(each.agency, each.learned))
    since = max((same_way, *agreed.values()))
    return StandingMerge(last.kept, last.joined, since, last.order)
