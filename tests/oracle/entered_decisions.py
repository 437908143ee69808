"""Decisions that the ledger of truth has entered: one reported again triggers nothing anew."""

from dataclasses import dataclass, field

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    ProsecutionAltered,
    ProsecutionChange,
    ReferredToCps,
    ReturnedToPolice,
    ReviewAnswer,
    ReviewAnswered,
    SuspectCharged,
)
from events.court import CaseConcluded
from events.investigation import CHARGED, InvestigationOpened, PoliceOutcomeRecorded
from events.vocabulary import AnyFact
from oracle.known_suspects import Suspect
from oracle.published_event import PublishedEvent

RULES = {
    "R6.6": "charging",
    "R6.10": "charging",
    "R6.11": "charging",
    "R6.12": "charging",
    "R6.7": "prosecution",
}
"""The rules by which the victim is to be told of a decision, once, and what it is about."""


@dataclass(slots=True)
class EnteredDecisions:
    """What was entered of each kind of decision about each suspect.

    `stands` says of each decision, in order, on which counts it is and whether it prosecutes;
    `charged` are those whose charge was entered after their decision: another is a further charge.
    """

    entered: dict[tuple[str, Suspect], list[PublishedEvent]] = field(default_factory=dict)
    stands: dict[tuple[str, Suspect], list[tuple[frozenset[int], bool]]] = field(
        default_factory=dict
    )
    charged: set[tuple[str, Suspect]] = field(default_factory=set)

    def open_again(self, fact: AnyFact) -> None:
        """A fact may open anew what was decided."""
        overturned = ReviewAnswer.DECISION_OVERTURNED
        if isinstance(fact, ReviewAnswered) and fact.answer is not overturned:
            return
        if isinstance(fact, CaseReopened) and fact.back_to is ReopenedFor.TRIAL:
            return  # the charge stands
        reopens = ReferredToCps | ReturnedToPolice | ReviewAnswered | InvestigationOpened
        if isinstance(fact, reopens | CaseReopened):
            self.stands.clear()
            self.charged.clear()

    def is_new(self, rule: str, suspect: Suspect, event: PublishedEvent) -> bool:
        """Enter what a rule asks to tell of; whether it is a decision not entered before."""
        about, prosecutes = (RULES[rule], suspect), _prosecutes(event.fact)
        entered = self.entered.setdefault(about, [])
        charge = isinstance(event.fact, SuspectCharged)
        records = charge or isinstance(event.fact, PoliceOutcomeRecorded | CaseConcluded)
        further = charge and about in self.charged
        counts = frozenset() if charge else _counts(event.fact)
        last = [
            goes_on
            for on, goes_on in self.stands.get(about, ())
            if not on or not counts or on & counts
        ]
        known = records and not further and last[-1:] == [prosecutes]
        known = known or any(_is_another_word_for(event, each) for each in entered)
        entered.append(event)
        if charge or not records:
            self.stands.setdefault(about, []).append((counts, prosecutes))
            self.charged = self.charged | {about} if charge else self.charged - {about}
        return not known


def _is_another_word_for(event: PublishedEvent, other: PublishedEvent) -> bool:
    """The same decision on the same day, from another agency or in a record of another kind; all
    charges of a day are of one decision.
    """
    speakers = {(each.agency, type(each.fact)) for each in (event, other)}
    alike = _prosecutes(event.fact) is _prosecutes(other.fact)
    another = len(speakers) == 2 or isinstance(event.fact, SuspectCharged)
    counts = _counts(event.fact), _counts(other.fact)
    another = another and (not all(counts) or not counts[0].isdisjoint(counts[1]))
    return alike and event.day == other.day and another


def _counts(fact: AnyFact) -> frozenset[int]:
    """The counts that a decision of prosecutors, or a court's record of it, names."""
    if isinstance(fact, ProsecutionAltered | CaseConcluded):
        return frozenset(fact.offences)
    return frozenset()


def _prosecutes(fact: AnyFact) -> bool:
    match fact:
        case ChargingDecisionMade(decision=decision):
            return decision is ChargingDecision.CHARGE
        case ProsecutionAltered(change=change):
            return change is ProsecutionChange.SUBSTANTIALLY_ALTERED
        case PoliceOutcomeRecorded(outcome=outcome):
            return outcome in CHARGED
        case _:
            return isinstance(fact, SuspectCharged)
