"""What a simulation delivers, through pure intake, as it comes to count in each journey."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from events.identifiers import Pseudonym, pseudonym
from processors.case.history.facts_by_event import with_facts
from processors.stream.merged_facts import facts_of_journey
from processors.stream.whole_intake import log_of_events
from schemas.cloudevents import decode, encode
from schemas.log_records import LoggedFact
from simulator import Delivery

KEY = b"a key for tests"


def taken_in(deliveries: Iterable[Delivery], key: bytes = KEY) -> Iterator[LoggedFact]:
    """The log's records, each message between cases taken in at once."""
    received = ((decode(encode(each.event)), each.at) for each in deliveries)
    return log_of_events(received, key)


def counting(deliveries: Iterable[Delivery]) -> Iterator[tuple[str, list[LoggedFact]]]:
    """Each reference of a victim, and the facts that count in the journey under it."""
    delivered = list(deliveries)
    given = {each.event.victim for each in delivered} | {
        each.event.other_victim for each in delivered
    }
    names = {pseudonym(reference, KEY): reference for reference in given if reference}
    own: dict[Pseudonym, dict[UUID, LoggedFact]] = defaultdict(dict)
    for logged in taken_in(delivered):
        if logged.victim:
            facts = with_facts(own[logged.victim], [logged])
            own[logged.victim][logged.event] = facts[logged.event]
    for victim, facts in own.items():
        yield names[victim], facts_of_journey(victim, facts, own)
