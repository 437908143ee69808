"""What was published as it counts for the ledger, once wrong values have been put right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from events.clocks import Occurred, Precision
from events.corrections import CorrectionAgreed, CorrectionDisputed, CorrectionProposed
from events.identifiers import Agency
from oracle.published_event import Published


@dataclass(slots=True)
class _Slip:
    """A proposal as a clerk keeps it, with the last word of the agency that reported the event."""

    proposed: Published
    proposal: CorrectionProposed
    reporter: Agency
    answer: Published | None = None

    @property
    def name(self) -> tuple[Agency, str]:
        """Whose proposal it is, as they number them."""
        return self.proposed.agency, self.proposal.correction

    @property
    def is_agreed(self) -> bool:
        if self.answer:
            return isinstance(self.answer.fact, CorrectionAgreed)
        return self.proposed.agency is self.reporter

    @property
    def is_disputed(self) -> bool:
        return self.answer is not None and not self.is_agreed


@dataclass(frozen=True, slots=True)
class Righted:
    """Events as they count, in the order in which they happened.

    So many proposals were `put_right`; `restricted` are the events of which a value is disputed.
    """

    events: list[Published]
    put_right: int
    restricted: frozenset[UUID]


def righted(events: Iterable[Published]) -> Righted:
    """What counts of the events of a case, with the last answer to each proposal."""
    told = {each.identity: each for each in sorted(events, key=lambda each: each.order)}
    slips = _slips(told)
    agreed = [slip for slip in slips if slip.is_agreed]
    for slip in sorted(agreed, key=lambda each: (each.answer or each.proposed).order):
        target = slip.proposal.event
        told[target] = _with(told[target], slip.proposal.field, slip.proposal.value)
    counted = sorted(told.values(), key=lambda each: each.order)
    disputed = frozenset(slip.proposal.event for slip in slips if slip.is_disputed)
    return Righted(counted, len({slip.name for slip in agreed}), disputed)


def _slips(told: dict[UUID, Published]) -> list[_Slip]:
    """The proposals about events that were told, each with its answer."""
    slips: dict[UUID, _Slip] = {}
    for each in told.values():
        if isinstance(each.fact, CorrectionProposed) and each.fact.event in told:
            reporter = told[each.fact.event].agency
            slips[each.identity] = _Slip(each, each.fact, reporter)
    for each in told.values():
        for slip in _answered(slips.values(), each):
            slip.answer = each
    return list(slips.values())


def _answered(slips: Iterable[_Slip], by: Published) -> Iterator[_Slip]:
    fact = by.fact
    if isinstance(fact, CorrectionAgreed | CorrectionDisputed):
        for slip in slips:
            if slip.name == (fact.proposed_by, fact.correction) and by.agency is slip.reporter:
                yield slip


def _with(event: Published, field: str, value: str | None) -> Published:
    if field == "time":
        assert value, "a time is put right by another"
        precision = Precision.DAY if event.by_day else Precision.INSTANT
        return replace(event, at=Occurred.of(datetime.fromisoformat(value), precision).at)
    fact = type(event.fact).model_validate({**event.fact.model_dump(mode="json"), field: value})
    return replace(event, fact=fact)
