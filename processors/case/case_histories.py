"""The histories of a victim's cases, where nothing of them is judged."""

from collections.abc import Iterable

from processors.case.apply_corrections import apply_corrections
from processors.case.case_history import CaseHistory, case_names
from processors.case.correction import corrections_by_event
from processors.case.facts_by_case import facts_by_case
from processors.case.facts_by_event import with_facts
from processors.case.offender_facts import placed
from processors.case.own_offences import concerning
from schemas.log_records import LoggedFact


def case_histories(facts: Iterable[LoggedFact]) -> list[CaseHistory]:
    """The history of each case of one victim, by their facts as they count now.

    They are those of the folded journey, without the work of judging what is owed.
    """
    counted, corrections = apply_corrections(placed(with_facts({}, facts)))
    effective = concerning(counted)
    names, by_event = case_names(effective.values(), {}), corrections_by_event(corrections)
    by_case = facts_by_case({}, effective.values(), names)
    return [
        CaseHistory(name, corrections=by_event).with_facts(theirs)
        for name, theirs in by_case.items()
    ]
