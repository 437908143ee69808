"""The trials for which a case is listed: those that stand in the court's list."""

from events.court import CaseConcluded, HearingKind
from processors.case.hearings.court_list import ListedHearing
from processors.case.hearings.listed_hearings import listed_hearings
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import NotOne, Suspects
from schemas.log_records import LoggedFact


def standing_trials(history: CaseHistory, of_case: Suspects) -> FactsInOrder:
    """The listings of the trials that stand, in order.

    A trial stands no more where, before its day, the case had ended about each defendant for whom
    it stood.
    """
    ends = history.of(CaseConcluded)
    return tuple(
        each.listing
        for each in listed_hearings(history, of_case)
        if each.kind is HearingKind.TRIAL
        and not each.stands_for <= {_whom(of_case, end) for end in ends if _is_before(end, each)}
    )


def _whom(of_case: Suspects, end: LoggedFact) -> object:
    return of_case.about(end) if of_case.are_several else NotOne.ALL


def _is_before(end: LoggedFact, trial: ListedHearing) -> bool:
    """Whether a case ended before the day of a trial that was listed by then."""
    day = end.occurred.day
    known = day is not None and (trial.day is None or day < trial.day)
    return known and end.order > trial.listing.order
