"""What is asked about the orders that protect a victim: which ended, and whether one stands."""

from collections.abc import Iterator, Sequence

from events.clocks import london_date
from events.protective_orders import ON_CONVICTION
from processors.case.history.case_history import CaseHistory, first_after, moment
from processors.case.protection.order_terms import CaseOrder
from processors.case.protection.standing_orders import case_orders, ends_of_no_order
from processors.case.results.replaced_sentences import replaced_sentences
from processors.case.suspects.case_suspects import NotOne, Suspects
from schemas.contradiction_kinds import ContradictionKind
from schemas.log_records import LoggedFact


def about_orders(
    history: CaseHistory, of_case: Suspects
) -> Sequence[tuple[ContradictionKind, LoggedFact]]:
    """The changes and ends that do not say which order they are about, or are about none that is
    known; and what took the conviction away on which an order was made.
    """
    standing = [order for order in case_orders(history, of_case) if order.ended is None]
    doubts = {order.in_doubt: None for order in standing}
    asked = [(ContradictionKind.WHICH_ORDER, each) for each in doubts if each]
    unknown = ends_of_no_order(history, of_case)
    asked += [(ContradictionKind.UNKNOWN_ORDER, each) for each in unknown]
    fell = dict.fromkeys(_convictions_gone(history, of_case, standing))
    return asked + [(ContradictionKind.ORDER_WITHOUT_CONVICTION, each) for each in fell]


def conviction_gone(history: CaseHistory, of_case: Suspects, order: CaseOrder) -> LoggedFact | None:
    """What took away, since it was made or changed last, the conviction on which an order was made.

    Such an order falls with the conviction. Whether the court kept it, or made another, it says.
    """
    now = order.now
    if order.order not in ON_CONVICTION or now.interim:
        return None
    suspect = order.suspect if of_case.are_several else NotOne.ALL
    quashed = replaced_sentences(history, of_case).quashed.get(suspect, ())
    fell = first_after(quashed, now.since)
    return fell if fell and order.stands(london_date(moment(fell))) else None


def _convictions_gone(
    history: CaseHistory, of_case: Suspects, standing: Sequence[CaseOrder]
) -> Iterator[LoggedFact]:
    found = (conviction_gone(history, of_case, order) for order in standing)
    return filter(None, found)
