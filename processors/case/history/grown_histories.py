"""The histories of a victim's cases with more facts in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from processors.case.corrections.correction import Correction
from processors.case.history.case_history import CaseHistory, case_names
from processors.case.history.facts_by_case import facts_by_case
from processors.case.history.facts_by_event import FactsByEvent
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class GrownHistories:
    """The history of each case, and the identifiers of the cases, each with the case it means."""

    names: Mapping[str, str] = field(default_factory=dict)
    by_case: Mapping[str, CaseHistory] = field(default_factory=dict)

    def with_facts(
        self,
        new: Iterable[LoggedFact],
        all_facts: FactsByEvent,
        corrections: Mapping[UUID, Correction],
        alike: Mapping[str, CaseHistory],
    ) -> "GrownHistories":
        """The same with new facts; a case without one stays as it is.

        Where two cases became one, all are made anew, of `all_facts`. What was worked out of cases
        that are `alike` is not worked out twice.
        """
        names = case_names(new, self.names)
        by_case = dict(self.by_case)
        if any(names[name] != case for name, case in self.names.items()):
            by_case, new = {}, all_facts.values()
        for name, facts in facts_by_case(by_case, new, names).items():
            like = by_case.get(name) or _begun(name, corrections, alike.get(name))
            by_case[name] = like.with_facts(facts)
        return GrownHistories(names, by_case)


def _begun(
    case: str, corrections: Mapping[UUID, Correction], alike: CaseHistory | None
) -> CaseHistory:
    if alike:
        return alike.begun_anew(corrections)
    return CaseHistory(case, corrections=corrections)
