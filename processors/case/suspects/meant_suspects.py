"""Which suspects a telling or a notice means, where a case has several and it names none."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.contact import VictimInformed
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import ALL, PASSING_ON, NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

Meant = Mapping[UUID, frozenset[Suspect] | None]
"""By event, the suspects whom a fact means; None where it could mean several."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is still to be passed on, about a suspect; `over` where that ended."""

    fact: LoggedFact
    suspect: Suspect
    over: LoggedFact | None = None

    @property
    def about(self) -> object:
        """Whom it is about. Where nothing says which suspect, each fact may be of another one."""
        return self.fact.event if self.suspect is NotOne.UNSAID else self.suspect


@dataclass(slots=True)
class Waiting:
    """What is to be passed on of one kind, by whom it is about, each in order."""

    matters: dict[object, deque[Matter]] = field(default_factory=dict)

    @classmethod
    def of(cls, matters: Iterable[Matter]) -> "Waiting":
        """What is to be passed on at first."""
        waiting = cls()
        for matter in sorted(matters, key=lambda each: each.fact.order):
            waiting.matters.setdefault(matter.about, deque()).append(matter)
        return waiting

    def open(self, by: LoggedFact) -> Iterator[Matter]:
        """The first matter of each that is open at a fact, which may pass it on."""
        for matters in self.matters.values():
            while matters and (over := matters[0].over) and in_order(over) < by.order:
                matters.popleft()
            if matters and not_before(by, matters[0].fact):
                yield matters[0]

    def pass_on(self, whom: Iterable[Suspect], by: LoggedFact) -> None:
        """What a fact passes on about some suspects is open no longer."""
        for matters in self.matters.values():
            while matters and matters[0].suspect in whom and not_before(by, matters[0].fact):
                matters.popleft()


def meant_suspects(
    of_case: Suspects, matters: Iterable[Matter], passing_on: Sequence[LoggedFact]
) -> Meant:
    """Whom each fact means that passes on what is open of one kind; the facts are in order.

    A fact that names a suspect means that one. One that names none means whoever has a matter open
    by then, where that is one alone. What it passes on is open no longer.
    """
    waiting = Waiting.of(matters)
    return {each.event: meant_in(of_case, [waiting], each)[0] for each in passing_on}


def meant_in(
    of_case: Suspects, kinds: Sequence[Waiting], by: LoggedFact
) -> list[frozenset[Suspect] | None]:
    """Whom a fact means, kind by kind of what is open: it passes on all of it.

    One that names nobody means nobody where it could be about one suspect in the one kind, and
    about another in the other.
    """
    named = named_suspects(of_case, by)
    found = [named or _only_one([*kind.open(by)]) for kind in kinds]
    if not named and len(kinds) > 1:
        open_now = (matter for kind in kinds for matter in kind.open(by))
        about_one = {each.about for each in open_now if each.suspect is not ALL}
        found = [None] * len(kinds) if len(about_one) > 1 else found
    for kind, whom in zip(kinds, found, strict=True):
        kind.pass_on(whom or (), by)
    return found


def _only_one(open_now: Sequence[Matter]) -> frozenset[Suspect] | None:
    return frozenset(each.suspect for each in open_now) if len(open_now) < 2 else None


_NOBODY: frozenset[Suspect] = frozenset()


def named_suspects(of_case: Suspects, logged: LoggedFact) -> frozenset[Suspect]:
    """The suspects whom a fact names, and with them what is about all, unless nothing makes any of
    them known.
    """
    one, fact = of_case.named(logged), logged.fact
    named: set[Suspect] = set() if one is None else {one}
    if isinstance(fact, VictimInformed) and fact.also_suspects:
        named.update(fact.also_suspects)
    if not named:
        return _NOBODY
    known = any(of_case.has(suspect) for suspect in named)
    return frozenset({*named, ALL} if known else named)


def naming_strangers(history: CaseHistory, of_case: Suspects) -> FactsInOrder:
    """The tellings and notices of a case that name a suspect whom nothing else makes known."""
    return history.derive(_naming_strangers, *PASSING_ON, by=of_case)


def _naming_strangers(facts: FactsInOrder, of_case: Suspects) -> FactsInOrder:
    naming = ((each, named_suspects(of_case, each)) for each in facts)
    return tuple(
        each for each, named in naming if named and not all(map(of_case.has, named - {ALL}))
    )
