"""Which suspects are on police bail: released before any charge, and nothing ended it since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from events.charging import SuspectCharged, VictimOfOffences
from events.investigation import (
    BailChange,
    BailConditionsChanged,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
)
from events.remand import RemandDecided
from processors.case.course.case_course import case_course
from processors.case.custody.bail_after_charge import bail_after_charge
from processors.case.history.case_history import CaseHistory
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import Suspect, Suspects
from schemas.log_records import LoggedFact

_ON_BAIL = {ReleaseBasis.BAIL_WITH_CONDITIONS: True, ReleaseBasis.BAIL_WITHOUT_CONDITIONS: False}
"""Whether bail on such a release has conditions."""


@dataclass(frozen=True, slots=True)
class PoliceBail:
    """A suspect on police bail `since` a release, `changed` last by another fact.

    Where no release was reported, `since` is the first change of it.
    """

    since: LoggedFact
    suspect: Suspect
    has_conditions: bool
    changed: LoggedFact | None = None


def standing_police_bail(history: CaseHistory, of_case: Suspects) -> tuple[PoliceBail, ...]:
    """The police bail of a case that stands after all of its facts, the oldest first.

    It ends with another release, an arrest, a charge, a court's decision on bail, its own end, and
    with the case about the suspect. A charge may be about others' offences alone: the victim
    then has of it only which offences are theirs, if any.
    """
    kinds = (SuspectBailedOrReleased, BailConditionsChanged, SuspectArrested)
    late = bail_after_charge(history, of_case)
    facts = history.of(*kinds, SuspectCharged, VictimOfOffences, RemandDecided)
    course = case_course(history, of_case)
    return tuple(
        each
        for each in _walked([fact for fact in facts if fact.event not in late], of_case)
        if not any(not_before(end, each.since) for end in course.ends(each.suspect))
    )


def _walked(facts: Iterable[LoggedFact], of_case: Suspects) -> Iterable[PoliceBail]:
    bailed: dict[Suspect, PoliceBail] = {}
    for logged in facts:
        suspect = of_case.whom(logged)
        before = bailed.pop(suspect, None)
        match logged.fact:
            case SuspectBailedOrReleased(basis=basis) if basis in _ON_BAIL:
                bailed[suspect] = PoliceBail(logged, suspect, _ON_BAIL[basis])
            case BailConditionsChanged(change=change) if change is not BailChange.CANCELLED:
                known = before or PoliceBail(logged, suspect, has_conditions=False)
                conditions = known.has_conditions or change is BailChange.VARIED
                bailed[suspect] = replace(known, changed=logged, has_conditions=conditions)
    return bailed.values()
