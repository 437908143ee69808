"""The hearings of a case as they were listed, and what took each out of the list again."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from events.case_moves import CaseReopened
from events.clocks import Precision, london_date, london_midnight
from events.hearing_changes import HearingCancelled, HearingMarkedDuplicate
from processors.case.hearings.court_list import TAKES_OUT, CourtList, ListedHearing, Meant
from processors.case.hearings.duplicate_hearings import (
    LISTINGS,
    duplicates_that_count,
    kind_listed,
)
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

BEARS_ON_THE_LIST = (*LISTINGS, *TAKES_OUT, CaseReopened)
"""The kinds of fact by which a hearing stands in the list, or stands no more."""


def listed_hearings(history: CaseHistory, of_case: Suspects) -> tuple[ListedHearing, ...]:
    """Each listing of a case once, in order.

    One that repeats what stands in the list is the same, unless the case was opened again between
    the two. Before its day a hearing is moved by a newer listing of its id, or taken out by a fact
    that names it. Where one of the two has no id, they are of one hearing if they are of one kind,
    about the same defendant, and no other is. One about all is that of each defendant. A hearing is
    marked as a duplicate only of one that is listed.
    """
    return history.derive(_listed, *BEARS_ON_THE_LIST, by=of_case)


def _listed(facts: FactsInOrder, of_case: Suspects) -> tuple[ListedHearing, ...]:
    everybody = [suspect for _, suspect in of_case.known] if of_case.are_several else [NotOne.ALL]
    reopened = [each for each in facts if isinstance(each.fact, CaseReopened)]
    about = [(of_case.whom(each), each) for each in reopened]
    court_list = CourtList(frozenset(everybody), about)
    of_the_list = tuple(each for each in facts if not isinstance(each.fact, CaseReopened))
    for logged in _in_turn(of_the_list, of_case):
        suspect = of_case.whom(logged)
        if new := _new(logged, suspect):
            court_list.enter(new)
        else:
            court_list.take_out(Meant.by(logged, suspect), logged)
    return tuple(court_list.found)


def _in_turn(facts: FactsInOrder, of_case: Suspects) -> list[LoggedFact]:
    """The facts that count, in order; a cancellation before the listing of its day.

    Where the hours of both are not known, and the hearing was listed before, it was that which was
    cancelled: the hearing is in the list again.
    """
    duplicates = duplicates_that_count(facts, of_case)
    marks = (each for each in facts if isinstance(each.fact, HearingMarkedDuplicate))
    out = {each.event for each in marks} - duplicates
    listed = [each for each in facts if isinstance(each.fact, LISTINGS)]
    first = {
        each.event
        for each in facts
        if isinstance(each.fact, HearingCancelled) and _is_listed_again(each, listed)
    }
    counting = (each for each in facts if each.event not in out)
    return sorted(counting, key=partial(_turn, first))


def _turn(first: Collection[UUID], logged: LoggedFact) -> tuple[datetime, bool, object]:
    at = moment(logged)
    if logged.event in first:
        return london_midnight(london_date(at)), False, logged.order
    return at, True, logged.order


def _is_listed_again(cancelled: LoggedFact, listed: Iterable[LoggedFact]) -> bool:
    """Whether a hearing was listed before it was cancelled, and once more on that very day."""
    of_id = [each for each in listed if _id(each) is not None and _id(each) == _id(cancelled)]
    day = london_date(moment(cancelled))
    same_day = [each for each in of_id if london_date(moment(each)) == day]
    before = any(london_date(moment(each)) < day for each in of_id)
    return before and any(not _is_sure(each, cancelled) for each in same_day)


def _is_sure(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether it is known which of two facts of a day came first."""
    return all(each.occurred.precision is Precision.INSTANT for each in (one, other))


def _id(logged: LoggedFact) -> str | None:
    fact = logged.fact
    return fact.hearing_id if isinstance(fact, (*LISTINGS, HearingCancelled)) else None


def _new(logged: LoggedFact, suspect: Suspect) -> ListedHearing | None:
    fact = logged.fact
    if not isinstance(fact, LISTINGS):
        return None
    events = frozenset({logged.event})
    return ListedHearing(logged, fact, kind_listed(fact), suspect, fact.hearing_id, events)
