"""The trials for which a case is listed: of each defendant the last one that was not taken out."""

from datetime import date

from events.before_trial import TrialVacated
from events.court import CaseConcluded, HearingKind, TrialListed
from events.fact import Fact
from events.hearing_changes import HearingAdjourned, HearingCancelled
from processors.case.hearings.listed_hearings import listed_hearings
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order, moment
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

_ENDS = (TrialVacated, HearingCancelled, HearingAdjourned, CaseConcluded)


def standing_trials(history: CaseHistory, of_case: Suspects) -> FactsInOrder:
    """The listings that stand, in order.

    A trial stands no more where it was taken out of the list, or where it ended about the
    defendant, before its day. Trials with ids of their own stand beside each other.
    """
    stand = history.derive(_standing, TrialListed, *_ENDS, by=of_case)
    if not stand:
        return stand
    out = {e for each in listed_hearings(history, of_case) if each.taken_out for e in each.events}
    return tuple(each for each in stand if each.event not in out)


def _standing(facts: FactsInOrder, of_case: Suspects) -> FactsInOrder:
    standing: dict[Suspect, list[LoggedFact]] = {}
    for logged in facts:
        for suspect in _whom(of_case, logged):
            before = standing.get(suspect, [])
            if isinstance(logged.fact, TrialListed):
                others = [each for each in before if _is_another(logged.fact, each)]
                standing[suspect] = [*others, logged]
            else:
                standing[suspect] = [each for each in before if not _is_ended(each, logged)]
    found = dict.fromkeys(each for stand in standing.values() for each in stand)
    return tuple(sorted(found, key=in_order))


def _whom(of_case: Suspects, logged: LoggedFact) -> list[Suspect]:
    """The defendants whom a listing, or its end, is about; nobody where nothing says which."""
    if not of_case.are_several:
        return [NotOne.ALL]
    about = of_case.about(logged)
    if about is NotOne.UNSAID:
        return []
    return [suspect for _, suspect in of_case.known] if about is NotOne.ALL else [about]


def _is_another(fact: TrialListed, listed: LoggedFact) -> bool:
    """Whether two listings are of two hearings, by the ids of both."""
    assert isinstance(listed.fact, TrialListed)
    both = {fact.hearing_id, listed.fact.hearing_id}
    return None not in both and len(both) == 2


def _is_ended(listed: LoggedFact, by: LoggedFact) -> bool:
    """Whether a fact ends a trial that it means, before its day."""
    assert isinstance(listed.fact, TrialListed)
    replaced = isinstance(by.fact, TrialVacated | HearingAdjourned) and moment(listed) == moment(by)
    by_id = isinstance(by.fact, HearingCancelled) and listed.fact.hearing_id is not None
    if by_id and by.fact.hearing_id is not None:  # type: ignore[union-attr]
        return False  # the list itself says which listing was meant
    means = _means(by.fact, listed.fact.hearing_id) and not replaced
    return means and _is_before(by, listed.fact.first_day)


def _means(fact: Fact, hearing_id: str | None) -> bool:
    match fact:
        case HearingCancelled(hearing_id=named) | HearingAdjourned(hearing_id=named):
            is_of_kind = fact.hearing is HearingKind.TRIAL
        case TrialVacated(hearing_id=named):
            is_of_kind = True
        case _:  # the end of the case is that of each trial
            return True
    return named == hearing_id if named and hearing_id else is_of_kind


def _is_before(logged: LoggedFact, trial: date | None) -> bool:
    """Whether a fact happened before the day of a trial, as far as its own day is known."""
    day = logged.occurred.day
    return day is not None and (trial is None or day < trial)
