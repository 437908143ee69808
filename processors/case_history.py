"""One case of one victim, in the order in which it happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from uuid import UUID, uuid5

from events.clocks import Precision, london_date
from events.identifiers import Agency
from events.offences import OffenceGroup, VictimKind
from events.reporting import CrimeReported, VictimIdentified
from schemas.log import Logged

_ROWS = UUID("0c4f0f0e-52c2-5b0e-8d0e-2f4b7d1f9e55")
_POLICE = (Agency.MET_POLICE, Agency.CITY_POLICE)


@lru_cache(maxsize=200_000)
def row_id(*cause: object) -> UUID:
    """The id of something that the fold says, computed from its cause: always the same."""
    return uuid5(_ROWS, "\n".join(map(str, cause)))


def in_order(facts: Iterable[Logged]) -> list[Logged]:
    """As they happened; among simultaneous facts as they came in, and then by id."""
    return sorted(facts, key=lambda logged: (_latest(logged), logged.received, logged.event))


def _latest(logged: Logged) -> datetime:
    """When it had happened: what has no date of its own had by the time it came in."""
    if logged.occurred.precision is Precision.NOT_BEFORE_MONTH:
        return logged.received
    return logged.occurred.at


@dataclass(frozen=True)
class CaseHistory:
    """The facts of one case that concern one victim, in order, and what they say of the case."""

    case: str
    facts: tuple[Logged, ...]

    @property
    def victim(self) -> str:
        """Whose history it is, by pseudonym."""
        return str(self.facts[0].victim)

    @cached_property
    def _report(self) -> CrimeReported | None:
        facts = (logged.fact for logged in self.facts)
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
        return next((fact.victim_kind for fact in self._identified()), VictimKind.PERSON)

    def _identified(self) -> list[VictimIdentified]:
        return [logged.fact for logged in self.facts if isinstance(logged.fact, VictimIdentified)]

    @cached_property
    def enhanced_since(self) -> date | None:
        """The London day from which the victim has Enhanced Rights, if they have."""
        grants = (
            logged.occurred.day or london_date(logged.received)
            for logged in self.facts
            if isinstance(logged.fact, VictimIdentified) and logged.fact.enhanced_rights
        )
        return min(grants, default=None)

    def force(self, otherwise: Agency) -> Agency:
        """The police force of the case: the first that spoke, or else the agency given."""
        speakers = (logged.agency for logged in self.facts if logged.agency in _POLICE)
        return next(speakers, otherwise)


def by_case(facts: Iterable[Logged]) -> list[CaseHistory]:
    """A victim's facts, one history a case."""
    cases: dict[str, list[Logged]] = {}
    for logged in in_order(facts):
        cases.setdefault(logged.case, []).append(logged)
    return [CaseHistory(case, tuple(told)) for case, told in sorted(cases.items())]
