"""The histories of a victim's cases, where nothing of them is judged."""

from collections.abc import Iterable

from processors.case.counted.counted_facts import counted_facts
from processors.case.history.case_history import CaseHistory
from processors.case.history.facts_by_event import with_facts
from processors.case.history.grown_histories import GrownHistories
from schemas.log_records import LoggedFact


def case_histories(facts: Iterable[LoggedFact]) -> list[CaseHistory]:
    """The history of each case of one victim, by their facts as they count now.

    They are those of the folded journey, without the work of judging what is owed.
    """
    counted = counted_facts(with_facts({}, facts))
    effective = counted.effective
    grown = GrownHistories().with_facts(effective.values(), effective, counted.by_event, {})
    return list(grown.by_case.values())
