"""An order that protects somebody: its terms one after another, and what ended it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.protective_orders import OrderCondition, ProtectiveOrder
from processors.case.case_suspects import Suspect
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
