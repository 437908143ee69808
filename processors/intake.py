"""Intake, pure: which victims an agency's event touches, and what of a case waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import orjson

from events.identifiers import Pseudonym, pseudonym
from events.reporting import VictimIdentified
from processors.journey import with_fact
from schemas.cloudevents import AgencyEvent
from schemas.log import Logged, decode_facts, encode_facts


@dataclass(frozen=True)
class CaseFile:
    """What intake holds of a case: its victims, and the facts that concern all of them."""

    victims: tuple[Pseudonym, ...] = ()
    facts: Mapping[UUID, Logged] = field(default_factory=dict)


def take_in(
    case: CaseFile, event: AgencyEvent, received: datetime, key: bytes
) -> tuple[CaseFile, list[Logged]]:
    """Take in an event; give back the case as it is now and the records for the log.

    Victims' references become pseudonyms under `key`. A victim newly identified is given all that
    the case has seen. Nothing is told apart here: a repeated event is passed on again, for the
    fold does not mind, and after a crash it may not have got through.
    """
    if event.victim is None:
        logged = Logged.accepted(event, None, received)
        known = CaseFile(case.victims, with_fact(case.facts, logged))
        return known, [replace(logged, victim=victim) for victim in case.victims] or [logged]
    victim = pseudonym(event.victim, key)
    logged = Logged.accepted(event, victim, received)
    if not isinstance(event.fact, VictimIdentified):
        return case, [logged]
    victims = tuple(dict.fromkeys((*case.victims, victim)))
    waiting = [replace(fact, victim=victim) for fact in case.facts.values()]
    return CaseFile(victims, case.facts), [logged, *waiting]


def encode_case(case: CaseFile) -> bytes:
    """Write a case for the changelog."""
    return encode_facts(orjson.dumps(case.victims), case.facts)


def decode_case(value: bytes) -> CaseFile:
    """Read a case from the changelog."""
    head, facts = decode_facts(value)
    return CaseFile(tuple(Pseudonym(victim) for victim in orjson.loads(head)), facts)
