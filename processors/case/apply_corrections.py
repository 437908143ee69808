"""Corrections, pure: which facts count instead of those reported, and how far each has come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import ValidationError

from events.clocks import Occurred
from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
)
from events.identifiers import Agency
from events.instants import EARLIEST, LATEST
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

FOLLOWING = (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionAcknowledged,
)
"""The facts that follow a proposal, each about one."""

CorrectionAnswer = CorrectionAgreed | CorrectionDisputed


@dataclass(frozen=True)
class Correction:
    """One correction: the proposal, the answer to it if there is one, and what it comes to.

    `was` and `now` are the values before and after, as text; None of a value that is not there.
    """

    proposal: LoggedFact
    answer: LoggedFact | None
    state: CorrectionState
    was: str | None
    now: str | None
    notified: tuple[Agency, ...]
    acknowledged: tuple[Agency, ...]

    @property
    def event(self) -> UUID:
        """The event that it is about."""
        return _proposed(self.proposal).event

    @property
    def decided(self) -> datetime | None:
        """When it was learned what becomes of it; None while it waits for an answer."""
        if self.answer is None and self.state is CorrectionState.PROPOSED:
            return None
        return (self.answer or self.proposal).learned


_COUNTS = (CorrectionState.APPLIED, CorrectionState.DISPUTED)
"""The states of which something follows for the event; a dispute before what was applied."""


def corrections_by_event(corrections: Iterable[Correction]) -> Mapping[UUID, Correction]:
    """The correction of each event from which something follows, if there is one of it.

    A dispute restricts the event whatever else was proposed or applied of it; of the others the
    last that was applied counts.
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


def apply_corrections(
    facts: Mapping[UUID, LoggedFact], before: Mapping[UUID, LoggedFact] | None = None
) -> tuple[Mapping[UUID, LoggedFact], tuple[Correction, ...]]:
    """The facts as they count, and the corrections of them, the first answered first.

    `before` are facts as they counted earlier: one that is equal is the same object again.
    """
    proposed = proposed_corrections(facts)
    if not proposed:
        return facts, ()
    effective, corrections = dict(facts), []
    for proposal, answer, about in proposed:
        corrections.append(_applied(effective, proposal, answer, about))
    for event in {each.event for each in corrections} & (before or {}).keys():
        if before and effective.get(event) == before[event]:
            effective[event] = before[event]
    return effective, tuple(corrections)


def proposed_corrections(
    facts: Mapping[UUID, LoggedFact],
) -> list[tuple[LoggedFact, LoggedFact | None, list[LoggedFact]]]:
    """Each proposal, the answer to it, if any, and all that followed; first answered, first."""
    proposals = [each for each in facts.values() if type(each.fact) is CorrectionProposed]
    if not proposals:
        return []
    about = _about_each(facts.values())
    followed = ((each, about.get(_name(each), [])) for each in proposals)
    answered = [(each, _answer(facts, each, what), what) for each, what in followed]
    # one answer may be to two proposals of one name
    return sorted(answered, key=lambda each: ((each[1] or each[0]).order, each[0].order))


def last_decided(facts: Mapping[UUID, LoggedFact]) -> datetime | None:
    """When the last correction was decided; None while there is none.

    An agency's own report is corrected as soon as it says so: nobody answers that.
    """
    _, corrections = apply_corrections(facts)
    return max(filter(None, (each.decided for each in corrections)), default=None)


Name = tuple[Agency, str]
"""A correction, by the agency that proposes it and that agency's own name of it."""


def _name(proposal: LoggedFact) -> Name:
    return proposal.agency, _proposed(proposal).correction


def _about_each(facts: Iterable[LoggedFact]) -> Mapping[Name, list[LoggedFact]]:
    """What followed each proposal: answers, notifications, acknowledgements."""
    about: dict[Name, list[LoggedFact]] = defaultdict(list)
    for logged in facts:
        fact = logged.fact
        if isinstance(fact, FOLLOWING):
            about[fact.proposed_by, fact.correction].append(logged)
    return about


def _applied(
    effective: dict[UUID, LoggedFact],
    proposal: LoggedFact,
    answer: LoggedFact | None,
    about: Iterable[LoggedFact],
) -> Correction:
    """Apply one correction, where it was agreed; and how far it has come."""
    proposed = _proposed(proposal)
    target = effective.get(proposed.event)
    was = _value(target, proposed.field) if target else None
    state, after = _state(target, proposal, answer)
    if after and target:
        effective[proposed.event] = after
    notified, acknowledged = _passed_on(about)
    return Correction(proposal, answer, state, was, proposed.value, notified, acknowledged)


def _state(
    target: LoggedFact | None, proposal: LoggedFact, answer: LoggedFact | None
) -> tuple[CorrectionState, LoggedFact | None]:
    own = target is not None and target.agency is proposal.agency
    if target is None or (answer is None and not own):
        return CorrectionState.PROPOSED, None
    if answer and isinstance(answer.fact, CorrectionDisputed):
        return CorrectionState.DISPUTED, None
    after = _changed(target, _proposed(proposal))
    return (CorrectionState.APPLIED if after else CorrectionState.IMPOSSIBLE), after


def _changed(target: LoggedFact, proposed: CorrectionProposed) -> LoggedFact | None:
    """The fact with the right value; None where that value cannot be."""
    try:
        if proposed.field == "time":
            return _moved(target, datetime.fromisoformat(proposed.value or ""))
        data = {**target.fact.model_dump(mode="json"), proposed.field: proposed.value}
        fact = type(target.fact).model_validate(data)
    except (ValueError, ValidationError, OverflowError):
        return None
    return replace(target, fact=fact)


def _moved(target: LoggedFact, at: datetime) -> LoggedFact | None:
    if at.tzinfo is None or not EARLIEST <= at < LATEST:
        return None
    return replace(target, occurred=Occurred.of(at, target.occurred.precision))


def _value(target: LoggedFact, field: str) -> str | None:
    if field == "time":
        return target.occurred.at.isoformat()
    value = target.fact.model_dump(mode="json").get(field)
    return None if value is None else str(value)


def _proposed(proposal: LoggedFact) -> CorrectionProposed:
    assert isinstance(proposal.fact, CorrectionProposed)
    return proposal.fact


def _answer(
    facts: Mapping[UUID, LoggedFact], proposal: LoggedFact, about: Iterable[LoggedFact]
) -> LoggedFact | None:
    """The last answer of the agency that reported the event."""
    target = facts.get(_proposed(proposal).event)
    if target is None:
        return None
    answers = (
        each
        for each in about
        if isinstance(each.fact, CorrectionAnswer) and each.agency is target.agency
    )
    return max(answers, key=lambda each: each.order, default=None)


def _passed_on(about: Iterable[LoggedFact]) -> tuple[tuple[Agency, ...], tuple[Agency, ...]]:
    about = list(about)
    notified = {each.fact.recipient for each in about if isinstance(each.fact, CorrectionNotified)}
    acknowledged = {each.agency for each in about if isinstance(each.fact, CorrectionAcknowledged)}
    return tuple(sorted(notified)), tuple(sorted(acknowledged))
