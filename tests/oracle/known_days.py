"""From which London day the victim was known in each part of a case, as the ledger reads it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from events.identity import CaseLinked
from events.reporting import VictimIdentified
from oracle.published_event import PublishedEvent

KnownDay = tuple[date, UUID]
"""A day, and the event of that day by which the victim was known."""


def known_days(events: Sequence[PublishedEvent]) -> dict[str, KnownDay]:
    """By identifier of the case, the day from which a duty to the victim can be counted.

    That is the first day on which anything names the victim, or on which the identifier was linked
    to one under which they were known. Empty where nobody identified them.
    """
    days: dict[str, KnownDay] = {}
    if not any(isinstance(each.fact, VictimIdentified) for each in events):
        return days
    for event in events:
        if event.victim:  # the events are in the order in which they happened
            days.setdefault(event.identifier, (event.day, event.identity))
    for event in events:
        if isinstance(event.fact, CaseLinked):
            _link(days, event.identifier, event.fact.other, (event.day, event.identity))
    return days


def _link(days: dict[str, KnownDay], one: str, other: str, linked: KnownDay) -> None:
    for here, there in ((one, other), (other, one)):
        if here in days:
            known = max(days[here], linked, key=lambda each: each[0])
            days[there] = min(days.get(there, known), known, key=lambda each: each[0])
