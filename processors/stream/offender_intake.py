"""Intake of what is said of offenders apart from any case, pure: it goes by way of the offender.

An offender has a file like a case's, under a pseudonym: `links` are the cases that were linked with
them, and `facts` what was said of them. Each new fact goes to these cases once, and a case that is
linked for the first time gets all facts. Nothing goes from an offender to another, so messages do
not multiply. A case has the offender's facts among its own. It gives them to its victims while the
link stands; the fold places them in the victim's cases by the links that stand there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from events.identifiers import pseudonym
from events.offender_references import is_keyed_offender, is_offender, offender_pseudonym
from events.offenders import OffenderLinked, OffenderUnlinked
from processors.case.suspects.offender_links import standing_links
from processors.stream.case_file import CaseFile
from processors.stream.growing_facts import with_fact
from schemas.case_links import OffenderCase, OffenderFact, OffenderMessage
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact


def keyed_offender(event: AgencyEvent, key: bytes) -> AgencyEvent:
    """The event with pseudonyms for the offenders whom its subject and its fact name."""
    if is_offender(event.case):
        event = replace(event, case=offender_pseudonym(event.case, key))
    if isinstance(event.fact, OffenderLinked | OffenderUnlinked):
        offender = offender_pseudonym(event.fact.offender, key)
        event = replace(event, fact=event.fact.model_copy(update={"offender": offender}))
    return event


def said_of_offender(
    event: AgencyEvent, received: datetime, key: bytes
) -> LoggedFact | OffenderFact:
    """What becomes of an event whose subject is an offender, wherever it came in.

    A fact about one victim goes into that victim's log, any other to the offender.
    """
    keyed = keyed_offender(event, key)
    if keyed.victim is not None:
        return LoggedFact.accepted(keyed, pseudonym(keyed.victim, key), received)
    return OffenderFact(keyed.case, LoggedFact.accepted(keyed, None, received))


def link_message(logged: LoggedFact) -> Iterator[OffenderCase]:
    """The message to the offender with whom a fact links its case, if it does."""
    if isinstance(logged.fact, OffenderLinked):
        yield OffenderCase(logged.fact.offender, logged.case, logged.received)


def linked_facts(case: CaseFile, logged: LoggedFact) -> Iterator[LoggedFact]:
    """The facts that the victims of a case get by a link with an offender, if it stands."""
    if isinstance(logged.fact, OffenderLinked) and is_linked(case.facts, logged.fact.offender):
        yield from (each for each in case.facts.values() if each.case == logged.fact.offender)


def concerns_victims(facts: Mapping[UUID, LoggedFact], logged: LoggedFact) -> bool:
    """Whether the victims of a case get a fact of it: not while its offender is not linked."""
    return not is_keyed_offender(logged.case) or is_linked(facts, logged.case)


def is_linked(facts: Mapping[UUID, LoggedFact], offender: str) -> bool:
    """Whether a case is linked with an offender, by what was said of it."""
    return bool(standing_links(facts.values(), offender))


def take_offender_message(
    case: CaseFile, message: OffenderMessage, record: str
) -> tuple[CaseFile, list[LoggedFact], list[OffenderFact]]:
    """Take in what came for an offender, or from one for a case: the file after it, the facts for
    each victim of the case, and messages for other cases.
    """
    if isinstance(message, OffenderCase):
        return _linked(case, message, record)
    logged = message.logged
    after = replace(case, facts=with_fact(case.facts, logged))
    if is_keyed_offender(message.to):
        return after, [], [OffenderFact(other, logged) for other in case.links]
    return after, [logged] if is_linked(case.facts, logged.case) else [], []


def _linked(
    offender: CaseFile, message: OffenderCase, record: str
) -> tuple[CaseFile, list[LoggedFact], list[OffenderFact]]:
    known = offender.links.get(message.case)
    if not offender.passes_on(known, message.case, message.since, record):
        return offender, [], []
    links = {**offender.links, message.case: min(message.since, known or message.since)}
    after = replace(offender, links=links, brought={**offender.brought, message.case: record})
    return after, [], [OffenderFact(message.case, each) for each in offender.facts.values()]
