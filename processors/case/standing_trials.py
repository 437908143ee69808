"""The trials for which a case is listed: of each defendant the last one that was not taken out."""

from events.before_trial import TrialVacated
from events.clocks import london_date
from events.court import CaseConcluded, TrialListed
from processors.case.case_history import CaseHistory, FactsInOrder, in_order
from processors.case.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact


def standing_trials(history: CaseHistory, of_case: Suspects) -> FactsInOrder:
    """The listings that stand, in order.

    A trial stands no more where it was vacated, or where it ended about the defendant, before its
    day.
    """
    return history.derive(_standing, TrialListed, TrialVacated, CaseConcluded, by=of_case)


def _standing(facts: FactsInOrder, of_case: Suspects) -> FactsInOrder:
    standing: dict[Suspect, LoggedFact] = {}
    for logged in facts:
        for suspect in _whom(of_case, logged):
            if isinstance(logged.fact, TrialListed):
                standing[suspect] = logged
            elif suspect in standing and _is_before(logged, standing[suspect]):
                del standing[suspect]
    return tuple(sorted(dict.fromkeys(standing.values()), key=in_order))


def _whom(of_case: Suspects, logged: LoggedFact) -> list[Suspect]:
    """The defendants whom a listing, or its end, is about; nobody where nothing says which."""
    if not of_case.are_several:
        return [NotOne.ALL]
    about = of_case.about(logged)
    if about is NotOne.UNSAID:
        return []
    return [suspect for _, suspect in of_case.known] if about is NotOne.ALL else [about]


def _is_before(logged: LoggedFact, listed: LoggedFact) -> bool:
    """Whether a fact happened before the day of a trial, as far as its own day is known."""
    assert isinstance(listed.fact, TrialListed)
    day = logged.occurred.day
    return day is not None and day < london_date(listed.fact.starts_at)
