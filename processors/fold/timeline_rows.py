"""The rows that say what happened and what was corrected, as `journey-changes` carries them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import orjson

from events.corrections import CorrectionProposed
from processors.case.apply_corrections import Correction
from processors.case.case_history import row_id
from schemas.changes import CorrectionRow, CorrectionState, EntryState, TimelineEntry
from schemas.log_records import LoggedFact


def entry_states(corrections: Iterable[Correction]) -> Mapping[UUID, EntryState]:
    """How what was reported counts, by event, where something was corrected or is disputed."""
    meaning = {
        CorrectionState.APPLIED: EntryState.CORRECTED,
        CorrectionState.DISPUTED: EntryState.DISPUTED,
    }
    return {each.event: meaning[each.state] for each in corrections if each.state in meaning}


def timeline_entry(
    logged: LoggedFact, state: EntryState | None = None, reported: LoggedFact | None = None
) -> TimelineEntry:
    """What the timeline says of one fact as it counts, and how it was reported if that differs."""
    return TimelineEntry(
        id=logged.event,
        case_id=logged.case,
        kind=logged.fact.kind,
        agency=logged.agency,
        occurred=logged.occurred.at,
        precision=logged.occurred.precision,
        recorded=logged.recorded,
        received=logged.received,
        linked=logged.linked,
        known=logged.known,
        data=logged.data,
        state=state or EntryState.REPORTED,
        reported=_as_reported(reported) if reported and reported is not logged else None,
    )


def _as_reported(logged: LoggedFact) -> str:
    data = logged.fact.model_dump(mode="json")
    return orjson.dumps({"occurred": logged.occurred.at, "data": data}).decode()


def correction_row(told: Correction) -> CorrectionRow:
    """What is said of one correction."""
    said = told.proposal.fact
    assert isinstance(said, CorrectionProposed)
    return CorrectionRow(
        id=row_id("correction", told.proposal.victim, told.proposal.event),
        case_id=told.proposal.case,
        correction=said.correction,
        event=said.event,
        field=said.field,
        was=told.was,
        now=told.now,
        state=told.state,
        proposed_by=told.proposal.agency,
        proposed=told.proposal.occurred.at,
        answered_by=told.answer.agency if told.answer else None,
        answered=told.answer.occurred.at if told.answer else None,
        notified=told.notified,
        acknowledged=told.acknowledged,
    )
