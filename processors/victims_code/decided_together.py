"""What a court or prosecutors decided together of one defendant's offences: told of once."""

from collections.abc import Hashable, Mapping
from uuid import UUID

from events.charging import ProsecutionAltered
from events.court import CaseConcluded, SentencePassed
from events.suspects import AboutOffences
from events.verdict import AppealDecided, AppealLodged
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

Together = Mapping[UUID, FactsInOrder]
"""By event, all that was decided together with it, in order; it is one of them."""


def decided_together(history: CaseHistory, of_case: Suspects) -> Together:
    """The decisions of a case that are of one kind, one defendant and one London day.

    A court that reports its results offence by offence decided them in one hearing: so it reports
    one outcome, and one sentence. Where nothing says whose a decision is, it stands alone.
    """
    kinds = (CaseConcluded, SentencePassed, ProsecutionAltered, AppealLodged, AppealDecided)
    return history.derive(_together, *kinds, by=of_case)


def sentences_with(together: Together, passed: LoggedFact) -> list[SentencePassed]:
    """All sentences that were passed with one, itself among them."""
    found = together.get(passed.event, (passed,))
    return [each.fact for each in found if isinstance(each.fact, SentencePassed)]


def _together(facts: FactsInOrder, of_case: Suspects) -> Together:
    of_one: dict[Hashable, list[LoggedFact]] = {}
    for each in facts:
        decision = _decision(each, of_case.about(each))
        if decision is not None:
            of_one.setdefault(decision, []).append(each)
    several = (tuple(found) for found in of_one.values() if len(found) > 1)
    return {each.event: found for found in several for each in found}


def _decision(logged: LoggedFact, suspect: Suspect) -> Hashable:
    """The key that decisions of one hearing share; None for one that stands alone."""
    fact, day = logged.fact, logged.occurred.day
    if suspect is NotOne.UNSAID or day is None:
        return None
    one = (type(fact), suspect, day)
    match fact:
        case CaseConcluded() | SentencePassed():
            return one
        case AboutOffences(offences=()):
            return None
        case ProsecutionAltered(change=change):
            return *one, change
        case AppealLodged(against=against):
            return *one, against
        case AppealDecided(against=against, result=result):
            return *one, against, result
        case _:
            return None
