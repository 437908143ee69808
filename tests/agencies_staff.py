"""What agencies say of their cases and staff, as it is stored, and who sees whom by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson

from access.stored_caseloads import StoredCaseloads
from access.viewer import Role, Viewer
from events.identifiers import Agency, Pseudonym, pseudonym
from notifier.changes_reading import ChangesReader
from processors.fold.journey import Journey, fold
from processors.fold.row_changes import row_changes
from projections.projection_rows import Rows, changes_rows, staffing_rows
from projections.store import Store
from published_journey import KEY, facts_of, published_event
from schemas.changes import Changes, encode_changes, kind_of
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact

ASKED = (
    "assignments",
    "assignments_by_holder",
    "assignments_removed",
    "staffing",
    "timeline",
)
"""The tables by which caseloads are known."""


def day(number: int) -> datetime:
    """Nine in the morning of a day in March 2025."""
    return datetime(2025, 3, number, 9, tzinfo=UTC)


def viewer(
    agency: Agency | None, staff: str | None, *teams: str, role: Role = Role.CASEWORKER
) -> Viewer:
    """Somebody who signed in, by their agency's provider."""
    return Viewer("a", staff or "s", "A", agency, staff, frozenset(teams), frozenset({role}))


@dataclass
class StaffedPlatform:
    """The platform's tables after agencies published events, a revision an event."""

    store: Store
    cases: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    journeys: dict[Pseudonym, Journey] = field(default_factory=dict)
    revision: int = 0
    name: UUID = field(default_factory=uuid4)
    notifier: ChangesReader | None = None
    """Takes in the same records."""

    def case(self, number: int, at: datetime, agency: str = "met-police") -> str:
        """A new case with one victim; the victim's reference."""
        victim, case = f"{agency}:V{number}", f"crime:{agency}:{number}"
        self.publish("victim-identified", at, {}, agency, subject=case, victim=victim)
        return victim

    def publish(
        self,
        kind: str,
        at: datetime,
        data: Mapping[str, Any],
        agency: str = "met-police",
        **more: str,
    ) -> None:
        """An agency publishes an event, which intake accepts and the sink stores."""
        event = published_event(kind, at.isoformat(), data, agency, **more)
        self.deliver(event, at + timedelta(minutes=1))

    def deliver(self, event: dict[str, Any], received: datetime) -> None:
        read = decode(orjson.dumps(event))
        check_arrival(read, read.agency, read.case.encode(), received)
        self.revision += 1
        if read.fact.about_staff:
            written = LoggedFact.accepted(read, None, received).written
            self._insert(staffing_rows(written))
            if self.notifier:
                self.notifier.staffing(written)
            return
        events = self.cases.setdefault(read.case, [])
        events.append(event)
        for victim, facts in facts_of(events).items():
            self._fold(victim, facts, received)

    def assign(self, number: int, at: datetime, staff: str | None, team: str = "hackney-1") -> None:
        """The Met gives a case to somebody, or to a team alone."""
        data = {"capacity": "officer-in-the-case", "team": team, "staff": staff}
        subject = f"crime:met-police:{number}"
        self.publish("caseworker-assigned", at, data, subject=subject)

    def staff(self, kind: str, at: datetime, staff: str, **data: Any) -> None:
        """The Met says something of one of its staff."""
        subject = f"staff:met-police:{staff}"
        self.publish(kind, at, data, subject=subject, id=f"{kind}-{staff}-{self.revision}")

    def sees(self, who: Viewer, at: datetime) -> list[str]:
        """The references of the victims whom somebody may see, in order."""
        names = {pseudonym(v, KEY): v for v in self._references()}
        caseload = StoredCaseloads(self.store).of(who, at)
        return sorted(names[Pseudonym(victim)] for victim in caseload)

    def _references(self) -> Iterable[str]:
        return {e["victim"] for events in self.cases.values() for e in events if "victim" in e}

    def _fold(self, victim: Pseudonym, facts: list[LoggedFact], now: datetime) -> None:
        after = fold(facts, now)
        changed, gone = row_changes(self.journeys.get(victim, Journey()), after)
        self.journeys[victim] = after
        removed = tuple((kind_of(row), row.id) for row in gone)
        changes = Changes(victim, self.revision, tuple(changed), removed)
        self._insert(changes_rows(encode_changes(changes)))
        if self.notifier:
            self.notifier.changes(encode_changes(changes), now)

    def _insert(self, rows: Rows) -> None:
        for table in set(ASKED) & rows.keys():
            self.store.insert(table, rows[table], f"{self.name} {table} {self.revision}")

    def forget(self) -> None:
        """Empty the tables, for the next test."""
        for table in ASKED:
            self.store.command(f"TRUNCATE TABLE {table}")
