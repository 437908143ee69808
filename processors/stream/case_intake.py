"""Intake, pure: which victims an agency's event touches, and what of a case waits for them.

Nothing is told apart here: what comes again is passed on again, for the fold does not mind, and
after a crash it may not have got through.
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

Key = TypeVar("Key")


@dataclass(frozen=True)
class CaseFile:
    """What intake holds of a case: its victims, the facts that concern them all, its other names.

    `victims` and `links`, the identifiers that its victims concern as well, each say since when
    they have been known.
    """

    victims: Mapping[Pseudonym, datetime] = field(default_factory=dict)
    facts: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    links: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class IntakeResult:
    """A case after something came in: the case, records for the log, and what to tell others."""

    case: CaseFile
    records: tuple[LoggedFact, ...] = ()
    told: tuple[CaseMessage, ...] = ()


def take_in(case: CaseFile, event: AgencyEvent, received: datetime, key: bytes) -> IntakeResult:
    """Take in an event. Victims' references become pseudonyms under `key`.

    A victim newly identified is given all that the case has seen.
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


def take_message(case: CaseFile, told: CaseMessage) -> IntakeResult:
    """Take in what another case tells."""
    if isinstance(told, VictimJoined):
        return _joined(case, told)
    return _shared(case, told.to, told.link, told.link.case)


def _shared(case: CaseFile, own: str, logged: LoggedFact, other: str | None) -> IntakeResult:
    """A fact for every victim of the case `own`, those still to come included.

    Of a link to a narrower case only that one's victims may hear.
    """
    if other and level(other) < level(own):
        return IntakeResult(case, told=(LinkAdded(other, logged),))
    links = _earliest(case.links, other, logged.received) if other else case.links
    after = CaseFile(case.victims, with_facts(case.facts, [logged]), links)
    records = tuple(_for(victim, since, logged) for victim, since in case.victims.items())
    told = tuple(_tell(after, own, case.victims.items(), (other,), ())) if other else ()
    if other and level(other) is level(own) and logged.case == own:
        told = (LinkAdded(other, logged), *told)
    return IntakeResult(after, records, told)


def _joined(case: CaseFile, told: VictimJoined) -> IntakeResult:
    """A victim for the case: all that it has seen concerns them, and so do its other names."""
    victims = _earliest(case.victims, told.victim, told.since)
    after = CaseFile(victims, case.facts, case.links)
    since = victims[told.victim]
    records = (_for(told.victim, since, logged) for logged in case.facts.values())
    on = _tell(after, told.to, [(told.victim, since)], case.links, told.path)
    return IntakeResult(after, tuple(records), tuple(on))


def _tell(
    case: CaseFile,
    own: str,
    victims: Iterable[tuple[Pseudonym, datetime]],
    others: Iterable[str],
    path: tuple[str, ...],
) -> Iterator[CaseMessage]:
    way = (*path, own)
    for other in others:
        if other not in way and _concerns(own, other):
            for victim, since in victims:
                yield VictimJoined(other, victim, max(since, case.links[other]), way)


def _concerns(case: str, other: str) -> bool:
    """Whether who is a victim of one case is a victim of what another identifier stands for."""
    return level(other) >= level(case)


def _for(victim: Pseudonym, since: datetime, logged: LoggedFact) -> LoggedFact:
    return replace(logged, victim=victim, linked=since if since > logged.received else None)


def _earliest(known: Mapping[Key, datetime], key: Key, since: datetime) -> Mapping[Key, datetime]:
    return {**known, key: min(since, known.get(key, since))}


def encode_case(case: CaseFile) -> bytes:
    """Write a case for the changelog."""
    head = orjson.dumps({"victims": case.victims, "links": case.links})
    return encode_facts(head, case.facts.values())


def decode_case(value: bytes) -> CaseFile:
    """Read a case from the changelog."""
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    victims = {Pseudonym(name): _instant(since) for name, since in raw["victims"].items()}
    by_event = {logged.event: logged for logged in facts}
    return CaseFile(victims, by_event, {name: _instant(at) for name, at in raw["links"].items()})


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
