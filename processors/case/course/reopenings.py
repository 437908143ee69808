"""What opens a charging decision again: the case goes back, or forward, once more."""

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import ReferredToCps, ReturnedToPolice, ReviewAnswer, ReviewAnswered
from events.fact import Fact
from events.investigation import InvestigationOpened
from schemas.log_records import LoggedFact

REOPENINGS: tuple[type[Fact], ...] = (
    InvestigationOpened,
    CaseReopened,
    ReferredToCps,
    ReturnedToPolice,
    ReviewAnswered,
)


def opens_again(logged: LoggedFact) -> bool:
    """Whether it may be decided anew after a fact."""
    fact = logged.fact
    if type(fact) not in REOPENINGS:
        return False
    if isinstance(fact, ReviewAnswered):
        return fact.answer is ReviewAnswer.DECISION_OVERTURNED
    if isinstance(fact, CaseReopened):
        return fact.back_to is not ReopenedFor.TRIAL
    return True
