"""What is in force of each defendant who waits for court: bail or custody, and its conditions."""

from processors.case.course.case_course import case_course
from processors.case.custody.court_remands import CourtRemand, case_remands
from processors.case.history.case_history import CaseHistory
from processors.case.suspects.case_suspects import suspects


def standing_remands(history: CaseHistory) -> tuple[CourtRemand, ...]:
    """The remands of a case that stand after all of its facts, the newest first."""
    of_case = suspects(history)
    found = case_remands(history, of_case, case_course(history, of_case))
    return tuple(each for each in reversed(found.remands) if each.over is None)
