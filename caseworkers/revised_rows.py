"""What stands otherwise because something was corrected: compared with what was first reported."""

from datetime import datetime
from itertools import chain
from uuid import UUID

from caseworkers.as_of import LogRecords, filtered, journey_at
from events.corrections import CorrectionAgreed, CorrectionDisputed, CorrectionProposed
from processors.fold.journey import Journey
from schemas.changes import Alert, Obligation

_CORRECTING = (CorrectionProposed, CorrectionAgreed, CorrectionDisputed)


def revised(journey: Journey, first: Journey | None) -> frozenset[UUID]:
    """The duties and alerts of a journey that stand otherwise than by what was first reported."""
    if first is None:
        return frozenset()
    told = ((row, first.rows.get(key)) for key, row in journey.rows.items())
    return frozenset(
        row.id
        for row, before in told
        if isinstance(row, Obligation | Alert) and _stands(row) != _stands(before)
    )


def as_first_reported(victim: str, facts: LogRecords, at: datetime) -> Journey | None:
    """A victim's journey at an instant had nothing been corrected; None where nothing was."""
    everything = chain(*(theirs.values() for theirs in facts.values()))
    if not any(isinstance(logged.fact, CorrectionProposed) for logged in everything):
        return None
    reported = filtered(facts, lambda logged: not isinstance(logged.fact, _CORRECTING))
    return journey_at(victim, reported, at)


def _stands(row: object) -> tuple[object, ...] | None:
    """What people go by: the day and how it stands, not which event moved it."""
    match row:
        case Obligation():
            return (row.due_on, row.state, row.triggered, row.ended, row.reason, row.days_late)
        case Alert():
            return (row.due_on, row.state, row.raised, row.closed)
        case _:
            return None
