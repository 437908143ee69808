"""From which London day the victim was known in each part of a case, as the ledger reads it."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from events.identity import CaseLinked, CaseMerged, CaseSplit
from events.reporting import VictimIdentified
from events.suspects import AboutSuspect
from events.vocabulary import AnyFact
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
    joined = [(event.identifier, other, event) for event in events for other in _joined(event.fact)]
    for _ in {(one, other) for one, other, _ in joined}:  # a chain has no more links
        for one, other, event in joined:
            goes_on = isinstance(event.fact, CaseMerged | CaseSplit)
            _link(days, one, other, (event.day, event.identity), back=not goes_on)
    return days


def _joined(fact: AnyFact) -> Iterator[str]:
    """The other identifiers of its case that a fact says: a suspect's number among them."""
    match fact:
        case CaseLinked(other=other):
            yield other
        case CaseMerged(into=into) | CaseSplit(into=into):
            yield into
        case AboutSuspect(asn=str(asn)) if not fact.names_victim:
            yield f"asn:{asn}"


def _link(days: dict[str, KnownDay], one: str, other: str, linked: KnownDay, *, back: bool) -> None:
    for here, there in ((one, other), (other, one)) if back else ((one, other),):
        if here in days:
            known = max(days[here], linked, key=lambda each: each[0])
            days[there] = min(days.get(there, known), known, key=lambda each: each[0])
