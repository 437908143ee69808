"""What agencies want put right: what was said, what would be right, and how far that has come."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from events.clocks import london_date
from events.identifiers import Agency
from schemas.changes import CorrectionState

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("correction_lines.sql").read_text()


class CorrectionLine(BaseModel):
    """One correction of one event, without the victims whom it concerns.

    `was` and `now` are both None of a disputed one: it is restricted. `days` are London calendar
    days from the proposal to the answer; None where there is no answer, or none was needed.
    `not_acknowledged` are those notified who have not said that they took it over.
    """

    model_config = ConfigDict(frozen=True)

    case_id: str
    correction: str
    event: UUID
    field: str
    was: str | None
    now: str | None
    state: CorrectionState
    proposed_by: Agency
    proposed: datetime
    answered_by: Agency | None
    answered: datetime | None
    days: int | None
    notified: list[Agency]
    not_acknowledged: list[Agency]


def corrections(
    store: "Store", state: CorrectionState | None = None, victim: str = ""
) -> list[CorrectionLine]:
    """Every correction, or those in one state or of one victim; those not answered first."""
    rows = store.query(_SQL, {"state": state or "", "victim": victim})
    return [correction_line(row) for row in rows]


def correction_line(row: Mapping[str, Any]) -> CorrectionLine:
    """A row of the table of corrections, as it may be shown."""
    hidden = row["state"] == CorrectionState.DISPUTED
    waiting = set(row["notified"]) - set(row["acknowledged"])
    values = {"was": None, "now": None} if hidden else {}
    told = {"days": _days(row["proposed"], row["answered"]), "not_acknowledged": sorted(waiting)}
    return CorrectionLine.model_validate({**row, **values, **told})


def _days(proposed: datetime, answered: datetime | None) -> int | None:
    return (london_date(answered) - london_date(proposed)).days if answered else None
