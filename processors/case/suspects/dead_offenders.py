"""Which offenders of a case have died."""

from collections.abc import Mapping

from events.prison import OffenderDied
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact


def dead_offenders(history: CaseHistory, of_case: Suspects) -> Mapping[Suspect, LoggedFact]:
    """The first report of each death, by suspect; one that does not say whose is left out."""
    return history.derive(_dead, OffenderDied, by=of_case)


def _dead(facts: FactsInOrder, of_case: Suspects) -> Mapping[Suspect, LoggedFact]:
    dead: dict[Suspect, LoggedFact] = {}
    for each in facts:
        whom = of_case.whom(each)
        if isinstance(each.fact, OffenderDied) and each.fact.died and whom is not NotOne.UNSAID:
            dead.setdefault(whom, each)
    return dead
