"""What a simulation delivers, through pure intake, as it comes to count in each journey."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from events.identifiers import Pseudonym, pseudonym
from processors.fold.journey import with_facts
from processors.stream.case_intake import CaseFile, IntakeResult, take_in, take_message
from processors.stream.merged_facts import facts_of_journey
from schemas.cloudevents import decode, encode
from schemas.log_records import LoggedFact
from simulator import Delivery

KEY = b"a key for tests"


def taken_in(deliveries: Iterable[Delivery], key: bytes = KEY) -> Iterator[LoggedFact]:
    """The log's records, the cases told at once of what they have to know of each other."""
    cases: dict[str, CaseFile] = defaultdict(CaseFile)

    def keep(name: str, taken: IntakeResult) -> Iterator[LoggedFact]:
        cases[name] = taken.case
        yield from taken.records
        for told in taken.told:
            yield from keep(told.to, take_message(cases[told.to], told))

    for delivery in deliveries:
        event = decode(encode(delivery.event))
        yield from keep(event.case, take_in(cases[event.case], event, delivery.at, key))


def counting(deliveries: Iterable[Delivery]) -> Iterator[tuple[str, list[LoggedFact]]]:
    """Each reference of a victim, and the facts that count in the journey under it."""
    told = list(deliveries)
    given = {each.event.victim for each in told} | {each.event.other_victim for each in told}
    names = {pseudonym(reference, KEY): reference for reference in given if reference}
    own: dict[Pseudonym, dict[UUID, LoggedFact]] = defaultdict(dict)
    for logged in taken_in(told):
        if logged.victim:
            facts = with_facts(own[logged.victim], [logged])
            own[logged.victim][logged.event] = facts[logged.event]
    for victim, facts in own.items():
        yield names[victim], facts_of_journey(victim, facts, own)
