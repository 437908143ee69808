"""Corrections, pure: which facts count instead of those reported, and how far each has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
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
    ReportWithdrawn,
)
from events.fact import Fact
from events.identifiers import Agency
from events.instants import EARLIEST, LATEST
from processors.case.corrections.amended_results import mark_amended
from processors.case.corrections.correction import Correction, Name
from processors.case.corrections.withdrawn_reports import (
    REPORT,
    taken_back_again,
    withdrawals_in,
    withdrawn_event,
)
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

FOLLOWING = (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionAcknowledged,
)
"""The facts that follow a proposal, each about one."""

CORRECTING: frozenset[type[Fact]] = frozenset({CorrectionProposed, ReportWithdrawn})
"""The facts without which each counts as it was reported."""

CorrectionAnswer = CorrectionAgreed | CorrectionDisputed


def apply_corrections(
    facts: Mapping[UUID, LoggedFact], before: Mapping[UUID, LoggedFact] | None = None
) -> tuple[Mapping[UUID, LoggedFact], tuple[Correction, ...]]:
    """The facts as they count, and the corrections of them, the first answered first.

    `before` are facts as they counted earlier: one that is equal is the same object again. What was
    taken back is not among them.
    """
    if CORRECTING.isdisjoint({type(each.fact) for each in facts.values()}):
        return facts, ()
    withdrawals = withdrawals_in(facts)
    taken_back = _taken_back(facts, withdrawals)
    proposed = proposed_corrections(_without_corrections(facts, taken_back))
    effective, corrections = dict(facts), _withdrawn(facts, withdrawals)
    for proposal, answer, about in proposed:
        corrections.append(_applied(effective, proposal, answer, about))
    for event in taken_back:
        del effective[event]
    mark_amended(effective, corrections)
    changed = {event for event, each in effective.items() if each is not facts[event]}
    for event in changed & (before or {}).keys():
        if before and effective.get(event) == before[event]:
            effective[event] = before[event]
    return effective, tuple(corrections)


def _taken_back(
    facts: Mapping[UUID, LoggedFact], withdrawals: Mapping[UUID, CorrectionState]
) -> set[UUID]:
    """The events that count no more. A withdrawal stays to be shown, whatever becomes of it."""
    named = {
        withdrawn_event(facts[event])
        for event, state in withdrawals.items()
        if state is CorrectionState.WITHDRAWN
    }
    named |= {anew.event for _, anew in taken_back_again(facts, withdrawals)}
    return {event for event in named if event and event not in withdrawals}


def _without_corrections(
    facts: Mapping[UUID, LoggedFact], taken_back: Collection[UUID]
) -> Mapping[UUID, LoggedFact]:
    """The facts without the proposals and answers that were taken back.

    Another event that was taken back can still be corrected, and disputed.
    """
    corrections = {
        event
        for event in taken_back
        if isinstance(facts[event].fact, (CorrectionProposed, *FOLLOWING))
    }
    if not corrections:
        return facts
    return {event: each for event, each in facts.items() if event not in corrections}


def _withdrawn(
    facts: Mapping[UUID, LoggedFact], withdrawals: Mapping[UUID, CorrectionState]
) -> list[Correction]:
    """The corrections of whole events, in order."""
    about = _about_each(facts.values()) if withdrawals else {}
    of_events = sorted((facts[event] for event in withdrawals), key=lambda each: each.order)
    found = [
        _withdrawal(each, withdrawn_event(each), withdrawals[each.event], facts, about)
        for each in of_events
    ]
    return found + [
        _withdrawal(by, anew.event, CorrectionState.WITHDRAWN, facts, about)
        for by, anew in taken_back_again(facts, withdrawals)
    ]


def _withdrawal(
    withdrawal: LoggedFact,
    event: UUID | None,
    state: CorrectionState,
    facts: Mapping[UUID, LoggedFact],
    about: Mapping[Name, list[LoggedFact]],
) -> Correction:
    fact = withdrawal.fact
    assert isinstance(fact, ReportWithdrawn)
    target, name = facts.get(event) if event else None, fact.correction or ""
    shown = target if state is not CorrectionState.NOT_ITS_OWN else None
    notified, acknowledged = _passed_on(about.get((withdrawal.agency, name), ()) if name else ())
    return Correction(
        proposal=withdrawal,
        answer=None,
        state=state,
        was=shown.fact.kind if shown else None,
        now=None,
        notified=notified,
        acknowledged=acknowledged,
        event=event or withdrawal.event,
        field=REPORT,
        name=name,
        about=shown,
    )


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
    return Correction(
        proposal=proposal,
        answer=answer,
        state=state,
        was=was,
        now=proposed.value,
        notified=notified,
        acknowledged=acknowledged,
        event=proposed.event,
        field=proposed.field,
        name=proposed.correction,
        about=target,
    )


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
    """The fact with the right value; None where that value cannot be.

    A withdrawal is taken back and made anew: another event in it would not be its agency's word.
    """
    if isinstance(target.fact, ReportWithdrawn):
        return None
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
