"""Whose duty it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from events.case_moves import CaseTransferred
from events.complaints import ComplaintMade
from events.identifiers import POLICE, Agency
from oracle.published_event import PublishedEvent
from oracle.withdrawals import goes_elsewhere
from processors.victims_code.rules import RULES

_OTHERS = {
    "cps": Agency.CPS,
    "hmcts": Agency.HMCTS,
    "witness care unit": Agency.WITNESS_CARE,
    "probation": Agency.PROBATION,
}
_OUR_FORCES = {"01": Agency.MET_POLICE, "48": Agency.CITY_POLICE, "93": Agency.BTP}


@dataclass(slots=True)
class DutyHolders:
    """The forces to which the case was transferred, each with the event, in order.

    Before these it has the force of its crime reference. Another body publishes nothing: the force
    that had the case answers on.
    """

    moves: list[tuple[PublishedEvent, Agency]] = field(default_factory=list)

    def enter(self, event: PublishedEvent) -> None:
        """Enter an event: a police force may pass the case on."""
        if isinstance(event.fact, CaseTransferred) and event.agency in POLICE:
            receiver = _OUR_FORCES.get(event.fact.to)
            self.moves += [(event, receiver)] if receiver else []

    def sends_on(self, event: PublishedEvent) -> bool:
        """Whether the case goes to somebody who does not publish in London."""
        return goes_elsewhere(event.fact) and not self.tells_again(event)

    def tells_again(self, event: PublishedEvent) -> bool:
        """Whether a force that passed the case on says, without a name, that another has it."""
        if isinstance(event.fact, CaseTransferred) or not goes_elsewhere(event.fact):
            return False
        passed_on = any(moved.agency is event.agency for moved, _ in self.moves)
        return passed_on and self.moves[-1][1] is not event.agency

    def of(self, rule: str, cause: PublishedEvent, due: date | None) -> Sequence[Agency]:
        """Who owes what a rule asks for after a cause; each force that had it by the due day."""
        if isinstance(cause.fact, ComplaintMade):
            return (cause.fact.about,)
        if owner := _OTHERS.get(RULES[rule].duty_holder):
            return (owner,)
        before = [force for moved, force in self.moves if moved.order < cause.order]
        later = [
            force
            for moved, force in self.moves
            if moved.order > cause.order and moved.day <= (due or date.max)
        ]
        first = before[-1] if before else Agency(cause.case.split(":")[1])
        return (first, *later)
