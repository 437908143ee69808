"""The hearings at which evidence is to be given: those that stand in the court's list."""

from events.court import HearingKind
from processors.case.course.tried_offences import nothing_left_to_try
from processors.case.hearings.court_list import ListedHearing
from processors.case.hearings.listed_hearings import listed_hearings
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import Suspects
from schemas.log_records import LoggedFact


def standing_hearings(history: CaseHistory, of_case: Suspects, kind: HearingKind) -> FactsInOrder:
    """The listings of the hearings of a kind that stand, in order.

    One at which evidence is given stands no more where, before its day, nothing was left to try of
    each defendant for whom it stood.
    """
    tried = nothing_left_to_try(history, of_case)
    return tuple(
        each.listing
        for each in listed_hearings(history, of_case)
        if each.kind is kind
        and not all(_is_over(tried.get(suspect, ()), each) for suspect in each.stands_for)
    )


def _is_over(ends: FactsInOrder, hearing: ListedHearing) -> bool:
    """Whether any of some facts came before the day of a hearing that was listed by then."""
    return any(_is_before(end, hearing) for end in ends)


def _is_before(end: LoggedFact, hearing: ListedHearing) -> bool:
    day = end.occurred.day
    known = day is not None and (hearing.day is None or day < hearing.day)
    return known and end.order > hearing.listing.order
