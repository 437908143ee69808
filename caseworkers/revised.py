"""What stands otherwise because something was corrected: compared with what was first reported."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caseworkers.answers import Entry
from caseworkers.known import journey_at
from events.corrections import CorrectionAgreed, CorrectionDisputed, CorrectionProposed
from processors.journey import Journey
from schemas.changes import Alert, EntryState, Obligation

_CORRECTING = {fact.kind for fact in (CorrectionProposed, CorrectionAgreed, CorrectionDisputed)}


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


def revised_of(victim: str, timeline: Sequence[Entry], at: datetime) -> frozenset[UUID]:
    """The same of a victim whose timeline is at hand; quick where nothing was corrected."""
    first = as_first_reported(victim, timeline, at)
    return revised(journey_at(victim, timeline, at), first) if first else frozenset()


def as_first_reported(victim: str, timeline: Sequence[Entry], at: datetime) -> Journey | None:
    """A victim's journey at an instant had nothing been corrected; None where nothing was."""
    if all(entry.state is not EntryState.CORRECTED for entry in timeline):
        return None
    reported = [entry for entry in timeline if entry.kind not in _CORRECTING]
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
