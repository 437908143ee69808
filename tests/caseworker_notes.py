"""A victim whose facts read like a caseworker's notes."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from events.clocks import LONDON, Occurred, Precision
from events.fact import Fact
from events.identifiers import Agency, Pseudonym, event_identity
from events.offences import OffenceGroup
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import AnyFact
from processors.fold.journey import Journey, fold
from schemas.alert_row import Alert
from schemas.changes import Obligation, StageInterval
from schemas.log_records import LoggedFact


def london(text: str) -> datetime:
    """'2025-03-03 10:00' in London, as a UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@dataclass
class Notes:
    """One victim's facts, written down one after another."""

    victim: Pseudonym = field(default_factory=lambda: Pseudonym("victim-amira"))
    facts: list[LoggedFact] = field(default_factory=list)

    def happened(
        self,
        when: str,
        fact: Any,
        agency: Agency = Agency.MET_POLICE,
        *,
        received: str | None = None,
        known: str | None = None,
        precision: Precision = Precision.INSTANT,
        case: str = "crime:met-police:4401234/25",
    ) -> LoggedFact:
        at = london(when)
        assert isinstance(fact, Fact)
        logged = LoggedFact(
            event=event_identity(agency, "notes", f"{self.victim} {len(self.facts)}"),
            agency=agency,
            case=case,
            victim=self.victim,
            occurred=Occurred.of(at, precision),
            recorded=at + timedelta(seconds=30),
            known=london(known) if known else None,
            received=london(received) if received else at + timedelta(minutes=1),
            fact=cast(AnyFact, fact),
        )
        self.facts.append(logged)
        return logged

    def reported(self, when: str, **victim: Any) -> None:
        self.happened(when, CrimeReported(offence=OffenceGroup.ROBBERY, borough="E09000012"))
        self.happened(when, VictimIdentified(**victim))

    def as_at(self, when: str) -> "Seen":
        return Seen(fold(self.facts, london(when)))

    def known_at(self, when: str) -> "Seen":
        """As it was answered then: only what had been received."""
        known = [logged for logged in self.facts if logged.received <= london(when)]
        return Seen(fold(known, london(when)))


@dataclass
class Seen:
    """A journey, asked one thing at a time."""

    journey: Journey

    def _of(self, kind: type[Any]) -> list[Any]:
        return [row for row in self.journey.rows.values() if isinstance(row, kind)]

    def obligation(self, rule: str) -> Obligation:
        (found,) = [row for row in self._of(Obligation) if row.rule == rule]
        assert isinstance(found, Obligation)
        return found

    @property
    def obligations(self) -> list[Obligation]:
        return self._of(Obligation)

    @property
    def intervals(self) -> list[StageInterval]:
        return sorted(self._of(StageInterval), key=lambda row: row.started)

    def states(self, rule: str) -> list[str]:
        """How each duty under a rule stands, the first due first."""
        found = [row for row in self.obligations if row.rule == rule]
        return [str(row.state) for row in sorted(found, key=lambda row: row.due_on or date.max)]

    def alerts(self, rule: str | None) -> dict[str, str]:
        """Each alert's kind and how it stands, of one rule; of None those of no rule."""
        return {str(row.kind): str(row.state) for row in self._of(Alert) if row.rule == rule}

    def alert_ids(self, rule: str) -> set[UUID]:
        return {row.id for row in self._of(Alert) if row.rule == rule}
