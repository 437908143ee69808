"""Which duties and alerts corrections changed, and which alerts they took the ground from. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from events.corrections import (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionProposed,
    ReportWithdrawn,
)
from processors.fold.case_state import CaseState
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.changes import Obligation, Row
from schemas.log_records import LoggedFact

_CORRECTING = (CorrectionProposed, CorrectionAgreed, CorrectionDisputed, ReportWithdrawn)


def without_corrections(facts: Iterable[LoggedFact]) -> list[LoggedFact]:
    """The facts as they were first reported: without those that change what others count for."""
    return [logged for logged in facts if not isinstance(logged.fact, _CORRECTING)]


def with_revised(rows: Iterable[Row], reported: Mapping[UUID, Row]) -> list[Row]:
    """The rows of a journey, its duties and alerts compared with the same `reported` ones.

    A row is revised where people must act otherwise: another day or state, or for another person.
    That another event moved or ended it does not count. A row that is not among the reported ones
    is revised, but for the alert of a dispute.
    """
    return [_marked(row, reported.get(row.id)) for row in rows]


def retracted_alerts(
    shown: Mapping[UUID, Alert], cases: Mapping[str, CaseState], learned: datetime
) -> Iterator[Alert]:
    """The alerts shown before an answer was learned, and without ground by what counts now."""
    stands = {row.id for case in cases.values() for row in case.rows}
    for row in shown.values():
        if row.id not in stands and row.state is not AlertState.PENDING:  # nobody was told of it
            yield replace(row, state=AlertState.RETRACTED, closed=row.closed or learned)


def _marked(row: Row, reported: Row | None) -> Row:
    if not isinstance(row, Obligation | Alert) or _is_of_dispute(row):
        return row
    revised = _compared(row) != _compared(reported)
    return replace(row, revised=revised) if row.revised is not revised else row


def _is_of_dispute(row: Obligation | Alert) -> bool:
    """Whether a row is there only because of a correction: nothing else of it was reported."""
    return isinstance(row, Alert) and row.kind is AlertKind.DATA_DISPUTED


def _compared(row: Row | None) -> tuple[object, ...] | None:
    match row:
        case Obligation():
            ended = (row.ended, row.reason, row.days_late)
            return (row.due_on, row.state, row.triggered, row.owed_to, *ended)
        case Alert():
            return (row.due_on, row.state, row.raised, row.closed)
        case _:
            return None
