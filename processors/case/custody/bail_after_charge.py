"""Which reports of police bail came after the charge, when bail is for the court to give."""

from uuid import UUID

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import SuspectCharged
from events.investigation import BailConditionsChanged, SuspectArrested, SuspectBailedOrReleased
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

_BAIL = (SuspectBailedOrReleased, BailConditionsChanged)


def bail_after_charge(history: CaseHistory, of_case: Suspects) -> frozenset[UUID]:
    """The facts of police bail about a suspect who had been charged, and not arrested since.

    On the day of the charge, where an hour is not known, it may have come before.
    """
    kinds = (SuspectArrested, CaseReopened, SuspectCharged, *_BAIL)
    return history.derive(_after_charge, *kinds, by=of_case)


def _after_charge(facts: FactsInOrder, of_case: Suspects) -> frozenset[UUID]:
    charged: dict[Suspect, LoggedFact] = {}
    found = set()
    for logged in facts:
        suspect = of_case.whom(logged)
        match logged.fact:
            case SuspectCharged() if suspect is not NotOne.UNSAID:
                charged[suspect] = logged
            case SuspectArrested():
                charged.pop(suspect, None)
            case CaseReopened(back_to=back_to) if back_to is not ReopenedFor.TRIAL:
                _forget(charged, suspect)
            case SuspectBailedOrReleased() | BailConditionsChanged():
                by = charged.get(suspect)
                if by and not not_before(by, logged):
                    found.add(logged.event)
    return frozenset(found)


def _forget(charged: dict[Suspect, LoggedFact], suspect: Suspect) -> None:
    if suspect is NotOne.ALL:
        charged.clear()
    charged.pop(suspect, None)
