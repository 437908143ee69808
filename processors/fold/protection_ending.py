"""Alerts of orders that protect a victim and are soon over."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from events.clocks import london_date, london_day_after, london_midnight
from events.identifiers import Agency
from processors.case.corrections.correction import is_disputed
from processors.case.history.case_history import moment
from processors.case.protection.order_terms import CaseOrder, OrderTerms
from processors.case.protection.standing_orders import case_orders
from processors.fold.alert_life import AlertCause
from processors.fold.judged_case import JudgedCase
from schemas.alert_row import AlertKind
from schemas.log_records import LoggedFact

DAYS_BEFORE = 28
"""Calendar days before its last day from which the end of an order is near. No source gives a
number: four weeks leave time to ask the victim, and to apply to a court.
"""


def protection_ending(case: JudgedCase) -> Iterator[AlertCause]:
    """What the force that has the case is warned of: an order is soon over, and nothing follows.

    The police enforce it and can have it made longer; the witness care unit is warned where no
    force here has the case. It is over once the order has another last day, or is ended, and with
    its last day. It does not end with the case: an order outlives that.
    """
    for order in case_orders(case.history, case.context.suspects):
        for terms, ended in _last_days(order):
            yield _cause(case, terms, ended)


def _last_days(order: CaseOrder) -> Iterator[tuple[OrderTerms, LoggedFact | None]]:
    """The terms that gave an order a last day, each with the fact that took it away again."""
    for place, terms in enumerate(order.terms):
        if terms.until and (place == 0 or order.terms[place - 1].until != terms.until):
            yield terms, _next_day(order.terms[place:]) or order.ended


def _next_day(terms: Sequence[OrderTerms]) -> LoggedFact | None:
    others = (each.since for each in terms if each.until != terms[0].until)
    return next(others, None)


def _cause(case: JudgedCase, terms: OrderTerms, ended: LoggedFact | None) -> AlertCause:
    assert terms.until
    history, agency = case.history, _whose(case, terms.since)
    return AlertCause(
        about=(history.victim, terms.since.event),
        case_id=history.case,
        kind=AlertKind.PROTECTION_ENDING,
        agency=agency,
        breached=_near(london_date(moment(terms.since)), terms.until),
        learned=terms.since.learned,
        records_of=agency,
        ended=ended.learned if ended else None,
        replaced=london_day_after(terms.until),
        event=terms.since,
        due_on=terms.until,
        disputed=is_disputed(history.corrections, terms.since),
    )


def _near(made: date, until: date) -> datetime:
    """The moment from which the end is near: of a short order, once half of it is over."""
    half = made + (until - made) / 2
    return london_midnight(max(until - timedelta(days=DAYS_BEFORE), half))


def _whose(case: JudgedCase, since: LoggedFact) -> Agency:
    holder = case.context.holders.at(since)
    return holder.agency if holder and not holder.elsewhere else Agency.WITNESS_CARE
