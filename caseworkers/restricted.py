"""A disputed event is restricted: nothing shows its values, nor lets anybody guess them."""

from collections.abc import Iterable
from uuid import UUID

from caseworkers.correction_lines import CorrectionLine
from caseworkers.journey_answers import TimelineLine
from events.corrections import CorrectionProposed
from events.identifiers import Agency
from schemas.changes import CorrectionState


def as_shown(
    timeline: Iterable[TimelineLine], corrections: Iterable[CorrectionLine]
) -> list[TimelineLine]:
    """A victim's timeline as it may be shown.

    A disputed event stands last: its place in the order would give away when it happened. The
    proposal of another value for it does not show that value.
    """
    names = {
        (line.proposed_by, line.correction)
        for line in corrections
        if line.state is CorrectionState.DISPUTED
    }
    shown = [
        entry.model_copy(update={"restricted": entry.is_disputed or _proposes(entry, names)})
        for entry in timeline
    ]
    return sorted(shown, key=lambda entry: entry.is_disputed)


def disputed(timeline: Iterable[TimelineLine]) -> frozenset[UUID]:
    """The events of a timeline that are disputed."""
    return frozenset(entry.id for entry in timeline if entry.is_disputed)


def _proposes(entry: TimelineLine, names: set[tuple[Agency, str]]) -> bool:
    if entry.kind != CorrectionProposed.kind:
        return False
    return (entry.agency, entry.data["correction"]) in names
