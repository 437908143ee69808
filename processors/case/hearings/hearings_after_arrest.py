"""The hearings at which a court deals with a defendant who was arrested on a warrant."""

from uuid import UUID

from events.before_trial import WarrantEnd, WarrantEnded
from events.court import HearingHeld
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects


def hearings_after_arrest(history: CaseHistory, of_case: Suspects) -> frozenset[UUID]:
    """The first hearing after each arrest on a warrant, by event.

    A hearing that does not say whose it is may be that of whoever was arrested.
    """
    return history.derive(_first_after_each, WarrantEnded, HearingHeld, by=of_case)


def _first_after_each(facts: FactsInOrder, of_case: Suspects) -> frozenset[UUID]:
    arrested: set[Suspect] = set()
    found: set[UUID] = set()
    for each in facts:
        suspect = of_case.whom(each)
        if isinstance(each.fact, HearingHeld):
            whose = arrested & {suspect} if not isinstance(suspect, NotOne) else {*arrested}
            arrested -= whose
            found.update({each.event} if whose else ())
        elif isinstance(each.fact, WarrantEnded) and each.fact.how is WarrantEnd.EXECUTED:
            arrested.add(suspect)
    return frozenset(found)
