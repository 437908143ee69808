"""Facts by event: of two records of one event the one learned first counts."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from schemas.log_records import LoggedFact

FactsByEvent = Mapping[UUID, LoggedFact]


def with_facts(facts: FactsByEvent, more: Iterable[LoggedFact]) -> FactsByEvent:
    """The facts and more; the same object where there is nothing new."""
    new: dict[UUID, LoggedFact] = {}
    for logged in more:
        other = new.setdefault(logged.event, logged)
        if other is not logged and _counts_before(logged, other):
            new[logged.event] = logged
    if not facts:
        return new or facts
    new = {
        event: logged
        for event, logged in new.items()
        if event not in facts or _counts_before(logged, facts[event])
    }
    return {**facts, **new} if new else facts


def _counts_before(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether a record counts, and not another of its event: what was first learned, and received.

    The text decides where both are the same. A victim who came later learned of all arrivals of an
    event at the same moment.
    """
    if one == other:
        return False
    came, before = (one.learned, one.received), (other.learned, other.received)
    return came < before or (came == before and repr(one) <= repr(other))
