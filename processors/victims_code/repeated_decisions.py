"""One decision, one duty: one agency publishes its decision, another records how it ended."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import PoliceOutcomeRecorded
from processors.case.case_history import CaseHistory, FactsInOrder, first_after, in_order
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact

_DECISIONS = (ChargingDecisionMade, ProsecutionAltered)
_RECORDS = (PoliceOutcomeRecorded, CaseConcluded)


_REOPENINGS = (ReferredToCps, ReturnedToPolice, ReviewAnswered)


@dataclass(slots=True)
class Decisions:
    """The facts of a case that trigger a duty about a decision.

    `first_on` has the first of each London day, by what follows from it, its agency and its kind;
    `decided` are those by which an agency decided itself, in order; `reopenings` those after which
    it may be decided anew.
    """

    first_on: Mapping[tuple[bool, date], Mapping[tuple[Agency, type[Fact]], LoggedFact]]
    decided: Sequence[LoggedFact]
    reopenings: Sequence[LoggedFact]


def decisions(history: CaseHistory, duty: Duty) -> Decisions:
    """The decisions of a case that one duty is about."""
    return history.derive(_decisions, *_DECISIONS, *_RECORDS, *_REOPENINGS, by=duty)


def _decisions(facts: FactsInOrder, duty: Duty) -> Decisions:
    triggers = [each for each in facts if duty.is_triggered_by(each)]
    first_on: dict[tuple[bool, date], dict[tuple[Agency, type[Fact]], LoggedFact]] = {}
    for each in triggers:
        on_day = first_on.setdefault((_goes_on(each), london_date(each.occurred.at)), {})
        on_day.setdefault((each.agency, type(each.fact)), each)
    return Decisions(
        first_on,
        decided=[each for each in triggers if isinstance(each.fact, _DECISIONS)],
        reopenings=[each for each in facts if _opens_again(each)],
    )


def is_repeated(of_case: Decisions, trigger: LoggedFact) -> bool:
    """Whether a fact repeats a decision by which something earlier has triggered the same duty.

    It records the last decision, or another agency's of the same London day.
    """
    on_day = of_case.first_on.get((_goes_on(trigger), london_date(trigger.occurred.at)), {})
    own = (trigger.agency, type(trigger.fact))
    if any(by != own and first.order < trigger.order for by, first in on_day.items()):
        return True
    return _is_recorded(of_case, trigger)


def _is_recorded(of_case: Decisions, trigger: LoggedFact) -> bool:
    place = bisect_left(of_case.decided, trigger.order, key=in_order)
    if not place or not isinstance(trigger.fact, _RECORDS):
        return False
    last = of_case.decided[place - 1]
    reopened = first_after(of_case.reopenings, last)
    anew = reopened is not None and reopened.order < trigger.order
    return _goes_on(last) is _goes_on(trigger) and not anew


def _opens_again(logged: LoggedFact) -> bool:
    fact = logged.fact
    if isinstance(fact, ReviewAnswered):
        return fact.answer is ReviewAnswer.DECISION_OVERTURNED
    return isinstance(fact, _REOPENINGS)


def _goes_on(decision: LoggedFact) -> bool:
    """Whether there is a prosecution after a decision: charged, or altered and not given up."""
    match decision.fact:
        case ChargingDecisionMade(decision=made):
            return made is ChargingDecision.CHARGE
        case ProsecutionAltered(change=change):
            return change is ProsecutionChange.SUBSTANTIALLY_ALTERED
        case _:
            return False
