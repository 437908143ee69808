"""Events that their agencies took back, pure: which count no more, and what each withdrawal did."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from uuid import UUID

from events.corrections import ReportWithdrawn
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


def taken_back_again(
    facts: Mapping[UUID, LoggedFact], states: Mapping[UUID, CorrectionState]
) -> list[tuple[LoggedFact, LoggedFact]]:
    """What was said in the place of an event that was taken back once more, with that withdrawal.

    A result that is amended twice is said three times: the last one counts.
    """
    by_target: dict[UUID | None, list[LoggedFact]] = {}
    for each in sorted(_all(facts.values()), key=lambda each: each.order):
        if states[each.event] is CorrectionState.WITHDRAWN:
            by_target.setdefault(withdrawn_event(each), []).append(each)
    found: dict[UUID, LoggedFact] = {}
    for withdrawals in by_target.values():
        for earlier, later in pairwise(withdrawals):
            anew = facts.get(_replacement(earlier) or earlier.event)
            last = _replacement(withdrawals[-1])
            if anew and anew.event != last and _is_said_anew(anew, later):
                found.setdefault(anew.event, later)
    return [(later, facts[event]) for event, later in found.items()]


def _replacement(withdrawal: LoggedFact) -> UUID | None:
    assert isinstance(withdrawal.fact, ReportWithdrawn)
    return withdrawal.fact.replacement


def _is_said_anew(anew: LoggedFact, by: LoggedFact) -> bool:
    """Whether an event of the same agency says something anew that can be taken back."""
    is_withdrawal = isinstance(anew.fact, ReportWithdrawn)
    return anew.agency is by.agency and not is_withdrawal and _is_taken_back_so(anew)


def _all(facts: Iterable[LoggedFact]) -> list[LoggedFact]:
    return [each for each in facts if type(each.fact) is ReportWithdrawn]


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
    """Whether an event does not say who a victim is: that decides where all facts go.

    Two references are parted again by an event of its own.
    """
    return not target.fact.identifies


def _is_earlier(withdrawal: LoggedFact, target: LoggedFact) -> bool:
    return isinstance(target.fact, ReportWithdrawn) and withdrawal.order <= target.order
