"""The facts by which a victim knows of something, even if the agency that owes it did not know."""

from collections.abc import Iterator, Sequence
from itertools import chain
from uuid import UUID

from events.contact import VictimInformed
from processors.case.history.case_history import (
    CaseHistory,
    FactsInOrder,
    Kind,
    in_order,
    since_day_of,
)
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from processors.case.suspects.meant_suspects import named_suspects
from processors.case.victim.contact_wishes import AGREEMENTS, agreements_of
from processors.victims_code.deeds_of_duty import Deeds, deeds, kinds_of_deeds
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact


def tellings_after(
    history: CaseHistory, of_case: Suspects, duty: Duty, of: LoggedFact, suspect: Suspect
) -> Iterator[LoggedFact]:
    """The facts that do what a duty asks after another fact, about its suspect, in order.

    In a case with several suspects one that names nobody means no single one of them.
    """
    for each in since_day_of(_all(deeds(history, duty, agreements_of(history))), of):
        if each.event != of.event and not_before(each, of) and _means(of_case, each, suspect):
            yield each


def kinds_of_tellings(duty: Duty) -> Sequence[Kind]:
    """The kinds of fact on which it rests what was told: by what does it, reaching the victim."""
    return (*kinds_of_deeds(duty), *AGREEMENTS)


def events_named(telling: LoggedFact) -> Sequence[UUID]:
    """The events that a telling names."""
    return telling.fact.triggers if isinstance(telling.fact, VictimInformed) else ()


def _all(done: Deeds) -> FactsInOrder:
    if not done.by_event:
        return tuple(done.all)
    named = {each.event: each for each in chain.from_iterable(done.by_event.values())}
    return tuple(sorted((*done.all, *named.values()), key=in_order))


def _means(of_case: Suspects, deed: LoggedFact, suspect: Suspect) -> bool:
    if suspect is NotOne.ALL or not of_case.are_several:
        return True
    return suspect in named_suspects(of_case, deed)
