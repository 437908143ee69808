"""When a victim has Enhanced Rights in a case, by the facts of the case."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from events.clocks import london_date
from events.needs import EnhancedRightsDecided, EnhancedRightsDecision
from events.reporting import VictimIdentified
from processors.case.case_history import CaseHistory, FactsInOrder
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class EnhancedPeriod:
    """The London days in which a victim has Enhanced Rights; `until` is not one of them."""

    since: date
    until: date
    granted_by: LoggedFact


def enhanced_periods(history: CaseHistory) -> tuple[EnhancedPeriod, ...]:
    """When the victim of a case has Enhanced Rights: from a grant to the next other decision."""
    return history.derive(_periods, VictimIdentified, EnhancedRightsDecided)


def _periods(facts: FactsInOrder) -> tuple[EnhancedPeriod, ...]:
    decisions = [each for each in facts if _decides(each)]
    return tuple(
        EnhancedPeriod(_day(decision), _day(following) if following else date.max, decision)
        for decision, following in pairwise([*decisions, None])
        if decision and _grants(decision)
    )


def _decides(logged: LoggedFact) -> bool:
    return not isinstance(logged.fact, VictimIdentified) or logged.fact.enhanced_rights


def _grants(logged: LoggedFact) -> bool:
    fact = logged.fact
    if isinstance(fact, EnhancedRightsDecided):
        return fact.decision is EnhancedRightsDecision.GRANTED
    return True


def _day(logged: LoggedFact) -> date:
    return logged.occurred.day or london_date(logged.received)
