"""Refused events as their topics have them, and when each was accepted since."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from pydantic import TypeAdapter

from agencies.accepted_since import AT_ONCE, AcceptedSince
from agencies.rejected_topics import NoSuchRecord, RejectedTopics
from cli.commands.up_command import say
from events.identifiers import Agency
from runtime.api_client import ask
from runtime.failure import Failure
from runtime.running_platform import client_settings
from schemas.rejected_records import RejectedRecord, identity

_ACCEPTED = TypeAdapter(list[AcceptedSince])


def refused_events(
    agencies: Sequence[Agency], most: int
) -> list[tuple[RejectedRecord, datetime | None]]:
    """The last refused events of each agency, at most so many, and when each was accepted since."""
    topics = RejectedTopics(client_settings().bootstrap)
    found = [
        (record, identity(record)) for each in agencies for record in topics.latest(each, most)
    ]
    accepted = accepted_of(found)
    return [(record, accepted.get(event) if event else None) for record, event in found]


def refused_event(identifier: str) -> RejectedRecord:
    """The refused event named AGENCY/OFFSET. Failure where there is none."""
    name, _, offset = identifier.partition("/")
    if name not in list(Agency) or not (offset.isascii() and offset.isdecimal()):
        raise Failure(
            f"name it AGENCY/OFFSET, such as {Agency.MET_POLICE}/0 (journey rejected list)"
        )
    try:
        return RejectedTopics(client_settings().bootstrap).one(Agency(name), int(offset))
    except NoSuchRecord as error:
        raise Failure(f"{error} (journey rejected list)") from None


def accepted_of(found: Sequence[tuple[RejectedRecord, UUID | None]]) -> dict[UUID, datetime]:
    """When each event was accepted, as far as the platform answers; none where it does not."""
    events: dict[Agency, set[UUID]] = {}
    for record, event in found:
        if event:
            events.setdefault(record.agency, set()).add(event)
    try:
        return dict(chain(*(_answers(agency, sorted(some)) for agency, some in events.items())))
    except Failure as failure:
        say(f"what was accepted since is not known: {failure}")
        return {}


def _answers(agency: Agency, events: list[UUID]) -> Iterator[tuple[UUID, datetime]]:
    for first in range(0, len(events), AT_ONCE):
        path, some = f"/api/agencies/{agency}/accepted", events[first : first + AT_ONCE]
        for row in _ACCEPTED.validate_python(ask(client_settings(), path, event=some)):
            yield row.event, row.received
