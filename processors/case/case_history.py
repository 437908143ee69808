"""One case of one victim: its facts in the order in which they happened, and indexes over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid5

from events.clocks import london_date, london_midnight
from events.fact import Fact
from events.identifiers import level
from events.identity import also_called
from processors.case.apply_corrections import Correction
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

_ROWS = UUID("0c4f0f0e-52c2-5b0e-8d0e-2f4b7d1f9e55")

FactsInOrder = tuple[LoggedFact, ...]

in_order = attrgetter("order")


def moment(logged: LoggedFact) -> datetime:
    """When a fact happened, as far as it is sorted by that: its reception where it has no date."""
    return logged.order[0]


@lru_cache(maxsize=200_000)
def row_id(*cause: object) -> UUID:
    """The id of a row of a journey, computed from its cause: always the same."""
    return uuid5(_ROWS, "\n".join(map(str, cause)))


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """The effective facts of one case that concern one victim, in order.

    `corrections` has, by event, what was corrected or is disputed. `derived` remembers what
    `per_history` functions worked out.
    """

    case: str
    facts: FactsInOrder = ()
    by_kind: Mapping[type[Fact], FactsInOrder] = field(default_factory=dict, compare=False)
    corrections: Mapping[UUID, Correction] = field(default_factory=dict)
    derived: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def with_facts(self, more: Sequence[LoggedFact]) -> "CaseHistory":
        """The history with more facts in their places."""
        by_kind = dict(self.by_kind)
        new: dict[type[Fact], list[LoggedFact]] = {}
        for logged in more:
            new.setdefault(type(logged.fact), []).append(logged)
        by_kind.update((kind, _merged(by_kind.get(kind, ()), facts)) for kind, facts in new.items())
        return CaseHistory(self.case, _merged(self.facts, more), by_kind, self.corrections)

    def of(self, *kinds: type[Fact]) -> Sequence[LoggedFact]:
        """The facts of some kinds, in order."""
        by_kind = self.by_kind
        if len(kinds) == 1:
            return by_kind.get(kinds[0], ())
        present = [by_kind[kind] for kind in kinds if kind in by_kind]
        if len(present) < 2:
            return present[0] if present else ()
        return sorted(chain(*present), key=in_order)

    def is_disputed(self, logged: LoggedFact) -> bool:
        """Whether a fact is restricted because a value of it is disputed."""
        correction = self.corrections.get(logged.event) if self.corrections else None
        return correction is not None and correction.state is CorrectionState.DISPUTED

    def correction(self, logged: LoggedFact) -> Correction | None:
        """The correction that was applied to a fact, if any."""
        correction = self.corrections.get(logged.event) if self.corrections else None
        return correction if correction and correction.state is CorrectionState.APPLIED else None

    @property
    def victim(self) -> str:
        """Whose history it is, by pseudonym."""
        return str(self.facts[0].victim)


def since_day_of(facts: Sequence[LoggedFact], trigger: LoggedFact) -> Sequence[LoggedFact]:
    """Those of some facts, in order, from the London day of another on."""
    begins = london_midnight(london_date(trigger.occurred.at))
    return facts[bisect_left(facts, begins, key=moment) :]


def up_to(facts: Sequence[LoggedFact], logged: LoggedFact) -> int:
    """How many of some facts, in order, happened no later than one."""
    return bisect_right(facts, logged.order, key=in_order)


def first_after(facts: Sequence[LoggedFact], logged: LoggedFact) -> LoggedFact | None:
    """The first of some facts, in order, that happened after one."""
    place = up_to(facts, logged)
    return facts[place] if place < len(facts) else None


def _merged(facts: FactsInOrder, more: Sequence[LoggedFact]) -> FactsInOrder:
    if len(more) == 1 and (not facts or facts[-1].order <= more[0].order):
        return (*facts, more[0])
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
                first = min(both, key=lambda case: (level(case), case))
                names = {name: first if case in both else case for name, case in names.items()}
    return names
