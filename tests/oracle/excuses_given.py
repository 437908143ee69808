"""The good reasons that were given, as the ledger of truth enters them."""

from collections.abc import Container, Iterable, Mapping
from uuid import UUID

from events.duties import DutyExcused
from events.identifiers import Agency
from oracle.ledger_line import LedgerLine
from oracle.passed_on import Order
from oracle.published_event import PublishedEvent


def excused_at(
    line: LedgerLine,
    excuses: Iterable[tuple[PublishedEvent, DutyExcused]],
    first_of: Mapping[UUID, UUID],
    owners: Container[Agency],
) -> Order | None:
    """When one of its owners gave a good reason: for this duty, by any report of what started it,
    or for all by its rule that had begun by then.
    """
    cause = line.event
    for event, excuse in excuses:
        named = excuse.trigger and first_of.get(excuse.trigger)
        meant = named == cause.identity if excuse.trigger else event.order > cause.order
        if excuse.rule == line.rule and meant and event.agency in owners:
            return event.order
    return None
