"""A victim's Enhanced Rights and wishes for contact, as the ledger of truth reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from events.contact import Channel, ContactAgreed, ContactOutcome, VictimContacted, VictimInformed
from events.identifiers import POLICE
from events.needs import EnhancedRightsDecided, EnhancedRightsDecision
from events.reporting import VictimIdentified
from oracle.published_event import PublishedEvent

_USUALLY_EVERY = 28
"""Days from one contact to the next until the victim agrees on others."""


@dataclass(slots=True)
class VictimWishes:
    """When the victim has Enhanced Rights, by first day and the day after the last.

    `every_days` and `unsafe` are what has been agreed of contact so far.
    """

    enhanced: tuple[tuple[date, date], ...]
    every_days: int | None = _USUALLY_EVERY
    unsafe: tuple[Channel, ...] = ()

    @classmethod
    def of_events(cls, events: Iterable[PublishedEvent]) -> "VictimWishes":
        """The rights granted and ended in a case, in the order of its events; nothing agreed."""
        return cls(tuple(_periods(events)))

    def enhanced_from(self, start: date) -> list[tuple[date, date]]:
        """The Enhanced Rights that bear on a duty from a day on."""
        return [(since, until) for since, until in self.enhanced if until > start]

    def note(self, event: PublishedEvent) -> None:
        """Take in what has been agreed."""
        if isinstance(event.fact, ContactAgreed):
            self.every_days = event.fact.every_days
            self.unsafe = event.fact.unsafe_channels

    def forget(self) -> None:
        """What was agreed with a victim who has died binds nobody."""
        self.every_days, self.unsafe = _USUALLY_EVERY, ()

    def reached(self, event: PublishedEvent) -> bool:
        """Whether the victim was reached, and safely, if the event is a contact with them."""
        fact = event.fact
        if not isinstance(fact, VictimInformed | VictimContacted):
            return True
        return self._is_safe(fact) and fact.outcome is ContactOutcome.REACHED

    def was_sent_to(self, event: PublishedEvent) -> bool:
        """Whether it is a message sent to the victim, safely, of which nobody knows if it came."""
        fact = event.fact
        if not isinstance(fact, VictimInformed | VictimContacted):
            return False
        return self._is_safe(fact) and fact.outcome is ContactOutcome.SENT

    def _is_safe(self, fact: VictimInformed | VictimContacted) -> bool:
        return fact.safe is not False and fact.channel not in self.unsafe

    def is_contact(self, event: PublishedEvent) -> bool:
        """Whether it is a contact of the police, or a new agreement on contact."""
        contact = isinstance(event.fact, VictimInformed | VictimContacted)
        return isinstance(event.fact, ContactAgreed) or (contact and event.agency in POLICE)


def _periods(events: Iterable[PublishedEvent]) -> Iterator[tuple[date, date]]:
    since: date | None = None
    for event in events:
        if (granted := _grants(event)) is None:
            continue
        if granted:
            since = since or event.day
        elif since:
            yield since, event.day
            since = None
    if since:
        yield since, date.max


def _grants(event: PublishedEvent) -> bool | None:
    """Whether Enhanced Rights are granted by an event or not; None where it does not say."""
    match event.fact:
        case EnhancedRightsDecided(decision=decision):
            return decision is EnhancedRightsDecision.GRANTED
        case VictimIdentified(enhanced_rights=True):
            return True
        case _:
            return None
