"""One case of one victim, in the order in which it happened."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain, takewhile
from operator import attrgetter
from uuid import UUID, uuid5

from events.clocks import london_date, london_midnight
from events.fact import Fact
from events.identifiers import POLICE, Agency, level
from events.identity import also_called
from events.offences import OffenceGroup, VictimKind
from events.reporting import CrimeReported, VictimIdentified
from processors.case.apply_corrections import Correction
from processors.case.fact_order import tells_the_same
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

_ROWS = UUID("0c4f0f0e-52c2-5b0e-8d0e-2f4b7d1f9e55")

FactsInOrder = tuple[LoggedFact, ...]

in_order = attrgetter("order")


def _moment(logged: LoggedFact) -> datetime:
    return logged.order[0]


@lru_cache(maxsize=200_000)
def row_id(*cause: object) -> UUID:
    """The id of something that the fold says, computed from its cause: always the same."""
    return uuid5(_ROWS, "\n".join(map(str, cause)))


@dataclass(frozen=True)
class CaseHistory:
    """The facts of one case that concern one victim, in order, and what they say of the case.

    They stand as they count; `corrections` tells, by event, what was put right or is disputed.
    """

    case: str
    facts: FactsInOrder = ()
    by_kind: Mapping[type[Fact], FactsInOrder] = field(default_factory=dict)
    corrections: Mapping[UUID, Correction] = field(default_factory=dict)

    def with_facts(self, more: Iterable[LoggedFact]) -> "CaseHistory":
        """The history with more facts in their places; the rest is not looked at again."""
        facts, by_kind = self.facts, dict(self.by_kind)
        for logged in more:
            facts = _inserted(facts, logged)
            kind = type(logged.fact)
            by_kind[kind] = _inserted(by_kind.get(kind, ()), logged)
        return CaseHistory(self.case, facts, by_kind, self.corrections)

    def of(self, *kinds: type[Fact]) -> Sequence[LoggedFact]:
        """The facts of some kinds, in order."""
        found = [self.by_kind[kind] for kind in kinds if kind in self.by_kind]
        if len(found) < 2:
            return found[0] if found else ()
        return sorted(chain(*found), key=in_order)

    def later_than(self, logged: LoggedFact) -> FactsInOrder:
        """The facts that happened after one."""
        return self.facts[bisect_right(self.facts, logged.order, key=in_order) :]

    def told_alike(self, logged: LoggedFact) -> list[LoggedFact]:
        """The facts by which one agency tells the same of the same moment, in order of arrival."""
        of_kind = self.by_kind.get(type(logged.fact), ())
        first = bisect_left(of_kind, _moment(logged), key=_moment)
        same_moment = takewhile(lambda each: _moment(each) == _moment(logged), of_kind[first:])
        return [each for each in same_moment if tells_the_same(each, logged)]

    def is_disputed(self, logged: LoggedFact) -> bool:
        """Whether a fact is restricted, for a value of it is disputed."""
        told = self.corrections.get(logged.event)
        return told is not None and told.state is CorrectionState.DISPUTED

    def correction(self, logged: LoggedFact) -> Correction | None:
        """What was put right in a fact, if anything."""
        told = self.corrections.get(logged.event)
        return told if told and told.state is CorrectionState.APPLIED else None

    @property
    def victim(self) -> str:
        """Whose history it is, by pseudonym."""
        return str(self.facts[0].victim)

    @cached_property
    def _report(self) -> CrimeReported | None:
        facts = (logged.fact for logged in self.of(CrimeReported))
        return next((fact for fact in facts if isinstance(fact, CrimeReported)), None)

    @property
    def offence(self) -> OffenceGroup | None:
        """What was reported; None until a report is known."""
        return self._report.offence if self._report else None

    @property
    def borough(self) -> str | None:
        """Where it was reported to have happened."""
        return self._report.borough if self._report else None

    @cached_property
    def victim_kind(self) -> VictimKind:
        """A person, unless the victim was identified as a business."""
        facts = (logged.fact for logged in self.of(VictimIdentified))
        kinds = (fact.victim_kind for fact in facts if isinstance(fact, VictimIdentified))
        return next(kinds, VictimKind.PERSON)

    def since(self, trigger: LoggedFact, *kinds: type[Fact]) -> Sequence[LoggedFact]:
        """The facts of some kinds from the London day of another on, in order."""
        begins = london_midnight(london_date(trigger.occurred.at))
        facts = self.of(*kinds)
        return facts[bisect_left(facts, begins, key=_moment) :]

    @cached_property
    def force(self) -> Agency | None:
        """The police force of the case: the first that spoke."""
        speakers = (logged.agency for logged in self.facts if logged.agency in POLICE)
        return next(speakers, None)


def _inserted(facts: FactsInOrder, logged: LoggedFact) -> FactsInOrder:
    if not facts or facts[-1].order <= logged.order:
        return (*facts, logged)
    longer = list(facts)
    insort(longer, logged, key=in_order)
    return tuple(longer)


def case_names(facts: Iterable[LoggedFact]) -> dict[str, str]:
    """Each identifier that facts give to cases, and the case it means, by its narrowest name."""
    names: dict[str, str] = {}
    for logged in facts:
        one = names.setdefault(logged.case, logged.case)
        if other := also_called(logged.fact):
            both = (one, names.setdefault(other, other))
            first = min(both, key=lambda case: (level(case), case))
            names = {name: first if case in both else case for name, case in names.items()}
    return names


def histories(
    facts: Iterable[LoggedFact], names: Mapping[str, str], corrections: Mapping[UUID, Correction]
) -> dict[str, CaseHistory]:
    """A victim's facts as they count, one history a case, as `case_names` tells the cases."""
    cases: dict[str, list[LoggedFact]] = {}
    for logged in sorted(facts, key=in_order):
        cases.setdefault(names[logged.case], []).append(logged)
    return {
        case: CaseHistory(case, corrections=corrections).with_facts(told)
        for case, told in cases.items()
    }
