"""What cannot be said of a remand, or of an order that protects somebody."""

from collections.abc import Iterator

from events.identifiers import POLICE
from events.protective_orders import ProtectiveOrder, ProtectiveOrderChanged, ProtectiveOrderMade
from events.remand import IN_CUSTODY, Remand, RemandDecided
from schemas.arriving_event import ArrivingEvent
from schemas.refusal import Problem

_NEVER_INTERIM = {
    ProtectiveOrder.RESTRAINING_ON_CONVICTION,
    ProtectiveOrder.RESTRAINING_ON_ACQUITTAL,
    ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION_NOTICE,
}


def remand_problems(event: ArrivingEvent[RemandDecided]) -> Iterator[Problem]:
    """Conditions of unconditional bail, what is of custody alone, a limit before the decision."""
    fact, day = event.fact, event.occurred.day
    if fact.conditions and fact.remand is Remand.UNCONDITIONAL_BAIL:
        yield Problem("data.conditions", "no_conditions")
    if fact.remand not in IN_CUSTODY:
        limit = fact.custody_time_limit is not None
        given = {"custody_time_limit": limit, "pending_appeal": fact.pending_appeal}
        yield from (Problem(f"data.{name}", "of_custody_only") for name in given if given[name])
    if fact.custody_time_limit and day and fact.custody_time_limit < day:
        yield Problem("data.custody_time_limit", "before_it_was_decided")


def order_problems(
    event: ArrivingEvent[ProtectiveOrderMade | ProtectiveOrderChanged],
) -> Iterator[Problem]:
    """A notice that is not the police's, a last day before the order, a last day and none."""
    fact, day = event.fact, event.occurred.day
    is_notice = fact.order is ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION_NOTICE
    if is_notice and event.agency not in POLICE:
        yield Problem("data.order", "a_notice_of_the_police")
    if fact.until and day and fact.until < day:
        yield Problem("data.until", "before_it_was_ordered")
    if fact.until_further_order and (fact.until or is_notice):
        yield Problem("data.until_further_order", "has_a_last_day")


def interim_problems(event: ArrivingEvent[ProtectiveOrderMade]) -> Iterator[Problem]:
    """An interim order of a kind that has none."""
    if event.fact.interim and event.fact.order in _NEVER_INTERIM:
        yield Problem("data.interim", "never_interim")
