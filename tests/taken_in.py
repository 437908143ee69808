"""What a simulation delivers, through pure intake, as it comes to count in each journey."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from agencies.simulator import Delivery
from events.identifiers import Pseudonym, pseudonym
from processors.intake import CaseFile, take_in
from processors.journey import with_fact
from processors.merges import that_count
from schemas.cloudevents import decode, encode
from schemas.log import Logged

KEY = b"a key for tests"


def counting(deliveries: Iterable[Delivery]) -> Iterator[tuple[str, list[Logged]]]:
    """Each reference of a victim, and the facts that count in the journey under it."""
    names: dict[str, str] = {}
    cases: dict[str, CaseFile] = {}
    own: dict[Pseudonym, dict[UUID, Logged]] = defaultdict(dict)
    for delivery in deliveries:
        event = decode(encode(delivery.event))
        for reference in filter(None, (event.victim, event.other_victim)):
            names[pseudonym(reference, KEY)] = reference
        taken = take_in(cases.get(event.case, CaseFile()), event, delivery.at, KEY)
        cases[event.case] = taken.case
        for logged in taken.records:
            if logged.victim:
                facts = with_fact(own[logged.victim], logged)
                own[logged.victim][logged.event] = facts[logged.event]
    for victim, facts in own.items():
        yield names[victim], that_count(victim, facts, own)
