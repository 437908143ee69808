"""The good reasons that duty-holders gave not to do what a rule asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.duties import DutyExcused
from events.identifiers import Agency
from processors.case.history.case_history import CaseHistory, FactsInOrder
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class Excuses:
    """One agency's excuses from one rule: for all duties then open, in order, and by event."""

    open: list[LoggedFact] = field(default_factory=list)
    named: dict[UUID, LoggedFact] = field(default_factory=dict)


def excuses(history: CaseHistory) -> Mapping[tuple[str, Agency], Excuses]:
    """The excuses in a case, by rule and by the agency that gave them."""
    return history.derive(_excuses, DutyExcused)


def _excuses(facts: FactsInOrder) -> dict[tuple[str, Agency], Excuses]:
    by_rule: dict[tuple[str, Agency], Excuses] = {}
    for logged in facts:
        if isinstance(logged.fact, DutyExcused):
            of_rule = by_rule.setdefault((logged.fact.rule, logged.agency), Excuses())
            if logged.fact.trigger:
                of_rule.named.setdefault(logged.fact.trigger, logged)
            else:
                of_rule.open.append(logged)
    return by_rule
