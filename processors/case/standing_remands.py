"""What is in force of each defendant who waits for court: bail or custody, and its conditions."""

from processors.case.case_course import case_course
from processors.case.case_history import CaseHistory
from processors.case.case_suspects import suspects
from processors.case.court_remands import CourtRemand, case_remands


def standing_remands(history: CaseHistory) -> tuple[CourtRemand, ...]:
    """The remands of a case that stand after all of its facts, the newest first."""
    of_case = suspects(history)
    found = case_remands(history, of_case, case_course(history, of_case))
    return tuple(each for each in reversed(found.remands) if each.over is None)
