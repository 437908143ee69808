"""An order that protects somebody: its terms one after another, and what ended it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from events.clocks import london_date
from events.protective_orders import OrderCondition, OrderEnd, ProtectiveOrder, ProtectiveOrderEnded
from processors.case.history.case_history import moment
from processors.case.suspects.case_suspects import Suspect
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What an order says since a fact made or changed it; `until` is its last day, if it was said.

    `was_made` is False of a change.
    """

    since: LoggedFact
    was_made: bool
    order_id: str | None
    interim: bool
    until: date | None
    until_further_order: bool
    conditions: tuple[OrderCondition, ...]


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """An order against one defendant, with its terms one after another, and the fact that ended it.

    `names_this_victim` says whether a fact says that it protects this victim. `in_doubt` is the
    last fact that changes or ends an order of this kind and does not say which.
    """

    order: ProtectiveOrder
    suspect: Suspect
    terms: tuple[OrderTerms, ...]
    names_this_victim: bool
    ended: LoggedFact | None = None
    in_doubt: LoggedFact | None = None

    @property
    def now(self) -> OrderTerms:
        """Its last terms."""
        return self.terms[-1]

    @property
    def ids(self) -> frozenset[str]:
        """The ids by which it was named."""
        return frozenset(each.order_id for each in self.terms if each.order_id)

    @property
    def facts(self) -> Sequence[LoggedFact]:
        """What it follows from."""
        doubt = (self.ended, self.in_doubt)
        return [*(each.since for each in self.terms), *(each for each in doubt if each)]

    def stands(self, on: date) -> bool:
        """Whether it is in force on a London day, as far as was said."""
        until = self.now.until
        return self.ended is None and (until is None or on <= until)

    @property
    def since_it_is_full(self) -> int:
        """The place of the full terms that took the place of interim ones; 0 where none did."""
        places = [
            place
            for place, each in enumerate(self.terms)
            if each.was_made and not each.interim and place and self.terms[place - 1].interim
        ]
        return places[-1] if places else 0


def said_again(before: OrderTerms, terms: OrderTerms) -> OrderTerms:
    """The terms of an order that is reported once more: what the report leaves out stays.

    That is so of a report that says none of its terms, and of one of the same order or day. A full
    order takes nothing over from the interim one.
    """
    says = terms.until or terms.until_further_order or terms.conditions
    same_id = terms.order_id is not None and terms.order_id == before.order_id
    same_day = london_date(moment(terms.since)) == london_date(moment(before.since))
    if before.interim is not terms.interim or (says and not (same_id or same_day)):
        return terms
    has_term = terms.until or terms.until_further_order
    return replace(
        terms,
        order_id=terms.order_id or before.order_id,
        until=terms.until if has_term else before.until,
        until_further_order=terms.until_further_order if has_term else before.until_further_order,
        conditions=terms.conditions or before.conditions,
    )


def ends_earlier_terms(known: CaseOrder, logged: LoggedFact, ended: ProtectiveOrderEnded) -> bool:
    """Whether what ended are terms whose place others have taken: the interim order, mostly.

    It names an id that the order had before alone; or it is of the day on which the new terms were
    made, or of the last day of the interim order.
    """
    anew = ended.how is OrderEnd.REPLACED and known.now.was_made
    place = len(known.terms) - 1 if anew else known.since_it_is_full
    if not place:
        return False
    earlier, since = known.terms[:place], known.terms[place:]
    ids = {each.order_id for each in since if each.order_id}
    if ended.order_id and ids:
        return ended.order_id not in ids
    day = london_date(moment(logged))
    expired = ended.how is OrderEnd.EXPIRED and earlier[-1].until
    return day == london_date(moment(since[0].since)) or bool(expired and expired <= day)


def leaves_it_open(known: CaseOrder, logged: LoggedFact, ended: ProtectiveOrderEnded) -> bool:
    """Whether an end may not be that of an order: it expired before its last day, or its id is that
    of the interim order, and the full one has none.
    """
    full = known.since_it_is_full
    if full and ended.order_id and not any(each.order_id for each in known.terms[full:]):
        return True
    until = known.now.until
    early = until is not None and london_date(moment(logged)) < until
    return ended.how is OrderEnd.EXPIRED and (early or known.now.until_further_order)
