"""The conditions of offenders' licences that protect a victim, as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.after_sentence import (
    LicenceCondition,
    LicenceConditionsEnded,
    LicenceConditionsSet,
    PrisonerRecalled,
)
from events.prison import OffenderDied
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import Suspect, Suspects
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class Licence:
    """Conditions of an offender's licence `since` a fact; for this victim alone, or for all."""

    since: LoggedFact
    suspect: Suspect
    conditions: tuple[LicenceCondition, ...]

    @property
    def names_this_victim(self) -> bool:
        """Whether it was said that they protect this victim."""
        return self.since.names_this_victim


def standing_licences(history: CaseHistory, of_case: Suspects) -> tuple[Licence, ...]:
    """The conditions that stand after all facts of a case, the oldest first.

    New ones take the place of earlier ones for the same victim, or of earlier ones that name none.
    A recall ends the licence with all its conditions, and so does the offender's death.
    """
    kinds = (LicenceConditionsSet, LicenceConditionsEnded, PrisonerRecalled, OffenderDied)
    return history.derive(_standing, *kinds, by=of_case)


def _standing(facts: FactsInOrder, of_case: Suspects) -> tuple[Licence, ...]:
    found: dict[tuple[Suspect, bool], Licence] = {}
    for logged in facts:
        suspect = of_case.whom(logged)
        named = logged.names_this_victim
        match logged.fact:
            case LicenceConditionsSet(conditions=conditions):
                found.pop((suspect, named), None)
                if conditions:
                    found[suspect, named] = Licence(logged, suspect, conditions)
            case LicenceConditionsEnded() if named:
                found.pop((suspect, True), None)
            case OffenderDied(died=False):
                pass
            case _:
                found = _without(found, suspect)
    return tuple(found.values())


def _without(
    found: Mapping[tuple[Suspect, bool], Licence], suspect: Suspect
) -> dict[tuple[Suspect, bool], Licence]:
    return {place: each for place, each in found.items() if place[0] != suspect}
