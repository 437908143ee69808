"""The facts after which nothing is left to try of the charges against each defendant."""

from collections.abc import Mapping

from events.court import CaseConcluded
from processors.case.course.case_course import OF_OFFENCES
from processors.case.course.decided_offences import decisions_by_defendant
from processors.case.course.stage_steps import steps
from processors.case.course.stages import STEPS
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order
from processors.case.suspects.case_suspects import Suspect, Suspects


def nothing_left_to_try(history: CaseHistory, of_case: Suspects) -> Mapping[Suspect, FactsInOrder]:
    """By defendant, the facts in order after which none of the victim's offences is undecided.

    One who pleads guilty to one of two charges is still tried for the other.
    """
    if CaseConcluded not in history.by_kind:
        return {}
    return history.derive(_nothing_left, *STEPS, *OF_OFFENCES, by=of_case)


def _nothing_left(facts: FactsInOrder, of_case: Suspects) -> Mapping[Suspect, FactsInOrder]:
    return {
        suspect: tuple(sorted((e.fact for e in decided if e.nothing_is_left), key=in_order))
        for suspect, decided in decisions_by_defendant(steps(facts), facts, of_case).items()
    }
