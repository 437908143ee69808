"""Corrections that agencies propose: both values, and how far each correction has come."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from access.caseload import EVERYBODY, Caseload
from caseworkers.restricted import Proposal, Restricted, restricted_rows
from events.clocks import london_date
from events.identifiers import Agency
from schemas.changes import CorrectionRow, CorrectionState

if TYPE_CHECKING:
    from processors.fold.journey import Journey
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("correction_lines.sql").read_text()


class CorrectionLine(BaseModel):
    """One correction of one event, without the victims whom it concerns.

    A disputed one is restricted, and so is any other of a disputed event: where it is `hidden` from
    the viewer, its `was` and `now` are None. `days` are London calendar days from the proposal to
    the answer; None where there is no answer, or none was needed.
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
    hidden: bool = False

    @property
    def proposal(self) -> Proposal:
        """Which correction of which event it is."""
        return self.proposed_by, self.correction, self.event


class FoundCorrections(NamedTuple):
    """Corrections, each once, and the victims whom they concern."""

    lines: list[CorrectionLine]
    victims: tuple[str, ...]


def corrections(
    store: "Store",
    caseload: Caseload = EVERYBODY,
    state: CorrectionState | None = None,
    seen_by: Agency | None = None,
) -> FoundCorrections:
    """The corrections of a caseload, or those in one state; those not answered first.

    `seen_by` is the viewer's agency.
    """
    parameters = {
        "everybody": caseload.everybody,
        "caseload": sorted(caseload.victims),
        "state": state or "",
    }
    rows = store.query(_SQL, parameters)
    victims = dict.fromkeys(victim for row in rows for victim in row["victims"])
    restricted = restricted_rows(store, victims, seen_by)
    return FoundCorrections([_correction_line(row, restricted) for row in rows], tuple(victims))


def corrections_of(journey: "Journey", restricted: Restricted) -> list[CorrectionLine]:
    """The corrections of one victim's journey; those not answered first."""
    rows = (row for row in journey.rows.values() if isinstance(row, CorrectionRow))
    return sorted((_correction_line(asdict(row), restricted) for row in rows), key=_order)


def _order(line: CorrectionLine) -> tuple[object, ...]:
    """As in the question to the table."""
    answered = line.state is not CorrectionState.PROPOSED
    return answered, line.proposed, line.proposed_by, line.correction


def _correction_line(row: Mapping[str, Any], restricted: Restricted) -> CorrectionLine:
    """A correction's row, as it may be shown."""
    waiting = set(row["notified"]) - set(row["acknowledged"])
    days = _days(row["proposed"], row["answered"])
    line = CorrectionLine.model_validate({**row, "days": days, "not_acknowledged": sorted(waiting)})
    if restricted.hides_proposal(line.proposal):
        return line.model_copy(update={"was": None, "now": None, "hidden": True})
    return line


def _days(proposed: datetime, answered: datetime | None) -> int | None:
    return (london_date(answered) - london_date(proposed)).days if answered else None
