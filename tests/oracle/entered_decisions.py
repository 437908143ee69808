"""Decisions that the ledger of truth has entered: one that is told again is not told of anew."""

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
from oracle.published_event import Published

RULES = frozenset({"R6.6", "R6.7"})
"""The rules by which the victim is to be told of a decision, once."""


@dataclass(slots=True)
class Decisions:
    """What has been told by each of the rules, and whether a decision stands to be recorded."""

    told: dict[str, list[Published]] = field(default_factory=dict)
    stands: dict[str, bool] = field(default_factory=dict)

    def open_again(self, fact: AnyFact) -> None:
        """A fact may open anew what was decided."""
        overturned = ReviewAnswer.DECISION_OVERTURNED
        if isinstance(fact, ReviewAnswered) and fact.answer is not overturned:
            return
        if isinstance(fact, ReferredToCps | ReturnedToPolice | ReviewAnswered):
            self.stands.clear()

    def is_new(self, rule: str, event: Published) -> bool:
        """Enter what a rule asks to tell of; whether it is a decision not told of before."""
        prosecutes = _prosecutes(event.fact)
        told = self.told.setdefault(rule, [])
        records = isinstance(event.fact, PoliceOutcomeRecorded | CaseConcluded)
        known = records and self.stands.get(rule) is prosecutes
        known = known or any(_is_another_word_for(event, each) for each in told)
        told.append(event)
        if not records:
            self.stands[rule] = prosecutes
        return not known


def _is_another_word_for(event: Published, other: Published) -> bool:
    """The same decision on the same day, from another agency or in a record of another kind."""
    speakers = {(each.agency, type(each.fact)) for each in (event, other)}
    alike = _prosecutes(event.fact) is _prosecutes(other.fact)
    return alike and event.day == other.day and len(speakers) == 2


def _prosecutes(fact: AnyFact) -> bool:
    if isinstance(fact, ChargingDecisionMade):
        return fact.decision is ChargingDecision.CHARGE
    changed = ProsecutionChange.SUBSTANTIALLY_ALTERED
    return isinstance(fact, ProsecutionAltered) and fact.change is changed
