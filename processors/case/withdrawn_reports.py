"""Events that their agencies took back, pure: which count no more, and what each withdrawal did."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from events.corrections import ReportWithdrawn
from events.identity import link_of
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

REPORT = "report"
"""What a withdrawal is of, where a correction names a field: the whole event."""


def withdrawals_in(facts: Mapping[UUID, LoggedFact]) -> Mapping[UUID, CorrectionState]:
    """What each withdrawal among some facts comes to, by its own event.

    An agency takes back its own events alone. Whoever takes back a withdrawal does so after it: so
    what each comes to is known once the later ones are, and two cannot take back one another.
    """
    latest = sorted(_all(facts.values()), key=lambda each: each.order, reverse=True)
    states: dict[UUID, CorrectionState] = {}
    undone = set[UUID]()
    for each in latest:
        states[each.event] = _state(facts, each, undone)
        target = withdrawn_event(each)
        if states[each.event] is CorrectionState.WITHDRAWN and target:
            undone.add(target)
    return states


def withdrawn_event(withdrawal: LoggedFact) -> UUID | None:
    """The event that a withdrawal takes back; None where it names none."""
    assert isinstance(withdrawal.fact, ReportWithdrawn)
    return withdrawal.fact.event


def _all(facts: Iterable[LoggedFact]) -> list[LoggedFact]:
    return [each for each in facts if isinstance(each.fact, ReportWithdrawn)]


def _state(
    facts: Mapping[UUID, LoggedFact], withdrawal: LoggedFact, undone: set[UUID]
) -> CorrectionState:
    """What a withdrawal comes to; `undone` has what later ones take back."""
    event = withdrawn_event(withdrawal)
    target = facts.get(event) if event else None
    if withdrawal.event in undone:
        return CorrectionState.UNDONE
    if target is None:
        return CorrectionState.AWAITED
    if target.agency is not withdrawal.agency:
        return CorrectionState.NOT_ITS_OWN
    if not _is_taken_back_so(target) or _is_earlier(withdrawal, target):
        return CorrectionState.IMPOSSIBLE
    return CorrectionState.WITHDRAWN


def _is_taken_back_so(target: LoggedFact) -> bool:
    """Whether an event only says what happened. Who a victim is decides where all facts go.

    Two cases, or two references, are parted again by events of their own. An arrest/summons number
    is said by the way: what says it can be taken back.
    """
    link = link_of(target.fact)
    return not target.fact.identifies and not (link and link.stated)


def _is_earlier(withdrawal: LoggedFact, target: LoggedFact) -> bool:
    return isinstance(target.fact, ReportWithdrawn) and withdrawal.order <= target.order
