"""Intake, pure: which victims an agency's event concerns, and which facts wait for victims.

An event that comes again is passed on again: the fold does not mind, and after a crash the first
one may not have got through.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import orjson

from events.identifiers import Pseudonym, level, pseudonym
from events.identity import also_called
from events.reporting import VictimIdentified
from processors.fold.journey import with_facts
from schemas.case_links import CaseMessage, LinkAdded, VictimJoined
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact, decode_facts, encode_facts
from schemas.unreadable_records import reads_records

Key = TypeVar("Key")


@dataclass(frozen=True)
class CaseFile:
    """What intake remembers of a case: its victims, the facts that concern all, its other names.

    `victims` and `links`, the identifiers that its victims concern as well, each say since when
    they have been known.
    """

    victims: Mapping[Pseudonym, datetime] = field(default_factory=dict)
    facts: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    links: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class IntakeResult:
    """A case after something came in, records for the log, and messages for other cases."""

    case: CaseFile
    records: tuple[LoggedFact, ...] = ()
    messages: tuple[CaseMessage, ...] = ()


def take_in(case: CaseFile, event: AgencyEvent, received: datetime, key: bytes) -> IntakeResult:
    """Take in an event. Victims' references become pseudonyms under `key`.

    A newly identified victim is given all facts of the case.
    """
    if event.victim is None:
        logged = LoggedFact.accepted(event, None, received)
        taken = _shared(case, event.case, logged, also_called(event.fact))
        return taken if taken.records else replace(taken, records=(logged,))
    victim = pseudonym(event.victim, key)
    logged = LoggedFact.accepted(event, victim, received)
    if event.other_victim:
        both = (victim, pseudonym(event.other_victim, key))
        logged = replace(logged, kept=both[0], joined=both[1])
        return IntakeResult(case, tuple(replace(logged, victim=each) for each in both))
    if not isinstance(event.fact, VictimIdentified):
        return IntakeResult(case, (logged,))
    joined = _joined(case, VictimJoined(event.case, victim, received, ()))
    return replace(joined, records=(logged, *joined.records))


def take_message(case: CaseFile, message: CaseMessage) -> IntakeResult:
    """Take in a message of another case."""
    if isinstance(message, VictimJoined):
        return _joined(case, message)
    return _shared(case, message.to, message.link, message.link.case)


def _shared(case: CaseFile, own: str, logged: LoggedFact, other: str | None) -> IntakeResult:
    """A fact for every victim of the case `own`, those still to come included.

    A link to a narrower case concerns the victims of that case alone.
    """
    if other and level(other) < level(own):
        return IntakeResult(case, messages=(LinkAdded(other, logged),))
    links = _earliest(case.links, other, logged.received) if other else case.links
    after = CaseFile(case.victims, with_facts(case.facts, [logged]), links)
    records = tuple(_for(victim, since, logged) for victim, since in case.victims.items())
    messages = tuple(_messages(after, own, case.victims.items(), (other,), ())) if other else ()
    if other and level(other) is level(own) and logged.case == own:
        messages = (LinkAdded(other, logged), *messages)
    return IntakeResult(after, records, messages)


def _joined(case: CaseFile, message: VictimJoined) -> IntakeResult:
    """A victim joins the case: all its facts concern them, and so do its other names."""
    victims = _earliest(case.victims, message.victim, message.since)
    after = CaseFile(victims, case.facts, case.links)
    since = victims[message.victim]
    records = (_for(message.victim, since, logged) for logged in case.facts.values())
    messages = _messages(after, message.to, [(message.victim, since)], case.links, message.path)
    return IntakeResult(after, tuple(records), tuple(messages))


def _messages(
    case: CaseFile,
    own: str,
    victims: Iterable[tuple[Pseudonym, datetime]],
    others: Iterable[str],
    path: tuple[str, ...],
) -> Iterator[CaseMessage]:
    passed = (*path, own)
    for other in others:
        if other not in passed and _concerns(own, other):
            for victim, since in victims:
                yield VictimJoined(other, victim, max(since, case.links[other]), passed)


def _concerns(case: str, other: str) -> bool:
    """Whether a victim of one case is a victim of the case that another identifier means."""
    return level(other) >= level(case)


def _for(victim: Pseudonym, since: datetime, logged: LoggedFact) -> LoggedFact:
    return replace(logged, victim=victim, linked=since if since > logged.received else None)


def _earliest(known: Mapping[Key, datetime], key: Key, since: datetime) -> Mapping[Key, datetime]:
    return {**known, key: min(since, known.get(key, since))}


def encode_case(case: CaseFile) -> bytes:
    """Write a case for the changelog."""
    head = orjson.dumps({"victims": case.victims, "links": case.links})
    return encode_facts(head, case.facts.values())


@reads_records
def decode_case(value: bytes) -> CaseFile:
    """Read a case from the changelog. Raises UnreadableRecord."""
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    victims = {Pseudonym(name): _instant(since) for name, since in raw["victims"].items()}
    by_event = {logged.event: logged for logged in facts}
    return CaseFile(victims, by_event, {name: _instant(at) for name, at in raw["links"].items()})


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
