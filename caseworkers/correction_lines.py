"""Corrections that agencies propose: both values, and how far each correction has come."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from access.caseload import EVERYBODY, Caseload
from events.clocks import london_date
from events.identifiers import Agency
from schemas.changes import CorrectionRow, CorrectionState

if TYPE_CHECKING:
    from processors.fold.journey import Journey
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("correction_lines.sql").read_text()


class CorrectionLine(BaseModel):
    """One correction of one event, without the victims whom it concerns.

    A disputed one is restricted: its `was` and `now` are None. `days` are London calendar days from
    the proposal to the answer; None where there is no answer, or none was needed.
    `not_acknowledged` are the notified agencies that have not reported that they took it over.
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


class FoundCorrections(NamedTuple):
    """Corrections, each once, and the victims whom they concern."""

    lines: list[CorrectionLine]
    victims: tuple[str, ...]


def corrections(
    store: "Store", caseload: Caseload = EVERYBODY, state: CorrectionState | None = None
) -> FoundCorrections:
    """The corrections of a caseload, or those in one state; those not answered first."""
    parameters = {
        "everybody": caseload.everybody,
        "caseload": sorted(caseload.victims),
        "state": state or "",
    }
    rows = store.query(_SQL, parameters)
    victims = dict.fromkeys(victim for row in rows for victim in row["victims"])
    return FoundCorrections([_correction_line(row) for row in rows], tuple(victims))


def corrections_of(journey: "Journey") -> list[CorrectionLine]:
    """The corrections of one victim's journey; those not answered first."""
    rows = (row for row in journey.rows.values() if isinstance(row, CorrectionRow))
    return sorted((_correction_line(asdict(row)) for row in rows), key=_order)


def _order(line: CorrectionLine) -> tuple[object, ...]:
    """As in the question to the table."""
    answered = line.state is not CorrectionState.PROPOSED
    return answered, line.proposed, line.proposed_by, line.correction


def _correction_line(row: Mapping[str, Any]) -> CorrectionLine:
    """A correction's row, as it may be shown."""
    hidden = row["state"] == CorrectionState.DISPUTED
    waiting = set(row["notified"]) - set(row["acknowledged"])
    values = {"was": None, "now": None} if hidden else {}
    days = _days(row["proposed"], row["answered"])
    more = {**values, "days": days, "not_acknowledged": sorted(waiting)}
    return CorrectionLine.model_validate({**row, **more})


def _days(proposed: datetime, answered: datetime | None) -> int | None:
    return (london_date(answered) - london_date(proposed)).days if answered else None
