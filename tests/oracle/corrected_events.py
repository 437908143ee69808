"""The events as they count for the ledger, with their wrong values corrected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from events.clocks import Occurred, Precision
from events.corrections import CorrectionAgreed, CorrectionDisputed, CorrectionProposed
from events.identifiers import Agency
from oracle.published_event import PublishedEvent
from oracle.taken_back_events import said_anew, taken_back_in


@dataclass(slots=True)
class _Proposal:
    """A proposed correction, with the last word of the agency that reported the event."""

    proposed: PublishedEvent
    fact: CorrectionProposed
    reporter: Agency
    answer: PublishedEvent | None = None

    @property
    def name(self) -> tuple[Agency, str]:
        """Whose proposal it is, as they number them."""
        return self.proposed.agency, self.fact.correction

    @property
    def is_agreed(self) -> bool:
        if self.answer:
            return isinstance(self.answer.fact, CorrectionAgreed)
        return self.proposed.agency is self.reporter

    @property
    def is_disputed(self) -> bool:
        return self.answer is not None and not self.is_agreed


@dataclass(frozen=True, slots=True)
class CorrectedEvents:
    """Events in the order in which they happened; `restricted` are those with a disputed value."""

    events: list[PublishedEvent]
    restricted: frozenset[UUID]


def corrected(events: Iterable[PublishedEvent]) -> CorrectedEvents:
    """What counts of the events of a case, with the last answer to each proposal."""
    valid = {each.identity: each for each in sorted(events, key=lambda each: each.order)}
    taken_back = taken_back_in(valid)
    standing = {name: each for name, each in valid.items() if name not in taken_back}
    named = {**_reports(valid), **standing}
    proposals = _proposals(named)
    agreed = [proposal for proposal in proposals if proposal.is_agreed]
    for proposal in sorted(agreed, key=lambda each: (each.answer or each.proposed).order):
        target = proposal.fact.event
        valid[target] = _with(valid[target], proposal.fact.field, proposal.fact.value)
    left = [each for name, each in valid.items() if name not in taken_back]
    counted = sorted(said_anew(left, valid, taken_back), key=lambda each: each.order)
    disputed = frozenset(proposal.fact.event for proposal in proposals if proposal.is_disputed)
    return CorrectedEvents(counted, disputed)


def _reports(events: dict[UUID, PublishedEvent]) -> dict[UUID, PublishedEvent]:
    """The events but the corrections: what was taken back can still be disputed."""
    kinds = CorrectionProposed | CorrectionAgreed | CorrectionDisputed
    return {name: each for name, each in events.items() if not isinstance(each.fact, kinds)}


def _proposals(events: dict[UUID, PublishedEvent]) -> list[_Proposal]:
    """The proposals about events that were published, each with its answer."""
    proposals: dict[UUID, _Proposal] = {}
    for each in events.values():
        if isinstance(each.fact, CorrectionProposed) and each.fact.event in events:
            reporter = events[each.fact.event].agency
            proposals[each.identity] = _Proposal(each, each.fact, reporter)
    for each in events.values():
        for proposal in _answered(proposals.values(), each):
            proposal.answer = each
    return list(proposals.values())


def _answered(proposals: Iterable[_Proposal], by: PublishedEvent) -> Iterator[_Proposal]:
    fact = by.fact
    if isinstance(fact, CorrectionAgreed | CorrectionDisputed):
        for proposal in proposals:
            if (
                proposal.name == (fact.proposed_by, fact.correction)
                and by.agency is proposal.reporter
            ):
                yield proposal


def _with(event: PublishedEvent, field: str, value: str | None) -> PublishedEvent:
    if field == "time":
        assert value, "a time is corrected by another"
        precision = Precision.DAY if event.by_day else Precision.INSTANT
        return replace(event, at=Occurred.of(datetime.fromisoformat(value), precision).at)
    fact = type(event.fact).model_validate({**event.fact.model_dump(mode="json"), field: value})
    return replace(event, fact=fact)
