"""When a victim has Enhanced Rights in a case, by the facts of the case."""

from dataclasses import dataclass
from datetime import date

from events.clocks import london_date
from events.needs import EnhancedRightsDecided, EnhancedRightsDecision
from events.reporting import VictimIdentified
from processors.case.history.case_history import CaseHistory, FactsInOrder
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class EnhancedPeriod:
    """The London days in which a victim has Enhanced Rights; `until` is not one of them.

    `ended_by` is the decision by which they no longer have them: declined, ended or not granted.
    """

    since: date
    until: date
    granted_by: LoggedFact
    ended_by: LoggedFact | None = None


def enhanced_periods(history: CaseHistory) -> tuple[EnhancedPeriod, ...]:
    """When the victim of a case has Enhanced Rights: from a grant to the next other decision."""
    return history.derive(_periods, VictimIdentified, EnhancedRightsDecided)


def _periods(facts: FactsInOrder) -> tuple[EnhancedPeriod, ...]:
    periods: list[EnhancedPeriod] = []
    granted: LoggedFact | None = None
    for decision in filter(_decides, facts):
        if _grants(decision):
            granted = granted or decision
        elif granted:
            periods.append(EnhancedPeriod(_day(granted), _day(decision), granted, decision))
            granted = None
    if granted:
        periods.append(EnhancedPeriod(_day(granted), date.max, granted))
    return tuple(periods)


def _decides(logged: LoggedFact) -> bool:
    return not isinstance(logged.fact, VictimIdentified) or logged.fact.enhanced_rights


def _grants(logged: LoggedFact) -> bool:
    fact = logged.fact
    if isinstance(fact, EnhancedRightsDecided):
        return fact.decision is EnhancedRightsDecision.GRANTED
    return True


def _day(logged: LoggedFact) -> date:
    return logged.occurred.day or london_date(logged.received)
