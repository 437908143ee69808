"""One decision, one duty: whoever decides says so, and another agency records how it ended."""

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
from events.clocks import london_date
from events.court import CaseConcluded
from events.investigation import PoliceOutcomeRecorded
from processors.case.case_history import CaseHistory
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact

_DECISIONS = (ChargingDecisionMade, ProsecutionAltered)
_RECORDS = (PoliceOutcomeRecorded, CaseConcluded)
OPENS_AGAIN = (ReferredToCps, ReturnedToPolice, ReviewAnswered)
"""After these it may be decided anew."""


def is_repeated(history: CaseHistory, duty: Duty, trigger: LoggedFact) -> bool:
    """Whether a fact tells a decision of which something earlier has raised the same duty.

    It is the record of the last decision, or the word of another on the same London day.
    """
    before = [
        each
        for each in history.of(*_DECISIONS, *_RECORDS)
        if each.order < trigger.order and duty.is_triggered_by(each)
    ]
    alike = (each for each in before if _goes_on(each) is _goes_on(trigger))
    return any(_on_that_day(each, trigger) for each in alike) or _is_recorded(
        history, before, trigger
    )


def _is_recorded(history: CaseHistory, before: list[LoggedFact], trigger: LoggedFact) -> bool:
    decided = [each for each in before if isinstance(each.fact, _DECISIONS)]
    if not decided or not isinstance(trigger.fact, _RECORDS):
        return False
    last = decided[-1]
    anew = any(
        last.order < each.order < trigger.order and _opens_again(each)
        for each in history.of(*OPENS_AGAIN)
    )
    return _goes_on(last) is _goes_on(trigger) and not anew


def _opens_again(logged: LoggedFact) -> bool:
    fact = logged.fact
    return not isinstance(fact, ReviewAnswered) or fact.answer is ReviewAnswer.DECISION_OVERTURNED


def _on_that_day(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether two different records, by their agency or their kind, are of one London day."""
    different = one.agency is not other.agency or type(one.fact) is not type(other.fact)
    return different and london_date(one.occurred.at) == london_date(other.occurred.at)


def _goes_on(decision: LoggedFact) -> bool:
    """Whether there is a prosecution after a decision: charged, or altered and not given up."""
    match decision.fact:
        case ChargingDecisionMade(decision=made):
            return made is ChargingDecision.CHARGE
        case ProsecutionAltered(change=change):
            return change is ProsecutionChange.SUBSTANTIALLY_ALTERED
        case _:
            return False
