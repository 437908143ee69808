"""Decisions that the ledger of truth has entered: one reported again triggers nothing anew."""

from dataclasses import dataclass, field

from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    ProsecutionAltered,
    ProsecutionChange,
    ReferredToCps,
    ReturnedToPolice,
    ReviewAnswer,
    ReviewAnswered,
)
from events.court import CaseConcluded
from events.investigation import PoliceOutcomeRecorded
from events.vocabulary import AnyFact
from oracle.published_event import PublishedEvent

RULES = frozenset({"R6.6", "R6.7"})
"""The rules by which the victim is to be told of a decision, once."""


@dataclass(slots=True)
class EnteredDecisions:
    """What was entered by each of the rules, and whether a decision stands to be recorded."""

    entered: dict[str, list[PublishedEvent]] = field(default_factory=dict)
    stands: dict[str, bool] = field(default_factory=dict)

    def open_again(self, fact: AnyFact) -> None:
        """A fact may open anew what was decided."""
        overturned = ReviewAnswer.DECISION_OVERTURNED
        if isinstance(fact, ReviewAnswered) and fact.answer is not overturned:
            return
        if isinstance(fact, ReferredToCps | ReturnedToPolice | ReviewAnswered):
            self.stands.clear()

    def is_new(self, rule: str, event: PublishedEvent) -> bool:
        """Enter what a rule asks to tell of; whether it is a decision not entered before."""
        prosecutes = _prosecutes(event.fact)
        entered = self.entered.setdefault(rule, [])
        records = isinstance(event.fact, PoliceOutcomeRecorded | CaseConcluded)
        known = records and self.stands.get(rule) is prosecutes
        known = known or any(_is_another_word_for(event, each) for each in entered)
        entered.append(event)
        if not records:
            self.stands[rule] = prosecutes
        return not known


def _is_another_word_for(event: PublishedEvent, other: PublishedEvent) -> bool:
    """The same decision on the same day, from another agency or in a record of another kind."""
    speakers = {(each.agency, type(each.fact)) for each in (event, other)}
    alike = _prosecutes(event.fact) is _prosecutes(other.fact)
    return alike and event.day == other.day and len(speakers) == 2


def _prosecutes(fact: AnyFact) -> bool:
    if isinstance(fact, ChargingDecisionMade):
        return fact.decision is ChargingDecision.CHARGE
    changed = ProsecutionChange.SUBSTANTIALLY_ALTERED
    return isinstance(fact, ProsecutionAltered) and fact.change is changed
