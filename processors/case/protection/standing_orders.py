"""The orders that protect somebody in a case: what each asks, until when, and what ended it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from events.clocks import Precision, london_date, london_day_after
from events.protective_orders import (
    OrderCondition,
    OrderEnd,
    ProtectiveOrder,
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from processors.case.protection.order_terms import (
    CaseOrder,
    OrderTerms,
    ends_earlier_terms,
    leaves_it_open,
    said_again,
)
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

_KINDS = (ProtectiveOrderMade, ProtectiveOrderChanged, ProtectiveOrderEnded)
_AboutOrder = ProtectiveOrderMade | ProtectiveOrderChanged | ProtectiveOrderEnded


def case_orders(history: CaseHistory, of_case: Suspects) -> tuple[CaseOrder, ...]:
    """The orders of a case that concern the victim, in the order in which they were made.

    A fact with an order's id is about that order. Without one it is about the order of its kind
    against its defendant. A full order takes the place of an interim one. Where a change or an end
    names nobody and the order names this victim, or several orders fit, the order stands as it was,
    in doubt: it may be another's.
    """
    return history.derive(_orders, *_KINDS, by=of_case).found


def ends_of_no_order(history: CaseHistory, of_case: Suspects) -> FactsInOrder:
    """The ends of orders that fit none of a case: nobody published it, or the word is a slip."""
    return history.derive(_orders, *_KINDS, by=of_case).of_none


@dataclass(frozen=True, slots=True)
class _Orders:
    """The orders that were found, and the ends that are of none of them."""

    found: tuple[CaseOrder, ...] = ()
    of_none: FactsInOrder = ()


def _orders(facts: FactsInOrder, of_case: Suspects) -> _Orders:
    found: list[CaseOrder] = []
    of_none: list[tuple[LoggedFact, ProtectiveOrderEnded, Suspect]] = []
    for logged in _as_it_came(facts):
        suspect = of_case.whom(logged)
        match logged.fact:
            case ProtectiveOrderMade() as made:
                _make(found, logged, made, suspect)
            case ProtectiveOrderChanged() as changed:
                _change(found, logged, changed, suspect)
            case ProtectiveOrderEnded() as ended:
                if not _end(found, logged, ended, suspect):
                    of_none.append((logged, ended, suspect))
    unknown = (
        logged
        for logged, ended, suspect in of_none
        if not any(_is_over(each, ended, suspect) for each in found)
    )
    return _Orders(tuple(found), tuple(unknown))


def _make(
    found: list[CaseOrder], logged: LoggedFact, made: ProtectiveOrderMade, suspect: Suspect
) -> None:
    terms = OrderTerms(
        since=logged,
        was_made=True,
        order_id=made.order_id,
        interim=made.interim,
        until=made.until,
        until_further_order=made.until_further_order,
        conditions=made.conditions,
    )
    places = _meant(found, made, suspect, by_full=not made.interim)
    places = [place for place in places if _may_be(found[place], terms, made.order_id)]
    if suspect is NotOne.UNSAID and not made.order_id:
        places = []  # it may be against another defendant than the one before
    if places:
        terms = said_again(found[places[-1]].now, terms)
    _enter(found, places[-1:], terms, made.order, suspect)


def _change(
    found: list[CaseOrder], logged: LoggedFact, changed: ProtectiveOrderChanged, suspect: Suspect
) -> None:
    places = _meant(found, changed, suspect)
    if _leaves_open(found, places, logged, changed):
        return
    before = found[places[0]].now if places else None
    has_term = changed.until or changed.until_further_order
    terms = OrderTerms(
        since=logged,
        was_made=False,
        order_id=changed.order_id or (before.order_id if before else None),
        interim=before.interim if before else False,
        until=changed.until if has_term or not before else before.until,
        until_further_order=(
            changed.until_further_order if has_term or not before else before.until_further_order
        ),
        conditions=_asked(before, changed),
    )
    _enter(found, places, terms, changed.order, suspect)


def _asked(
    before: OrderTerms | None, changed: ProtectiveOrderChanged
) -> tuple[OrderCondition, ...]:
    unchanged = changed.conditions is None and before
    return before.conditions if before and unchanged else changed.conditions or ()


def _end(
    found: list[CaseOrder], logged: LoggedFact, ended: ProtectiveOrderEnded, suspect: Suspect
) -> bool:
    """End what an end is about; whether there is an order that it can be about."""
    places = _meant(found, ended, suspect)
    if _leaves_open(found, places, logged, ended):
        return True
    for place in places:
        if ends_earlier_terms(found[place], logged, ended):
            continue
        if leaves_it_open(found[place], logged, ended):
            found[place] = replace(found[place], in_doubt=logged)
        else:
            found[place] = replace(found[place], ended=logged)
    return bool(places)


def _is_over(known: CaseOrder, ended: ProtectiveOrderEnded, suspect: Suspect) -> bool:
    """Whether an order that had ended is one that an end can be about: it was said twice."""
    if known.order is not ended.order or known.ended is None:
        return False
    if ended.order_id and known.ids:
        return ended.order_id in known.ids
    return suspect in (known.suspect, NotOne.UNSAID)


def _enter(
    found: list[CaseOrder],
    places: Sequence[int],
    terms: OrderTerms,
    order: ProtectiveOrder,
    suspect: Suspect,
) -> None:
    named = terms.since.names_this_victim
    for place in places:
        known = found[place]
        found[place] = replace(
            known,
            terms=(*known.terms, terms),
            names_this_victim=known.names_this_victim or named,
            in_doubt=None,
        )
    if not places:
        found.append(CaseOrder(order, suspect, (terms,), named))


def _meant(
    found: Sequence[CaseOrder], fact: _AboutOrder, suspect: Suspect, *, by_full: bool = False
) -> list[int]:
    """The places of the orders that a fact may be about; `by_full` a full one may replace them."""
    standing = [
        place for place, each in enumerate(found) if each.order is fact.order and each.ended is None
    ]
    if fact.order_id:
        of_id = [place for place in standing if fact.order_id in found[place].ids]
        if of_id:
            return of_id[-1:]
        standing = [
            place
            for place in standing
            if not found[place].ids or (by_full and found[place].now.interim)
        ]
    if suspect is NotOne.UNSAID:
        return standing
    return [place for place in standing if found[place].suspect == suspect]


def _may_be(known: CaseOrder, terms: OrderTerms, order_id: str | None) -> bool:
    """Whether an order that is made may be one that is known: it may protect somebody else."""
    if order_id in known.ids or terms.since.names_this_victim or not known.names_this_victim:
        return True
    same_day = london_date(moment(terms.since)) == london_date(moment(known.now.since))
    return same_day and terms.until == known.now.until


def _leaves_open(
    found: list[CaseOrder], places: Sequence[int], logged: LoggedFact, fact: _AboutOrder
) -> bool:
    """Whether a change or an end does not say which order it is about: each stays, in doubt."""
    if any(fact.order_id in found[place].ids for place in places):
        return False
    others = not logged.names_this_victim and any(
        found[place].names_this_victim for place in places
    )
    if not others and len(places) < 2:
        return False
    for place in places:
        found[place] = replace(found[place], in_doubt=logged)
    return True


def _as_it_came(facts: FactsInOrder) -> Iterable[LoggedFact]:
    """The facts as they followed one another; what names an id comes after that was made.

    On a day without a time of day an order is made before it is changed, and changed before it
    ends. What is replaced ends first.
    """
    made: dict[str, datetime] = {}
    for logged in facts:
        if isinstance(logged.fact, ProtectiveOrderMade) and logged.fact.order_id:
            made.setdefault(logged.fact.order_id, moment(logged))

    def place(logged: LoggedFact) -> tuple[datetime, int, object]:
        fact = logged.fact
        assert isinstance(fact, _KINDS)
        at, rank = moment(logged), _rank(fact)
        if rank > 0 and logged.occurred.precision is Precision.DAY:
            at = london_day_after(london_date(at)) - timedelta(seconds=1)
        return max(at, made.get(fact.order_id or "", at)), rank, logged.order

    return sorted(facts, key=place)


def _rank(fact: _AboutOrder) -> int:
    if isinstance(fact, ProtectiveOrderMade):
        return 0
    if isinstance(fact, ProtectiveOrderChanged):
        return 1
    return -1 if fact.how is OrderEnd.REPLACED and not fact.order_id else 2
