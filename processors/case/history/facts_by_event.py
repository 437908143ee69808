"""Facts by event: of two records of one event the one learned first counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from schemas.log_records import LoggedFact

FactsByEvent = Mapping[UUID, LoggedFact]


def with_facts(facts: FactsByEvent, more: Iterable[LoggedFact]) -> FactsByEvent:
    """The facts and more; the same object where there is nothing new."""
    new: dict[UUID, LoggedFact] = {}
    for logged in more:
        known = new.get(logged.event) or (facts.get(logged.event) if facts else None)
        if known is None or (known != logged and _precedence(logged) <= _precedence(known)):
            new[logged.event] = logged
    return {**facts, **new} if new else facts


def _precedence(logged: LoggedFact) -> tuple[datetime, datetime, str]:
    """First learned, then first received; the text decides where both are the same.

    A victim who came later learned of all arrivals of an event at the same moment.
    """
    return logged.learned, logged.received, repr(logged)
