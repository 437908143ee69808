"""What caseworkers have been alerted to: what is late, and what falls due next."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from caseworkers.alert_lines import AlertLine, alert_line
from caseworkers.as_of import journey_at, log_records
from caseworkers.revised_rows import as_first_reported, revised
from events.identifiers import Agency
from schemas.changes import AlertKind

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL, _CORRECTED = (
    Path(__file__).with_name(f"{name}.sql").read_text() for name in ("alerts", "corrected_victims")
)

AlertFilter = Literal["raised", "closed"]
"""Whether an alert still stands, or was resolved, retracted or superseded."""


class Worklist(BaseModel):
    """One page of alerts, and how many there are in all; 0 of a page beyond the last."""

    model_config = ConfigDict(frozen=True)

    total: int
    alerts: list[AlertLine]


def worklist(
    store: "Store",
    now: datetime,
    standing: AlertFilter = "raised",
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
    found = _revised(store, sorted({row["victim"] for row in rows}), now)
    return Worklist(total=total, alerts=[alert_line(row, now, found) for row in rows])


def _revised(store: "Store", victims: list[str], now: datetime) -> set[UUID]:
    """What was revised of these victims: few have anything corrected, and only theirs is read."""
    corrected = store.query(_CORRECTED, {"victims": victims}) if victims else []
    found: set[UUID] = set()
    for victim in (row["victim"] for row in corrected):
        facts = log_records(store, victim)
        found |= revised(journey_at(victim, facts, now), as_first_reported(victim, facts, now))
    return found
