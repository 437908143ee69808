"""One alert, as every question answers with it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, computed_field

from caseworkers.urgency import Urgency
from events.clocks import london_date
from events.contact import Channel
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.representatives import OwedTo
from processors.victims_code.rules import BY_CODE
from processors.victims_code.working_days import working_days_after
from schemas.alert_row import OF_DUTIES, STANDING, Alert, AlertKind, AlertState
from schemas.changes import ObligationState


class AlertLine(BaseModel):
    """One alert. `days_late` counts working days up to now; None unless it is late and stands.

    `code` is the version of the Victims' Code by which the duty is owed. The alert is `revised`
    where a correction gave it another day or state, and `disputed` where the event that it rests on
    is disputed. `reference` is the case as its agency names it. `suspect`, `trigger_kind`,
    `triggered`, `held_by`, `known_by` and `owed_to` are the duty's; `triggered` is None where what
    raised it is hidden from the viewer. The duty is `enhanced` where it is timed with Enhanced
    Rights; `duty_state` and `duty_reason` say how it stands, and why. A list of alerts that stand
    gives the `urgency` of each. Where the alert is about an event and no duty, `suspect`,
    `trigger_kind` and `triggered` are the event's, and `recorded_by` is who of the agency's staff
    recorded it. `detail` is the kind of the order or the hearing, that of the event or of what
    raised the duty. `in_week` says of a hearing that it is listed for the week of `due_on`, and not
    for a day. `other_agency` is who owes a hand-off, who made a referral, or the other one of a
    dispute. The others are as in the alert's row.
    """

    model_config = ConfigDict(frozen=True)

    victim: str
    id: UUID
    case_id: str
    kind: AlertKind
    state: AlertState
    event: UUID | None
    obligation: UUID | None
    rule: str | None
    code: str | None
    agency: Agency
    due_on: date | None
    raised: datetime
    closed: datetime | None
    breached: datetime | None = None
    detected: datetime | None = None
    channel: Channel | None = None
    acted: datetime | None = None
    acted_by: str | None = None
    note: str | None = None
    until: datetime | None = None
    disputed: bool
    revised: bool
    suspect: str | None = None
    trigger_kind: str = ""
    reference: str = ""
    triggered: datetime | None = None
    known_by: UUID | None = None
    owed_to: OwedTo = OwedTo.VICTIM
    held_by: InvestigatingBody | None = None
    enhanced: bool = False
    duty_state: ObligationState | None = None
    duty_reason: str | None = None
    recorded_by: str | None = None
    other_agency: Agency | None = None
    urgency: Urgency | None = None
    days_late: int | None
    in_week: bool = False
    detail: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def confirmed(self) -> bool | None:
        """Whether somebody has read its rule in a source; None where there is no rule.

        A rule that this version of the program does not have is none.
        """
        version = BY_CODE.get(self.code or "")
        rule = version.rules.get(self.rule or "") if version else None
        return rule.is_confirmed if rule else None


class AlertNotShown(BaseModel):
    """An alert of which a fault of the program lets no more be said than which it is, and whose."""

    model_config = ConfigDict(frozen=True)

    victim: str
    id: UUID


def alert_line(row: Mapping[str, Any], now: datetime) -> AlertLine:
    """An alert's row, with its victim and code, and how late it is as at `now`."""
    stands_late = row["kind"] == AlertKind.LATE and row["state"] == AlertState.RAISED
    late = working_days_after(row["due_on"], london_date(now)) if stands_late else None
    return AlertLine.model_validate({**row, "days_late": late})


AnAlert = TypeVar("AnAlert", Alert, AlertLine)


def alert_of_duty(alerts: Iterable[AnAlert], duty: UUID) -> AnAlert | None:
    """The alert of a duty that stands, to whoever owes it; None where none does."""
    upon = (each for each in alerts if each.obligation == duty and each.kind in OF_DUTIES)
    return next((each for each in upon if each.state in STANDING), None)
