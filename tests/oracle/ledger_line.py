"""A line of the ledger of truth while it is entered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from events.identifiers import Agency
from oracle.known_suspects import EVERYBODY, Suspect
from oracle.passed_on import Order
from oracle.published_event import PublishedEvent


@dataclass(slots=True)
class LedgerLine:
    """One duty: by which rule, from which event, counted from which London day, about whom.

    `known_by` is the event by which the victim became known, where that day is counted from.
    `over` is the place of the event since which nobody asks for it any more. `done` and
    `withdrawn` are the days of the first discharge and of the first withdrawal; `every` is the
    frequency that was agreed when it began. `known_on` is the day on which the news is said to have
    arrived, where that is all that it asks for. `unsure` says that it has no day, for nobody has
    said whether it is owed, or when its notice arrived. `is_news` is false of one that another
    notice raises. `closes` is the last day on which the victim may ask, where that is later.
    `only_by` is the only agency that can do it.
    """

    rule: str
    event: PublishedEvent
    start: date
    suspect: Suspect = EVERYBODY
    every: int | None = None
    known_by: UUID | None = None
    done: date | None = None
    withdrawn: date | None = None
    over: Order | None = None
    known_on: date | None = None
    unsure: bool = False
    is_news: bool = True
    closes: date | None = None
    only_by: Agency | None = None


def withdraw(
    lines: Iterable[LedgerLine],
    event: PublishedEvent,
    rules: frozenset[str],
    of: Collection[UUID] | None = None,
) -> None:
    """Withdraw the lines by some rules: all, or those that some events opened."""
    for line in lines:
        if line.rule in rules and (of is None or line.event.identity in of):
            line.withdrawn = line.withdrawn or event.day
            line.over = line.over or event.order
