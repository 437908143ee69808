"""Of which kind the hearing or the order is that a fact is about."""

from events.court import HearingHeld, HearingListed
from events.fact import Fact
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)

_OF_HEARINGS = (HearingListed, HearingHeld, HearingCancelled, HearingAdjourned)
_OF_ORDERS = (ProtectiveOrderMade, ProtectiveOrderChanged, ProtectiveOrderEnded)
_SAY_IT: frozenset[type[Fact]] = frozenset({*_OF_HEARINGS, *_OF_ORDERS})


def detail_of(fact: Fact) -> str:
    """The code of the kind of hearing or of order that a fact says; empty where it says none."""
    if type(fact) not in _SAY_IT:  # most do not, and this is asked for each duty
        return ""
    if isinstance(fact, _OF_ORDERS):
        return fact.order
    return (fact.hearing or "") if isinstance(fact, _OF_HEARINGS) else ""
