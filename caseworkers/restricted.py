"""A disputed event is restricted: its controllers alone see it, and nobody else may guess it.

Its controllers are the agency that reported it and the agency whose correction of it is disputed
(DPA 2018 s.47). The owner of the machine is neither: whoever runs the platform needs to know that
an event is disputed, and not what it says. So nothing of it is shown to them either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from events.identifiers import Agency
from processors.case.corrections.apply_corrections import apply_corrections
from processors.case.corrections.correction import Correction
from processors.case.history.facts_by_event import with_facts
from processors.case.suspects.offender_facts import placed
from processors.fold.timeline_rows import correction_row
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_DISPUTES = Path(__file__).with_name("disputes.sql").read_text()

Proposal = tuple[Agency, str, UUID]
"""A correction: who proposed it, their own name of it, and the event that it is about."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A correction that the agency that reported the event disputed.

    Whatever other corrections of the event come to, it is restricted while one is disputed.
    """

    event: UUID
    correction: str
    proposed_by: Agency
    answered_by: Agency

    @property
    def proposal(self) -> Proposal:
        """The correction."""
        return self.proposed_by, self.correction, self.event

    @property
    def controllers(self) -> frozenset[Agency]:
        """The two agencies."""
        return frozenset({self.proposed_by, self.answered_by})


class Restricted:
    """What is restricted of some journeys, and which of it is hidden from one agency.

    This is the one place that decides it. `seen_by` is the viewer's agency, None of who has none.
    """

    def __init__(self, disputes: Iterable[Dispute], seen_by: Agency | None) -> None:
        self._seen_by = seen_by
        self._events: dict[UUID, frozenset[Agency]] = {}
        self._proposals: dict[Proposal, frozenset[Agency]] = {}
        for each in disputes:
            self._proposals[each.proposal] = each.controllers
            known = self._events.get(each.event, frozenset())
            self._events[each.event] = known | each.controllers

    def controllers(self, event: UUID | None) -> frozenset[Agency]:
        """The agencies that see an event; empty where it is not restricted."""
        return self._events.get(event, frozenset()) if event else frozenset()

    def controllers_of_proposal(self, proposal: Proposal) -> frozenset[Agency]:
        """The agencies that see both values of a correction; empty where all do.

        A disputed one is between two agencies. Any other gives away what a disputed event says.
        """
        return self._proposals.get(proposal) or self.controllers(proposal[2])

    def hides(self, *events: UUID | None) -> bool:
        """Whether one of these events is hidden, and so what follows from them together."""
        return any(self._is_not_for_them(self.controllers(event)) for event in events)

    def hides_proposal(self, proposal: Proposal) -> bool:
        """Whether both values of a correction are hidden."""
        return self._is_not_for_them(self.controllers_of_proposal(proposal))

    def _is_not_for_them(self, controllers: frozenset[Agency]) -> bool:
        return bool(controllers) and self._seen_by not in controllers


def restricted_facts(facts: Iterable[LoggedFact], seen_by: Agency | None) -> Restricted:
    """What is restricted of a victim's journey, by all facts that are known now.

    What was restricted since is hidden in what was known earlier too.
    """
    _, corrections = apply_corrections(placed(with_facts({}, facts)))
    return Restricted(filter(None, map(_dispute, corrections)), seen_by)


def restricted_rows(store: "Store", victims: Iterable[str], seen_by: Agency | None) -> Restricted:
    """The same of several victims' journeys, by the tables."""
    found = (
        Dispute(
            event=row["event"],
            correction=row["correction"],
            proposed_by=Agency(row["proposed_by"]),
            answered_by=Agency(row["answered_by"]),
        )
        for row in store.query(_DISPUTES, {"victims": sorted(victims)})
    )
    return Restricted(found, seen_by)


def _dispute(correction: Correction) -> Dispute | None:
    row = correction_row(correction)
    if row.state is not CorrectionState.DISPUTED or row.answered_by is None:
        return None
    return Dispute(row.event, row.correction, row.proposed_by, row.answered_by)
