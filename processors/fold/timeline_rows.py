"""The rows of what happened and of what was corrected, as `journey-changes` carries them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import orjson

from events.corrections import ReportWithdrawn
from processors.case.corrections.correction import Correction
from processors.case.history.case_history import row_id
from schemas.changes import CorrectionRow, CorrectionState, EntryState, TimelineEntry
from schemas.log_records import LoggedFact

_PROPOSED, _REPORTED = EntryState.PROPOSED, EntryState.REPORTED


def entry_states(corrections: Iterable[Correction]) -> Mapping[UUID, EntryState]:
    """How a fact counts, by event, where something of it was corrected or is disputed."""
    meaning = {
        CorrectionState.APPLIED: EntryState.CORRECTED,
        CorrectionState.DISPUTED: EntryState.DISPUTED,
        CorrectionState.WITHDRAWN: EntryState.WITHDRAWN,
    }
    return {each.event: meaning[each.state] for each in corrections if each.state in meaning}


def timeline_entry(
    logged: LoggedFact, state: EntryState | None = None, reported: LoggedFact | None = None
) -> TimelineEntry:
    """The timeline's entry of one fact as it counts, and as reported where that differs."""
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
        state=state or (_PROPOSED if logged.proposal else _REPORTED),
        reported=_as_reported(reported) if reported and _differs(reported, logged) else None,
        recorded_by=logged.recorded_by,
    )


def _differs(reported: LoggedFact, logged: LoggedFact) -> bool:
    """Whether a fact counts otherwise than as reported: a correction may have changed nothing."""
    return reported is not logged and reported != logged


def _as_reported(logged: LoggedFact) -> str:
    data = logged.fact.model_dump(mode="json")
    return orjson.dumps({"occurred": logged.occurred.at, "data": data}).decode()


def correction_row(correction: Correction) -> CorrectionRow:
    """The row of one correction."""
    proposal = correction.proposal
    fact = proposal.fact
    named = fact.event if isinstance(fact, ReportWithdrawn) else correction.event
    # what was said in the place of the event that a withdrawal names
    also = () if correction.event in (named, proposal.event) else (correction.event,)
    return CorrectionRow(
        id=row_id("correction", proposal.victim, proposal.event, *also),
        case_id=correction.proposal.case,
        correction=correction.name,
        event=correction.event,
        field=correction.field,
        was=correction.was,
        now=correction.now,
        state=correction.state,
        proposed_by=correction.proposal.agency,
        proposed=correction.proposal.occurred.at,
        answered_by=correction.answer.agency if correction.answer else None,
        answered=correction.answer.occurred.at if correction.answer else None,
        notified=correction.notified,
        acknowledged=correction.acknowledged,
    )
