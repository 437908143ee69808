"""One victim's whole journey: what happened, the waits, what is owed, the alerts."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict

from caseworkers.worklist import AlertLine, alert_line
from events.clocks import Precision, london_date
from events.identifiers import Agency
from events.offences import OffenceGroup, VictimKind
from events.places import Court
from processors.working_days import working_days_after
from schemas.changes import DutyHolder, End, ObligationState, WaitingOn

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_TIMELINE, _INTERVALS, _OBLIGATIONS, _ALERTS = (
    (_HERE / f"journey_{name}.sql").read_text()
    for name in ("timeline", "intervals", "obligations", "alerts")
)

Row = Mapping[str, Any]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


def _parsed(data: object) -> object:
    return orjson.loads(data) if isinstance(data, str) else data


class Entry(_Answer):
    """One thing that happened, on all four clocks, and who reported it; `data` is the fact's."""

    id: UUID
    case_id: str
    kind: str
    agency: Agency
    occurred: datetime
    precision: Precision
    recorded: datetime | None
    received: datetime
    known: datetime | None
    data: Annotated[dict[str, Any], BeforeValidator(_parsed)]


class Wait(_Answer):
    """A wait in one stage, and on whom; `days` are London calendar days, up to now while open."""

    id: UUID
    case_id: str
    stage: str
    next_stage: str | None
    waiting_on: WaitingOn
    started: datetime
    ended: datetime | None
    end: End
    agency: Agency
    court: Court | None
    borough: str | None
    offence: OffenceGroup | None
    victim_kind: VictimKind
    days: int


class Duty(_Answer):
    """What is owed to the victim; `days_late` are working days, up to now while it is undone."""

    id: UUID
    case_id: str
    rule: str
    code: str
    duty_holder: DutyHolder
    agency: Agency | None
    trigger: UUID
    triggered: datetime
    due_on: date
    enhanced: bool
    retimed_by: UUID | None
    state: ObligationState
    ended: datetime | None
    ended_by: UUID | None
    reason: str | None
    days_late: int


class VictimJourney(_Answer):
    """Everything known of one victim, each list in the order in which it came to be."""

    victim: str
    timeline: list[Entry]
    intervals: list[Wait]
    obligations: list[Duty]
    alerts: list[AlertLine]


def victim_journey(store: "Store", victim: str, now: datetime) -> VictimJourney | None:
    """The journey of the victim with this pseudonym, as at `now`; None where there is none."""
    asked = {"victim": victim}
    timeline = store.query(_TIMELINE, asked)
    if not timeline:
        return None
    return VictimJourney(
        victim=victim,
        timeline=[Entry.model_validate(row) for row in timeline],
        intervals=[_wait(row, now) for row in store.query(_INTERVALS, asked)],
        obligations=[_duty(row, now) for row in store.query(_OBLIGATIONS, asked)],
        alerts=[alert_line(row, now) for row in store.query(_ALERTS, asked)],
    )


def _wait(row: Row, now: datetime) -> Wait:
    days = london_date(row["ended"] or now) - london_date(row["started"])
    return Wait.model_validate({**row, "days": max(0, days.days)})


def _duty(row: Row, now: datetime) -> Duty:
    undone = row["state"] == ObligationState.BREACHED
    late = working_days_after(row["due_on"], london_date(now)) if undone else row["days_late"]
    return Duty.model_validate({**row, "days_late": late})
