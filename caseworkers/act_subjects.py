"""On what somebody may act: a victim's alerts, duties and reports, from the fold.

Alerts of several victims, and what became of an act, come from the table of alerts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from caseworkers.act_events import ActOn
from caseworkers.alert_lines import AlertLine, alert_of_duty
from caseworkers.journey_answers import ObligationLine, TimelineLine, VictimJourney
from caseworkers.victim_journeys import victim_journey
from events.identifiers import Agency
from schemas.alert_row import AlertKind, AlertState

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_ALERTS = (_HERE / "alerts_acted_on.sql").read_text()

MOST = 100
"""So many alerts can be acted on at once."""


class ActedAlert(BaseModel):
    """An alert as its table has it now, with who acted on it last and until when that counts."""

    model_config = ConfigDict(frozen=True)

    victim: str
    id: UUID
    case_id: str
    kind: AlertKind
    state: AlertState
    agency: Agency
    obligation: UUID | None
    due_on: date | None
    acted: datetime | None
    acted_by: str | None
    note: str | None
    until: datetime | None

    @property
    def on(self) -> ActOn:
        """Whom it is about, in which case."""
        return ActOn(self.victim, self.case_id)


def alerts_by_name(store: "Store", named: Iterable[tuple[str, UUID | None]]) -> list[ActedAlert]:
    """The alerts that these victims have under these ids; none of an id that is not theirs."""
    pairs = {(victim, alert) for victim, alert in named if alert}
    asked = {
        "victims": sorted({victim for victim, _ in pairs}),
        "alerts": sorted({alert for _, alert in pairs}),
    }
    rows = store.query(_ALERTS, asked) if pairs else []
    found = map(ActedAlert.model_validate, rows)
    return [alert for alert in found if (alert.victim, alert.id) in pairs]


@dataclass(frozen=True)
class ActSubject:
    """What somebody acts on: an alert, a duty or a report, in the journey that it is a part of."""

    on: ActOn
    journey: VictimJourney
    alert: AlertLine | None = None
    duty: ObligationLine | None = None
    entry: TimelineLine | None = None

    @property
    def warning(self) -> AlertLine | None:
        """The alert, where it warns of no duty of the agency's own."""
        return None if self.duty else self.alert


@dataclass(frozen=True)
class SubjectNamed:
    """How a form names what it acts on: by the alert, the duty, the event reported, or the case."""

    alert: UUID | None = None
    duty: UUID | None = None
    event: UUID | None = None
    case: str = ""


class OtherAgencysError(Exception):
    """It is another agency's duty or alert."""


def act_subject(
    store: "Store", victim: str, named: SubjectNamed, by: Agency, now: datetime
) -> ActSubject | None:
    """What a form is about, as a member of an agency's staff sees it; None where it is not there.

    Raises OtherAgencysError for what is another agency's to do. A report may be any agency's.
    """
    journey = victim_journey(store, victim, now, seen_by=by)
    if journey is None:
        return None
    if named.event:
        entry = next((e for e in journey.timeline if e.id == named.event and not e.hidden), None)
        return ActSubject(ActOn(victim, entry.case_id), journey, entry=entry) if entry else None
    if named.case:
        is_theirs = any(entry.case_id == named.case for entry in journey.timeline)
        return ActSubject(ActOn(victim, named.case), journey) if is_theirs else None
    return _owed(victim, named, by, journey)


def _owed(
    victim: str, named: SubjectNamed, by: Agency, journey: VictimJourney
) -> ActSubject | None:
    """An alert with its duty, if it is about one, or a duty with the alert that stands of it."""
    if named.duty:
        alert = alert_of_duty(journey.alerts, named.duty)
    else:
        alert = next((each for each in journey.alerts if each.id == named.alert), None)
    wanted = named.duty or (alert.obligation if alert else None)
    duty = next((duty for duty in journey.obligations if duty.id == wanted), None)
    found = alert or duty
    if found is None or (named.alert and alert is None) or (named.duty and duty is None):
        return None
    if found.agency is not by:
        raise OtherAgencysError
    if duty and duty.agency is not by:  # of a hand-off that this agency waits for
        duty = None
    return ActSubject(ActOn(victim, found.case_id), journey, alert, duty)
