"""Which suspects a telling or a notice means, where a case has several and it names none."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.contact import VictimInformed
from processors.case.case_history import in_order
from processors.case.case_suspects import NotOne, Suspect, Suspects
from processors.case.fact_order import not_before
from schemas.log_records import LoggedFact

Meant = Mapping[UUID, frozenset[Suspect] | None]
"""By event, the suspects whom a fact means; None where it could mean several."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is still to be passed on, about a suspect; `over` where the case ended."""

    fact: LoggedFact
    suspect: Suspect
    over: LoggedFact | None = None


def meant_suspects(
    of_case: Suspects, matters: Iterable[Matter], passing_on: Sequence[LoggedFact]
) -> Meant:
    """Whom each of some facts, in order, means, that pass on what is open of one kind.

    A fact that names a suspect means that one. One that names none means whoever has a matter open
    by then, where that is one alone. What it passes on is open no longer.
    """
    waiting: dict[Suspect, deque[Matter]] = {}
    for matter in sorted(matters, key=lambda each: each.fact.order):
        waiting.setdefault(matter.suspect, deque()).append(matter)
    meant: dict[UUID, frozenset[Suspect] | None] = {}
    for each in passing_on:
        whom: frozenset[Suspect] | None = named_suspects(of_case, each)
        if not whom:
            is_open = [who for who, matters in waiting.items() if _is_open(matters, each)]
            whom = frozenset(is_open) if len(is_open) < 2 else None
        meant[each.event] = whom
        for suspect in whom or ():
            _pass_on(waiting.get(suspect), each)
    return meant


def named_suspects(of_case: Suspects, logged: LoggedFact) -> frozenset[Suspect]:
    """The suspects whom a fact names, and with them what is about all."""
    named: set[Suspect] = set()
    if (one := of_case.named(logged)) is not None:
        named.add(one)
    if isinstance(logged.fact, VictimInformed):
        named.update(logged.fact.also_suspects)
    return frozenset({*named, NotOne.ALL}) if named else frozenset()


def _is_open(matters: deque[Matter], by: LoggedFact) -> bool:
    while matters and (over := matters[0].over) and in_order(over) < by.order:
        matters.popleft()
    return bool(matters) and not_before(by, matters[0].fact)


def _pass_on(matters: deque[Matter] | None, by: LoggedFact) -> None:
    while matters and not_before(by, matters[0].fact):
        matters.popleft()
