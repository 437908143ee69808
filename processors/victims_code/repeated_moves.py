"""What happened to an offender, reported by prison and probation alike: one duty to tell of it."""

from processors.case.case_history import FactsInOrder, since_day_of
from processors.case.case_suspects import Suspects
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact


def is_reported_before(
    duty: Duty, of_case: Suspects, moves: FactsInOrder, trigger: LoggedFact
) -> bool:
    """Whether another agency reported the same of the same offender and London day earlier.

    The same is what triggers the same duty: prison and probation may word the ground of a release
    differently. One agency's two reports are two.
    """
    about = of_case.about(trigger)
    return any(
        each.agency is not trigger.agency
        and duty.is_triggered_by(each)
        and of_case.about(each) == about
        and each.order < trigger.order
        for each in since_day_of(moves, trigger)
    )
