"""Who has a case of a victim, agency by agency and capacity by capacity."""

from collections.abc import Iterator
from dataclasses import replace

from events.assignments import Capacity, CaseworkerAssigned, CaseworkerUnassigned
from events.identifiers import Agency
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment, row_id
from schemas.assignment_row import Assignment
from schemas.log_records import LoggedFact


def assignments(history: CaseHistory) -> list[Assignment]:
    """Who has had one case, and who has it.

    The last that an agency said of a capacity counts, of the whole case or of this victim alone. To
    assign the same again changes nothing.
    """
    by = (history.victim, history.case)
    return history.derive(_assignments, CaseworkerAssigned, CaseworkerUnassigned, by=by)


def _assignments(facts: FactsInOrder, by: tuple[str, str]) -> list[Assignment]:
    return list(_in_turn(facts, *by))


def _in_turn(facts: FactsInOrder, victim: str, case: str) -> Iterator[Assignment]:
    last: dict[tuple[Agency, Capacity], Assignment] = {}
    for logged in facts:
        fact = logged.fact
        assert isinstance(fact, (CaseworkerAssigned, CaseworkerUnassigned))
        place = logged.agency, fact.capacity
        before = last.get(place)
        if isinstance(fact, CaseworkerUnassigned):
            if before and before.until is None and fact.staff in (None, before.staff):
                last[place] = replace(before, until=moment(logged))
        elif before is None or _differs(before, fact):
            if before:
                yield replace(before, until=before.until or moment(logged), replaced=True)
            last[place] = _assignment(victim, case, logged, fact)
    yield from last.values()


def _differs(before: Assignment, fact: CaseworkerAssigned) -> bool:
    return before.until is not None or (before.staff, before.team) != (fact.staff, fact.team)


def _assignment(victim: str, case: str, logged: LoggedFact, fact: CaseworkerAssigned) -> Assignment:
    return Assignment(
        id=row_id("assignment", victim, logged.event, fact.staff, fact.team),
        case_id=case,
        agency=logged.agency,
        capacity=fact.capacity,
        staff=fact.staff,
        team=fact.team,
        since=moment(logged),
    )
