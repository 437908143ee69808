"""What opens a charging decision again: the case goes back, or forward, once more."""

from events.charging import ReferredToCps, ReturnedToPolice, ReviewAnswer, ReviewAnswered
from events.fact import Fact
from events.investigation import InvestigationOpened
from schemas.log_records import LoggedFact

REOPENINGS: tuple[type[Fact], ...] = (
    InvestigationOpened,
    ReferredToCps,
    ReturnedToPolice,
    ReviewAnswered,
)


def opens_again(logged: LoggedFact) -> bool:
    """Whether it may be decided anew after a fact."""
    fact = logged.fact
    if isinstance(fact, ReviewAnswered):
        return fact.answer is ReviewAnswer.DECISION_OVERTURNED
    return isinstance(fact, REOPENINGS)
