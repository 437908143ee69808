"""A journey as agencies publish it, a file an agency, and what a caseworker reads of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from caseworkers.explanations import explained
from events.identifiers import Pseudonym, pseudonym
from processors.fold.journey import Journey, fold
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import take_in
from schemas.alert_row import Alert
from schemas.changes import Contradiction, Obligation, StageInterval
from schemas.cloudevents import decode
from schemas.log_records import LoggedFact
from web.obligation_view import statements_about

KEY = b"a secret of the tests, long enough to be one"
HANDED = Path(__file__).parent / "journeys"


def published(name: str) -> list[dict[str, Any]]:
    """The events of a handed journey, of all agencies, in the order in which they happened."""
    files = sorted((HANDED / name).iterdir())
    lines = (line for file in files for line in file.read_bytes().splitlines())
    return sorted(map(orjson.loads, lines), key=lambda event: datetime.fromisoformat(event["time"]))


def published_event(
    kind: str, at: str, data: Mapping[str, Any], agency: str = "met-police", **attributes: str
) -> dict[str, Any]:
    """An event as an agency publishes it; its id is its kind and time unless another is given."""
    return {
        "specversion": "1.0",
        "id": f"{kind}-{at}",
        "source": f"b/{agency}",
        "type": f"victim-journey.{kind}.v1",
        "time": at,
        "agency": agency,
        "data": data,
        **attributes,
    }


def facts_of(events: Iterable[Mapping[str, Any]]) -> dict[Pseudonym, list[LoggedFact]]:
    """What intake makes of published events of one case, each received a minute after its time."""
    case, log = CaseFile(), dict[Pseudonym, list[LoggedFact]]()
    for event in events:
        received = datetime.fromisoformat(event["time"]) + timedelta(minutes=1)
        taken = take_in(case, decode(orjson.dumps(event), []), received, KEY)
        case = taken.case
        for logged in taken.records:
            if logged.victim:
                log.setdefault(logged.victim, []).append(logged)
    return log


@dataclass(frozen=True)
class Read:
    """A victim's journey as it reads at a moment."""

    journey: Journey

    @classmethod
    def of(cls, events: Iterable[Mapping[str, Any]], at: datetime, victim: str = "") -> "Read":
        """The journey of a victim by reference; of the only one without."""
        log = facts_of(events)
        facts = log[pseudonym(victim, KEY)] if victim else next(iter(log.values()))
        return cls(fold(facts, at))

    @property
    def obligations(self) -> list[Obligation]:
        """All duties."""
        return self._rows(Obligation)

    def duties(self, rule: str, suspect: str | None = None) -> list[Obligation]:
        """The duties by a rule, in the order of their triggers; about one suspect, if asked."""
        rows = (row for row in self._rows(Obligation) if row.rule == rule)
        chosen = (row for row in rows if suspect is None or row.suspect == suspect)
        return sorted(chosen, key=lambda row: row.triggered)

    def states(self, rule: str, suspect: str | None = None) -> list[str]:
        """How the duties by a rule stand."""
        return [str(row.state) for row in self.duties(rule, suspect)]

    def due(self, rule: str) -> list[date | None]:
        """The last days of the duties by a rule."""
        return [row.due_on for row in self.duties(rule)]

    def event(self, kind: str, place: int = 0) -> UUID:
        """The identity of an event of a kind, by its place among those, in order."""
        facts = [each for each in self.journey.facts.values() if each.fact.kind == kind]
        return sorted(facts, key=lambda each: each.order)[place].event

    def why(self, rule: str, suspect: str | None = None) -> dict[str, str]:
        """The statements that explain the only duty by a rule, about a suspect if asked."""
        (duty,) = self.duties(rule, suspect)
        victim = next(iter(self.journey.facts.values())).victim
        assert victim
        found = explained(victim, {victim: self.journey.facts}, duty.id, self.journey.now)
        assert found
        return {each.about: each.text for each in statements_about(found)}

    @property
    def waits(self) -> list[tuple[str, date, date | None]]:
        """Each wait: its stage, and its first and last day."""
        rows = sorted(self._rows(StageInterval), key=lambda row: row.started)
        return [(str(r.stage), r.started.date(), r.ended.date() if r.ended else None) for r in rows]

    @property
    def held_by(self) -> list[str | None]:
        """Of each wait, the body that holds the case and publishes nothing here."""
        rows = sorted(self._rows(StageInterval), key=lambda row: row.started)
        return [row.held_by for row in rows]

    @property
    def alerts(self) -> list[Alert]:
        """All alerts that were raised."""
        return self._rows(Alert)

    @property
    def flags(self) -> list[str]:
        """What cannot all be so, and what is asked."""
        return sorted(str(row.kind) for row in self._rows(Contradiction))

    def _rows(self, kind: type[Any]) -> list[Any]:
        return [row for row in self.journey.rows.values() if isinstance(row, kind)]
