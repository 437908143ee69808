"""What protects a victim on a day: orders that stand, and what may not be published of the case."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from caseworkers.custody_lines import (
    LicenceLine,
    PoliceBailLine,
    WhereaboutsLine,
    licence_lines,
    police_bail_lines,
    whereabouts_lines,
)
from caseworkers.restricted import Restricted
from events.protective_orders import (
    OrderCondition,
    ProtectiveOrder,
    ReportingRestriction,
    ReportingRestrictionMade,
)
from processors.case.history.case_history import CaseHistory
from processors.case.protection.order_terms import CaseOrder
from processors.case.protection.standing_orders import case_orders
from processors.case.suspects.case_suspects import suspects, written
from processors.fold.order_questions import conviction_gone
from schemas.log_records import LoggedFact


class OrderLine(BaseModel):
    """An order that stands on a London day, as far as it may be shown.

    `suspect` is the number or the ASN of whom it is against, `unsaid` where the case has several
    and nothing says which, and None where it has one. `made` is the London day on which it was
    made, `changed` that of its last change; None where that was not said. `until` is its last day.
    `names_victim`: it was said that it protects this victim. `doubted` is the day on which an order
    of its kind was changed or ended, and it was not said which. `conviction_gone` is the day on
    which the conviction was quashed or set aside on which it was made. An order that is `hidden`
    from the viewer, because an event of it is disputed, has nothing here but its case.
    """

    model_config = ConfigDict(frozen=True)

    case_id: str
    order: ProtectiveOrder | None = None
    suspect: str | None = None
    interim: bool = False
    made: date | None = None
    changed: date | None = None
    until: date | None = None
    until_further_order: bool = False
    conditions: list[OrderCondition] = []
    names_victim: bool = False
    doubted: date | None = None
    conviction_gone: date | None = None
    hidden: bool = False


class RestrictionLine(BaseModel):
    """A reporting restriction: by which law, and the London day on which it was made, if known.

    `names_victim`: it was said that it is about this victim. A `hidden` one has nothing here but
    its case.
    """

    model_config = ConfigDict(frozen=True)

    case_id: str
    restriction: ReportingRestriction | None = None
    made: date | None = None
    names_victim: bool = False
    hidden: bool = False


class ProtectedBy(BaseModel):
    """What protects a victim on a London day: the orders that stand, and reporting restrictions.

    Bail of the police and conditions of licences are those that stand. `whereabouts` is where each
    offender is, as was said last.
    """

    model_config = ConfigDict(frozen=True)

    orders: list[OrderLine] = []
    reporting_restrictions: list[RestrictionLine] = []
    police_bail: list[PoliceBailLine] = []
    licences: list[LicenceLine] = []
    whereabouts: list[WhereaboutsLine] = []


def protected_by(histories: Sequence[CaseHistory], on: date, restricted: Restricted) -> ProtectedBy:
    """What protects the victim of these cases on a London day, as far as it may be shown."""
    return ProtectedBy(
        orders=_order_lines(histories, on, restricted),
        reporting_restrictions=_restriction_lines(histories, restricted),
        police_bail=list(police_bail_lines(histories, restricted)),
        licences=list(licence_lines(histories, restricted)),
        whereabouts=list(whereabouts_lines(histories, restricted)),
    )


def _order_lines(
    histories: Iterable[CaseHistory], on: date, restricted: Restricted
) -> list[OrderLine]:
    """Those that were made first stand before the others."""
    found = [
        _order(history, order, restricted)
        for history in histories
        for order in case_orders(history, suspects(history))
        if order.stands(on)
    ]
    return sorted(found, key=_place)


def _restriction_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> list[RestrictionLine]:
    """Each once."""
    lines = (line for history in histories for line in _restrictions(history, restricted))
    return list(dict.fromkeys(lines))


def _order(history: CaseHistory, order: CaseOrder, restricted: Restricted) -> OrderLine:
    if restricted.hides(*(each.event for each in order.facts)):
        return OrderLine(case_id=history.case, hidden=True)
    now, gone = order.now, conviction_gone(history, suspects(history), order)
    return OrderLine(
        case_id=history.case,
        order=order.order,
        suspect=written(order.suspect),
        interim=now.interim,
        made=_day(each.since for each in order.terms[order.since_it_is_full :] if each.was_made),
        changed=_day(each.since for each in reversed(order.terms) if not each.was_made),
        until=now.until,
        until_further_order=now.until_further_order,
        conditions=list(now.conditions),
        names_victim=order.names_this_victim,
        doubted=_day([order.in_doubt]),
        conviction_gone=_day([gone if gone and not restricted.hides(gone.event) else None]),
    )


def _restrictions(history: CaseHistory, restricted: Restricted) -> Iterator[RestrictionLine]:
    for logged in history.of(ReportingRestrictionMade):
        assert isinstance(logged.fact, ReportingRestrictionMade)
        if restricted.hides(logged.event):
            yield RestrictionLine(case_id=history.case, hidden=True)
            continue
        yield RestrictionLine(
            case_id=history.case,
            restriction=logged.fact.restriction,
            made=logged.occurred.day,
            names_victim=logged.names_this_victim,
        )


def _day(facts: Iterable[LoggedFact | None]) -> date | None:
    """The London day of the first of them, if it is known."""
    first = next(iter(facts), None)
    return first.occurred.day if first else None


def _place(line: OrderLine) -> tuple[bool, date, str, str]:
    return line.hidden, line.made or line.changed or date.max, line.case_id, line.order or ""
