"""Which team of an agency has a case now, and as what."""

from collections.abc import Iterator

from caseworkers.act_events import ActOn
from caseworkers.as_of import LogRecords
from events.identifiers import Agency, Pseudonym
from processors.case.counted.case_histories import case_histories
from processors.fold.assigned_cases import assignments
from processors.stream.merged_facts import facts_of_journey
from schemas.assignment_row import Assignment


def capacity_and_team(records: LogRecords, on: ActOn, agency: Agency) -> tuple[str, str]:
    """The capacity in which an agency has a case, and its team, by the log's records of the victim.

    The last that was assigned counts; both are empty where nobody has the case.
    """
    held = sorted(_held(records, on, agency), key=lambda each: str(each.id))
    last = max(held, key=lambda each: each.since, default=None)
    return (last.capacity, last.team) if last else ("", "")


def _held(records: LogRecords, on: ActOn, agency: Agency) -> Iterator[Assignment]:
    victim = Pseudonym(on.victim)
    for history in case_histories(facts_of_journey(victim, records.get(victim, {}), records)):
        if on.case in {history.case, *(name.case for name in history.names)}:
            for each in assignments(history):
                if each.agency is agency and each.until is None and not each.replaced:
                    yield each
