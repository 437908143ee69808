"""What caseworkers have been alerted to: what is late, and what falls due next."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from events.clocks import london_date
from events.identifiers import Agency
from processors.working_days import working_days_after
from schemas.changes import AlertKind, AlertState

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("alerts.sql").read_text()

Standing = Literal["raised", "closed"]
"""Whether an alert still stands, or was resolved, retracted or superseded."""


class AlertLine(BaseModel):
    """One alert. `days_late` counts working days up to now; None unless it is late and stands.

    `code` is the version of the Victims' Code by which the duty is owed.
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
    disputed: bool
    days_late: int | None


class Worklist(BaseModel):
    """One page of alerts, and how many there are in all; 0 of a page beyond the last."""

    model_config = ConfigDict(frozen=True)

    total: int
    alerts: list[AlertLine]


def worklist(
    store: "Store",
    now: datetime,
    standing: Standing = "raised",
    agency: Agency | None = None,
    kind: AlertKind | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Worklist:
    """Alerts that stand as at `now`, or closed ones: late, then unsafe contacts, then due soon."""
    asked = {
        "state": standing,
        "agency": agency or "",
        "kind": kind or "",
        "limit": limit,
        "offset": offset,
    }
    rows = store.query(_SQL, asked)
    total = rows[0]["total"] if rows else 0
    return Worklist(total=total, alerts=[alert_line(row, now) for row in rows])


def alert_line(row: Mapping[str, Any], now: datetime) -> AlertLine:
    """A row of the table of alerts, with how late it is as at `now`."""
    stands_late = row["kind"] == AlertKind.LATE and row["state"] == AlertState.RAISED
    late = working_days_after(row["due_on"], london_date(now)) if stands_late else None
    return AlertLine.model_validate({**row, "days_late": late})
