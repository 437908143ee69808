"""Intake, pure: which victims an agency's event concerns, and which facts wait for victims.

A fact that comes again is written again: the fold does not mind, and after a crash the first one
may not have got through. A victim is passed on once over each link, and again only if known since
an earlier moment, so that cases linked each to each do not multiply their messages.

After a crash the case's table may be ahead of what was sent. So a case remembers the record that
brought each victim and each link: that same record, read again, is passed on again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import orjson

from events.identifiers import Pseudonym, issuer_of, level, pseudonym
from events.identity import also_called
from events.reporting import VictimIdentified
from processors.case.facts_by_event import with_facts
from schemas.case_links import CaseMessage, LinkAdded, VictimJoined
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact, decode_facts, encode_facts
from schemas.unreadable_records import reads_records

Key = TypeVar("Key")


@dataclass(frozen=True)
class CaseFile:
    """What intake remembers of a case: its victims, the facts that concern all, its other names.

    `victims` and `links`, the identifiers that its victims concern as well, each say since when
    they have been known. `brought` has the record, `topic/partition/offset`, that brought each. A
    case stored by the version before has no such records: there the next one counts.
    """

    victims: Mapping[Pseudonym, datetime] = field(default_factory=dict)
    facts: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    links: Mapping[str, datetime] = field(default_factory=dict)
    brought: Mapping[str, str] = field(default_factory=dict)

    def passes_on(self, known: datetime | None, name: str, since: datetime, record: str) -> bool:
        """Whether a victim or link `known` since, now brought by a record, is passed on."""
        mark = self.brought.get(name)
        replayed = mark is None or (record != "" and mark == record)
        return known is None or since < known or replayed


@dataclass(frozen=True)
class IntakeResult:
    """A case after something came in, records for the log, and messages for other cases."""

    case: CaseFile
    records: tuple[LoggedFact, ...] = ()
    messages: tuple[CaseMessage, ...] = ()


def take_in(
    case: CaseFile, event: AgencyEvent, received: datetime, key: bytes, record: str = ""
) -> IntakeResult:
    """Take in an event. Victims' references become pseudonyms under `key`.

    A newly identified victim is given all facts of the case. `record` is the event's place in
    Kafka, `topic/partition/offset`; empty where no record is ever read twice.
    """
    if event.victim is None:
        logged = LoggedFact.accepted(event, None, received)
        taken = _shared(case, event.case, logged, also_called(event.fact), record)
        return taken if taken.records else replace(taken, records=(logged,))
    victim = pseudonym(event.victim, key)
    logged = LoggedFact.accepted(event, victim, received)
    if event.other_victim:
        both = (victim, pseudonym(event.other_victim, key))
        issuers = (issuer_of(event.victim), issuer_of(event.other_victim))
        logged = replace(logged, kept=both[0], joined=both[1], issuers=issuers)
        return IntakeResult(case, tuple(replace(logged, victim=each) for each in both))
    if not isinstance(event.fact, VictimIdentified):
        return IntakeResult(case, (logged,))
    joined = _joined(case, VictimJoined(event.case, victim, received, None), record)
    return replace(joined, records=(logged, *joined.records))


def take_message(case: CaseFile, message: CaseMessage, record: str = "") -> IntakeResult:
    """Take in a message of another case; `record` is its place, as in `take_in`."""
    if isinstance(message, VictimJoined):
        return _joined(case, message, record)
    return _shared(case, message.to, message.link, message.link.case, record)


def _shared(
    case: CaseFile, own: str, logged: LoggedFact, other: str | None, record: str
) -> IntakeResult:
    """A fact for every victim of the case `own`, those still to come included.

    A link to a narrower case concerns the victims of that case alone; one to itself says nothing.
    """
    other = None if other == own else other
    if other and level(other) < level(own):
        return IntakeResult(case, messages=(LinkAdded(other, logged),))
    records = tuple(_for(victim, since, logged) for victim, since in case.victims.items())
    after = replace(case, facts=with_facts(case.facts, [logged]))
    if not other:
        return IntakeResult(after, records)
    messages: list[CaseMessage] = []
    if level(other) is level(own) and logged.case == own:
        messages.append(LinkAdded(other, logged))
    if case.passes_on(case.links.get(other), other, logged.received, record):
        links = _earliest(case.links, other, logged.received)
        after = replace(after, links=links, brought={**case.brought, other: record})
        messages += _messages(after, own, case.victims.items(), (other,))
    return IntakeResult(after, records, tuple(messages))


def _joined(case: CaseFile, message: VictimJoined, record: str) -> IntakeResult:
    """A victim joins the case: all its facts concern them, and so do its other names.

    They do not go back where they came from: there they have been known for as long.
    """
    victim = message.victim
    if not case.passes_on(case.victims.get(victim), victim, message.since, record):
        return IntakeResult(case)
    victims = _earliest(case.victims, victim, message.since)
    after = replace(case, victims=victims, brought={**case.brought, victim: record})
    since = victims[victim]
    records = (_for(victim, since, logged) for logged in case.facts.values())
    others = [other for other in case.links if other != message.sender]
    messages = _messages(after, message.to, [(victim, since)], others)
    return IntakeResult(after, tuple(records), tuple(messages))


def _messages(
    case: CaseFile,
    own: str,
    victims: Iterable[tuple[Pseudonym, datetime]],
    others: Iterable[str],
) -> Iterator[CaseMessage]:
    for other in others:
        if _concerns(own, other):
            for victim, since in victims:
                yield VictimJoined(other, victim, max(since, case.links[other]), own)


def _concerns(case: str, other: str) -> bool:
    """Whether a victim of one case is a victim of the case that another identifier means."""
    return level(other) >= level(case)


def _for(victim: Pseudonym, since: datetime, logged: LoggedFact) -> LoggedFact:
    return replace(logged, victim=victim, linked=since if since > logged.received else None)


def _earliest(known: Mapping[Key, datetime], key: Key, since: datetime) -> Mapping[Key, datetime]:
    return {**known, key: min(since, known.get(key, since))}


def encode_case(case: CaseFile) -> bytes:
    """Write a case for the changelog."""
    head = orjson.dumps({"victims": case.victims, "links": case.links, "brought": case.brought})
    return encode_facts(head, case.facts.values())


@reads_records
def decode_case(value: bytes) -> CaseFile:
    """Read a case from the changelog. Raises UnreadableRecord."""
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    victims = {Pseudonym(name): _instant(since) for name, since in raw["victims"].items()}
    by_event = {logged.event: logged for logged in facts}
    links = {name: _instant(at) for name, at in raw["links"].items()}
    return CaseFile(victims, by_event, links, raw.get("brought", {}))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
