"""The places of the lattice: which there are in each dimension and stage, and what each is part of.

The order of the places is fixed. It decides which place is withheld beside one that is too small:
the first of the order. So that choice says nothing about numbers.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from events.identifiers import Agency
from events.offences import OffenceGroup, VictimKind
from events.places import BOROUGHS, Court
from processors.case.course.stages import WAITING_ON, Stage
from schemas.changes import WaitingOn
from task_group.lattice import ADDS_UP_TO, LONDON, NOT_RECORDED, Breakdown, Tier

IN_PARTS = tuple(each for each, above in ADDS_UP_TO.items() if above is not Breakdown.STAGE)
"""Dimensions whose places add up to places of another one, and these to London."""

_FORCES = frozenset({Agency.MET_POLICE, Agency.CITY_POLICE, Agency.BTP})
"""Whom victims wait for with the police; another agency is named there by mistake, if ever."""

_AGENCIES: Mapping[WaitingOn, tuple[Agency, ...]] = {
    WaitingOn.POLICE: tuple(sorted(Agency, key=_FORCES.__contains__)),
    WaitingOn.CPS: (Agency.CPS,),
    WaitingOn.COURT: (Agency.HMCTS,),
}
_MAGISTRATES = "-magistrates"

AT_COURT = "at-court"
"""A stage of the flow board alone: it spans all stages at court before a verdict."""

COURT_STAGES = (Stage.CHARGED, Stage.FIRST_HEARING, Stage.TRIAL)
"""The stages that `AT_COURT` stands for: up to the verdict, or to another end of the case."""


def tier_of(court: str) -> str:
    """The tier of a court by its code; what is not recorded of a court is not of its tier."""
    if court == NOT_RECORDED:
        return NOT_RECORDED
    return Tier.MAGISTRATES if court.endswith(_MAGISTRATES) else Tier.CROWN


@cache
def places(dimension: Breakdown, stage: str) -> tuple[str, ...]:
    """The places of a dimension in a stage, in their fixed order; none where it does not apply."""
    waiting_on = WaitingOn.COURT if stage == AT_COURT else WAITING_ON[Stage(stage)]
    match dimension:
        case Breakdown.STAGE:
            return (LONDON,)
        case Breakdown.AGENCY:
            return _AGENCIES[waiting_on]
        case Breakdown.TIER | Breakdown.COURT if waiting_on is not WaitingOn.COURT:
            return ()
        case Breakdown.TIER:
            return (NOT_RECORDED, Tier.MAGISTRATES, Tier.CROWN)
        case Breakdown.COURT:
            return (NOT_RECORDED, *reversed(Court))
        case Breakdown.BCU:
            return (NOT_RECORDED, *sorted({borough.bcu for borough in BOROUGHS.values()}))
        case Breakdown.BOROUGH:
            return (NOT_RECORDED, *BOROUGHS)
        case Breakdown.OFFENCE:
            return (NOT_RECORDED, *reversed(OffenceGroup))
        case Breakdown.VICTIM_KIND:
            return (NOT_RECORDED, *reversed(VictimKind))


def stages_of(dimension: Breakdown) -> tuple[Stage, ...]:
    """The stages in which a dimension applies: courts and their tiers to those at court alone."""
    return tuple(stage for stage in Stage if places(dimension, stage))


def _all_places(dimension: Breakdown) -> tuple[str, ...]:
    found = (str(place) for stage in Stage for place in places(dimension, stage))
    return tuple(sorted(set(found) - {LONDON}, key=lambda place: (place == NOT_RECORDED, place)))


PLACES: Mapping[Breakdown, tuple[str, ...]] = {each: _all_places(each) for each in Breakdown}
"""The codes of the places of each dimension, alphabetically. London as a whole has none."""


def dimension_of(place: str) -> Breakdown | None:
    """The dimension that a place belongs to; None for a code of none, or of several."""
    found = [dimension for dimension, codes in PLACES.items() if place in codes]
    return found[0] if len(found) == 1 else None


def part_of(dimension: Breakdown, place: str) -> str:
    """The place of `ADDS_UP_TO[dimension]` that a place is part of."""
    match dimension:
        case Breakdown.COURT:
            return tier_of(place)
        case Breakdown.BOROUGH:
            return BOROUGHS[place].bcu if place in BOROUGHS else NOT_RECORDED
        case _:
            return LONDON


@cache
def families(stage: str) -> tuple[tuple[Breakdown, str, Breakdown, tuple[str, ...]], ...]:
    """The sums of a stage, wholes before their parts: the dimension and place of the whole.

    Then the dimension of the parts, and the parts in their fixed order.
    """
    return tuple(_families(stage))


@lru_cache(1000)
def frontier(
    stage: str, dimension: Breakdown, wholes: frozenset[str]
) -> tuple[tuple[Breakdown, str], ...]:
    """What adds up to London by a dimension whose places add up to others: courts, boroughs.

    These others where they are among `wholes`, and else their parts, in their fixed order.
    """
    above = ADDS_UP_TO[dimension]
    parts = (each for each in places(dimension, stage) if part_of(dimension, each) not in wholes)
    coarse = (each for each in places(above, stage) if each in wholes)
    return *((above, each) for each in coarse), *((dimension, each) for each in parts)


def _families(stage: str) -> Iterator[tuple[Breakdown, str, Breakdown, tuple[str, ...]]]:
    for dimension, above in ADDS_UP_TO.items():
        for whole in places(above, stage):
            parts = [each for each in places(dimension, stage) if part_of(dimension, each) == whole]
            if parts:
                yield above, whole, dimension, tuple(parts)
