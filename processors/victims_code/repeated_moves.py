"""What happened to an offender, reported by prison and probation alike: one duty to tell of it."""

from processors.case.history.case_history import FactsInOrder, since_day_of
from processors.case.suspects.case_suspects import Suspects
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact


def is_reported_before(
    duty: Duty, of_case: Suspects, moves: FactsInOrder, trigger: LoggedFact
) -> bool:
    """Whether the same was reported of the same offender and London day earlier.

    The same is what triggers the same duty: prison and probation may word the ground of a release
    differently, and one move to hospital may come as a release and as a transfer. Two reports of
    one kind from one agency are two moves.
    """
    about = of_case.about(trigger)
    return any(
        (each.agency is not trigger.agency or type(each.fact) is not type(trigger.fact))
        and duty.is_triggered_by(each)
        and of_case.about(each) == about
        and each.order < trigger.order
        for each in since_day_of(moves, trigger)
    )
