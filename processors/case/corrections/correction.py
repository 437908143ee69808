"""One correction as it stands: of a value of an event, or of a whole event that was taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.identifiers import Agency
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

Name = tuple[Agency, str]
"""A correction, by the agency that proposes it and that agency's own name of it."""


@dataclass(frozen=True)
class Correction:
    """One correction: the proposal, the answer to it if there is one, and what it comes to.

    `was` and `now` are the values before and after, as text; None of a value that is not there. A
    withdrawal is a correction of a whole event: nobody answers it, its `field` is `report`, and it
    was a report of some kind. `about` is the event as it was reported, if it has come.
    """

    proposal: LoggedFact
    answer: LoggedFact | None
    state: CorrectionState
    was: str | None
    now: str | None
    notified: tuple[Agency, ...]
    acknowledged: tuple[Agency, ...]
    event: UUID
    field: str
    name: str
    about: LoggedFact | None = None

    @property
    def decided(self) -> datetime | None:
        """When it was learned what becomes of it; None while it waits for an answer."""
        if self.answer is None and self.state in _UNDECIDED:
            return None
        return (self.answer or self.proposal).learned


_UNDECIDED = (CorrectionState.PROPOSED, CorrectionState.AWAITED, CorrectionState.NOT_ITS_OWN)
"""The states in which nothing is decided while nobody answers."""

_COUNTS = (CorrectionState.APPLIED, CorrectionState.WITHDRAWN, CorrectionState.DISPUTED)
"""The states of which something follows for the event, the last before the others."""


def corrections_by_event(corrections: Iterable[Correction]) -> Mapping[UUID, Correction]:
    """The correction of each event from which something follows, if there is one of it.

    A dispute restricts the event whatever else was proposed or applied of it, also once it is taken
    back; of the others a withdrawal counts, and then the last that was applied.
    """
    ranked = sorted(
        corrections,
        key=lambda each: _COUNTS.index(each.state) if each.state in _COUNTS else -1,
    )
    return {each.event: each for each in ranked}


def applied_correction(
    corrections: Mapping[UUID, Correction], logged: LoggedFact
) -> Correction | None:
    """The correction that was applied to a fact, by event, if any."""
    correction = corrections.get(logged.event) if corrections else None
    return correction if correction and correction.state is CorrectionState.APPLIED else None


def is_disputed(corrections: Mapping[UUID, Correction], logged: LoggedFact) -> bool:
    """Whether a fact is restricted because a value of it is disputed."""
    correction = corrections.get(logged.event) if corrections else None
    return correction is not None and correction.state is CorrectionState.DISPUTED


def disputed_events(corrections: Mapping[UUID, Correction]) -> frozenset[UUID]:
    """The events that are restricted because a value of each is disputed."""
    disputed = CorrectionState.DISPUTED
    return frozenset(event for event, each in corrections.items() if each.state is disputed)
