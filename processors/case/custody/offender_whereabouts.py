"""Where each offender is, as prisons, probation and hospitals last said it."""

from events.after_sentence import (
    OffenderDischargedFromHospital,
    PrisonerRecalled,
    PrisonerReleased,
)
from events.prison import (
    OffenderDied,
    PrisonerAbsconded,
    PrisonerReceived,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
)
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import Suspect, Suspects
from schemas.log_records import LoggedFact

MOVES = (
    PrisonerReceived,
    PrisonerReleased,
    PrisonerRecalled,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
    PrisonerAbsconded,
    OffenderDischargedFromHospital,
    OffenderDied,
)
"""Facts that say where an offender is from then on."""


def offender_whereabouts(
    history: CaseHistory, of_case: Suspects
) -> tuple[tuple[Suspect, LoggedFact], ...]:
    """The last fact about each offender that says where they are, in order."""
    return history.derive(_last, *MOVES, by=of_case)


def _last(facts: FactsInOrder, of_case: Suspects) -> tuple[tuple[Suspect, LoggedFact], ...]:
    found: dict[Suspect, LoggedFact] = {}
    for logged in facts:
        if isinstance(logged.fact, OffenderDied) and not logged.fact.died:
            continue
        suspect = of_case.whom(logged)
        found.pop(suspect, None)
        found[suspect] = logged
    return tuple(found.items())
