"""One case of one victim: its facts in the order in which they happened, and indexes over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID, uuid5

from events.clocks import london_date, london_midnight
from events.contact import ToldAbout, VictimInformed
from events.fact import Fact
from events.identifiers import narrowness
from events.identity import also_called
from processors.case.corrections.correction import Correction
from processors.case.history.case_references import PublishedName, published_names
from schemas.log_records import LoggedFact

_ROWS = UUID("0c4f0f0e-52c2-5b0e-8d0e-2f4b7d1f9e55")

FactsInOrder = tuple[LoggedFact, ...]

in_order = attrgetter("order")

Value = TypeVar("Value")


def moment(logged: LoggedFact) -> datetime:
    """When a fact happened, as far as it is sorted by that: its reception where it has no date."""
    return logged.order[0]


@lru_cache(maxsize=200_000)
def row_id(*cause: object) -> UUID:
    """The id of a row of a journey, computed from its cause: always the same."""
    return uuid5(_ROWS, "\n".join(map(str, cause)))


Kind = type[Fact] | ToldAbout
"""A kind of fact; or a matter, for the tellings of it."""


_Derived = tuple[Sequence[object], Any]
"""What something was worked out from, and what it came to."""


@dataclass(slots=True)
class CaseHistory:
    """The effective facts of one case that concern one victim, in order.

    `by_kind` has them by kind, and those by which the victim was informed by matter as well.
    `corrections` has, by event, what was corrected or is disputed. `victim` is whose history it is,
    by the pseudonym in its first fact: of people who were merged it has facts of several. `names`
    are the identifiers under which its facts were published.
    """

    case: str
    facts: FactsInOrder = ()
    by_kind: Mapping[Kind, FactsInOrder] = field(default_factory=dict, compare=False)
    corrections: Mapping[UUID, Correction] = field(default_factory=dict)
    victim: str = field(default="", compare=False)
    _derived: dict[Any, _Derived] = field(default_factory=dict, compare=False, repr=False)
    names: frozenset[PublishedName] = field(default=frozenset(), compare=False)

    def with_facts(self, more: Sequence[LoggedFact]) -> "CaseHistory":
        """The history with more facts in their places."""
        by_kind = dict(self.by_kind)
        new: dict[Kind, list[LoggedFact]] = {}
        more = sorted(more, key=in_order)
        for logged in more:
            fact = logged.fact
            new.setdefault(type(fact), []).append(logged)
            for matter in fact.matters if type(fact) is VictimInformed else ():
                new.setdefault(matter, []).append(logged)
        for kind, facts in new.items():
            before = by_kind.get(kind)
            by_kind[kind] = _merged(before, facts) if before else tuple(facts)
        merged = _merged(self.facts, more)
        victim = str(merged[0].victim) if merged else ""
        names = self.names | published_names(more)
        if names == self.names:
            names = self.names  # the same object compares at once
        kept = self.corrections, victim, self._derived
        return CaseHistory(self.case, merged, by_kind, *kept, names)

    def begun_anew(self, corrections: Mapping[UUID, Correction]) -> "CaseHistory":
        """The same case without a fact: what was worked out here is not worked out twice."""
        return CaseHistory(self.case, corrections=corrections, _derived=dict(self._derived))

    def of(self, *kinds: Kind) -> FactsInOrder:
        """The facts of some kinds, in order."""
        return _in_order([*filter(None, map(self.by_kind.get, kinds))])

    def derive(
        self,
        work_out: Callable[..., Value],
        *kinds: Kind,
        by: Hashable = None,
    ) -> Value:
        """What a pure function makes of the facts of some kinds, in order, and of `by`, if given.

        It is worked out again only where there is a new fact of these kinds: it gets no others, so
        nothing else can matter. An equal value stays the same object. `by` says how facts are read,
        such as the suspects of the case. Of no facts a function makes the same whatever that is.
        """
        inputs = [*filter(None, map(self.by_kind.get, kinds))]
        if not inputs:
            nothing: Value = _of_nothing(work_out, by)
            return nothing
        key = (work_out, by)
        known = self._derived.get(key)
        if known is None or known[0] != inputs:
            facts = inputs[0] if len(inputs) == 1 else _in_order(inputs)
            value = work_out(facts) if by is None else work_out(facts, by)
            known = self._derived[key] = (inputs, _one_of(known, value) if known else value)
        derived: Value = known[1]
        return derived

    def judge(self, work_out: Callable[..., Value], kinds: Set[object], *given: object) -> Value:
        """What a pure function makes of the history of some kinds alone, and of what else is given.

        It is worked out again only where there is a new fact of these kinds, another victim or
        other things are given. An equal value stays the same object.
        """
        of_kinds = {kind: facts for kind, facts in self.by_kind.items() if kind in kinds}
        inputs = [*of_kinds.values(), self.corrections, self.victim, *given]
        known = self._derived.get(work_out)
        if known is None or known[0] != inputs:
            facts = tuple([each for each in self.facts if type(each.fact) in kinds])
            kept = self.corrections, self.victim, self._derived
            part = CaseHistory(self.case, facts, of_kinds, *kept)
            value = work_out(part, *given)
            known = self._derived[work_out] = (inputs, _one_of(known, value) if known else value)
        judged: Value = known[1]
        return judged


def _one_of(known: _Derived, value: Value) -> Value:
    """What was worked out before, where a value is equal to it."""
    return known[1] if known[1] == value else value


_MADE_OF_NOTHING: dict[Callable[..., Any], Any] = {}
"""What each function made of no facts: the same in every case, and most kinds are rare."""


def _of_nothing(work_out: Callable[..., Any], by: Hashable) -> Any:
    if work_out not in _MADE_OF_NOTHING:
        _MADE_OF_NOTHING[work_out] = work_out(()) if by is None else work_out((), by)
    return _MADE_OF_NOTHING[work_out]


def _in_order(of_kinds: Sequence[FactsInOrder]) -> FactsInOrder:
    if len(of_kinds) < 2:
        return of_kinds[0] if of_kinds else ()
    return tuple(sorted(chain(*of_kinds), key=in_order))


def since_day_of(facts: Sequence[LoggedFact], trigger: LoggedFact) -> Sequence[LoggedFact]:
    """Those of some facts, in order, from the London day of another on."""
    return facts[first_since(facts, london_midnight(london_date(trigger.occurred.at))) :]


def first_since(facts: Sequence[LoggedFact], begins: datetime) -> int:
    """The place of the first of some facts, in order, from an instant on."""
    return bisect_left(facts, (begins,), key=in_order)  # shorter, so before all of that instant


def up_to(facts: Sequence[LoggedFact], logged: LoggedFact) -> int:
    """How many of some facts, in order, happened no later than one."""
    return bisect_right(facts, logged.order, key=in_order)


def first_after(facts: Sequence[LoggedFact], logged: LoggedFact) -> LoggedFact | None:
    """The first of some facts, in order, that happened after one."""
    place = up_to(facts, logged)
    return facts[place] if place < len(facts) else None


def _merged(facts: FactsInOrder, more: Sequence[LoggedFact]) -> FactsInOrder:
    """Both in one order; `more` are in order."""
    if not facts or not more or facts[-1].order <= more[0].order:
        return (*facts, *more)
    return tuple(sorted((*facts, *more), key=in_order))


def case_names(
    facts: Iterable[LoggedFact], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Each identifier that facts give to cases, and the case it means, by its narrowest name.

    `known` are the names that other facts give.
    """
    names: dict[str, str] = dict(known or {})
    for logged in facts:
        one = names.setdefault(logged.case, logged.case)
        if other := also_called(logged.fact):
            both = (one, names.setdefault(other, other))
            if both[0] != both[1]:
                first = min(both, key=narrowness)
                names = {name: first if case in both else case for name, case in names.items()}
    return names
