"""Intake, pure: which victims an agency's event concerns, and which facts wait for victims.

A fact that comes again is written again: the fold does not mind, and after a crash the first one
may not have got through. A victim is passed on once over each link, and again only if known since
an earlier moment, so that cases linked each to each do not multiply their messages.

After a crash the case's table may be ahead of what was sent. So a case remembers the record that
brought each victim and each link: that same record, read again, is passed on again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from events.identifiers import CaseLevel, Pseudonym, issuer_of, leads_to, level, pseudonym
from events.identity import link_of
from events.offender_references import is_keyed_offender, is_offender
from events.reporting import VictimIdentified
from processors.stream.case_bounds import (
    has_room,
    has_waiting_room,
    refuse_link,
    refuse_victim,
)
from processors.stream.case_file import CaseFile, freely
from processors.stream.growing_facts import with_fact
from processors.stream.offender_intake import (
    concerns_victims,
    keyed_offender,
    link_message,
    linked_facts,
    said_of_offender,
    take_offender_message,
)
from schemas.case_links import CaseMessage, LinkAdded, OffenderCase, OffenderFact, VictimJoined
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact

Key = TypeVar("Key")


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
    Kafka, `topic/partition/offset`; empty where no record is ever read twice. Raises Refused where
    the case would have more victims or links than one can have.
    """
    if is_offender(event.case):
        said = said_of_offender(event, received, key)
        if isinstance(said, LoggedFact):
            return IntakeResult(case, (said,))
        return IntakeResult(case, messages=(said,))
    event = keyed_offender(event, key)
    if event.victim is None:
        link = link_of(event.fact)
        if link and not link.undone and leads_to(event.case, link.other):
            refuse_link(case, link.other, "data")
        logged = LoggedFact.accepted(event, None, received)
        taken = _with_waiting(_shared(case, event.case, logged, record))
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
    refuse_victim(case, victim)
    joined = _joined(case, VictimJoined(event.case, victim, received, None), record)
    return replace(joined, records=(logged, *joined.records))


def take_message(case: CaseFile, message: CaseMessage, record: str = "") -> IntakeResult:
    """Take in a message of another case; `record` is its place, as in `take_in`.

    A message that goes beyond what one case can have waits in the case. Once there is room, because
    a later version allows more, the case sends it to itself with the next thing that comes.
    """
    if not has_room(case, message):
        return IntakeResult(_with_waiting_message(case, message))
    if isinstance(message, OffenderCase | OffenderFact):
        after, facts, passed = take_offender_message(case, message, record)
        taken = IntakeResult(after, _for_all(after, facts), tuple(passed))
        if isinstance(message, OffenderFact) and is_keyed_offender(message.to):
            # Whether a case has a victim for it is not known here: it stands in the log at once.
            taken = replace(taken, records=(message.logged,))
    elif isinstance(message, VictimJoined):
        taken = _joined(case, message, record)
    else:
        taken = _shared(case, message.to, message.link, record)
    if message.name in case.waiting:
        waiting = {name: each for name, each in case.waiting.items() if name != message.name}
        taken = replace(taken, case=replace(taken.case, waiting=waiting))
    return _with_waiting(taken)


def _with_waiting_message(case: CaseFile, message: CaseMessage) -> CaseFile:
    """The case with a message that waits; of two of one name the earlier counts."""
    known = case.waiting.get(message.name)
    if known.since <= message.since if known else not has_waiting_room(case):
        return case
    return replace(case, waiting={**case.waiting, message.name: message})


def _with_waiting(taken: IntakeResult) -> IntakeResult:
    room = [each for each in taken.case.waiting.values() if has_room(taken.case, each)]
    return replace(taken, messages=(*taken.messages, *room)) if room else taken


def _shared(case: CaseFile, own: str, logged: LoggedFact, record: str) -> IntakeResult:
    """A fact for every victim of the case `own`, those still to come included.

    A link to a crime concerns the victims of that crime alone; one to itself says nothing. What
    undoes a link goes the same way as what made it, and passes nobody on.
    """
    link = link_of(logged.fact)
    other = link.other if link and logged.case == own else logged.case
    if other != own and not leads_to(own, other):
        return IntakeResult(case, messages=(LinkAdded(other, logged),))
    after = replace(case, facts=with_fact(case.facts, logged))
    records = _for_all(after, [logged, *linked_facts(after, logged)])
    messages: list[CaseMessage] = [*link_message(logged)]
    if link is None or other == own:
        return IntakeResult(after, records, tuple(messages))
    if logged.case == own and not link.one_way and leads_to(other, own):
        messages.append(LinkAdded(other, logged))
    passes = case.passes_on(case.links.get(other), other, logged.received, record)
    if passes and not link.undone:
        links = _earliest(case.links, other, logged.received)
        after = replace(after, links=links, brought={**case.brought, other: record})
        messages += _messages(after, own, case.victims, (other,))
    return IntakeResult(after, records, tuple(messages))


def _joined(case: CaseFile, message: VictimJoined, record: str) -> IntakeResult:
    """A victim joins the case: all its facts concern them, and so do its other names.

    They do not go back where they came from: there they have been known for as long.
    """
    victim, since = message.victim, message.since
    new = case.passes_on(case.victims.get(victim), victim, since, record)
    is_free = level(message.to) is CaseLevel.PART and not message.placed
    freed = is_free and case.passes_on(case.free.get(victim), freely(victim), since, record)
    if not (new or freed):
        return IntakeResult(case)
    after, records = case, tuple[LoggedFact, ...]()
    if new:
        victims = _earliest(case.victims, victim, since)
        after = replace(after, victims=victims, brought={**after.brought, victim: record})
        records = tuple(
            _for(victim, victims[victim], logged)
            for logged in case.facts.values()
            if concerns_victims(case.facts, logged)
        )
    if freed:
        free = _earliest(case.free, victim, since)
        after = replace(after, free=free, brought={**after.brought, freely(victim): record})
    others = [other for other in case.links if other != message.sender]
    return IntakeResult(after, records, tuple(_messages(after, message.to, (victim,), others)))


def _messages(
    case: CaseFile, own: str, victims: Iterable[Pseudonym], others: Iterable[str]
) -> Iterator[CaseMessage]:
    """Each victim over each link: as one whom no prosecution brought, and else as placed."""
    for other in others:
        for victim in victims:
            linked, since = case.links[other], case.victims[victim]
            free = case.free.get(victim) if level(own) is CaseLevel.PART else since
            if free is not None:
                placed = level(own) is CaseLevel.PROSECUTION
                yield VictimJoined(other, victim, max(free, linked), own, placed=placed)
            if (free is None or since < free) and leads_to(own, other, placed=True):
                yield VictimJoined(other, victim, max(since, linked), own, placed=True)


def _for(victim: Pseudonym, since: datetime, logged: LoggedFact) -> LoggedFact:
    return replace(logged, victim=victim, linked=since if since > logged.received else None)


def _for_all(case: CaseFile, facts: Iterable[LoggedFact]) -> tuple[LoggedFact, ...]:
    return tuple(
        _for(victim, since, logged) for logged in facts for victim, since in case.victims.items()
    )


def _earliest(known: Mapping[Key, datetime], key: Key, since: datetime) -> Mapping[Key, datetime]:
    return {**known, key: min(since, known.get(key, since))}
