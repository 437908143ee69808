"""What can be asked of the lattice: the places of each breakdown, and their stages."""

from collections.abc import Iterable, Mapping

from events.identifiers import Agency
from events.offences import OffenceGroup, VictimKind
from events.places import BOROUGHS, Court
from processors.case.stages import WAITING_ON, Stage
from schemas.changes import WaitingOn
from task_group.lattice import NOT_RECORDED, Breakdown, Tier


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return (*map(str, codes), NOT_RECORDED)


PLACES: Mapping[Breakdown, tuple[str, ...]] = {
    Breakdown.STAGE: (),
    Breakdown.AGENCY: tuple(map(str, Agency)),
    Breakdown.TIER: _codes(Tier),
    Breakdown.COURT: _codes(Court),
    Breakdown.BCU: _codes(dict.fromkeys(borough.bcu for borough in BOROUGHS.values())),
    Breakdown.BOROUGH: _codes(BOROUGHS),
    Breakdown.OFFENCE: _codes(OffenceGroup),
    Breakdown.VICTIM_KIND: tuple(map(str, VictimKind)),
}
"""The codes of the places of each breakdown. London as a whole has none."""

AT_COURT = tuple(stage for stage, whom in WAITING_ON.items() if whom is WaitingOn.COURT)


def stages_of(by: Breakdown) -> tuple[Stage, ...]:
    """The stages that a breakdown has: courts and their tiers have those at court alone."""
    return AT_COURT if by in (Breakdown.COURT, Breakdown.TIER) else tuple(Stage)


def breakdown_of(place: str) -> Breakdown | None:
    """The breakdown that a place belongs to; None for a code of none, or of several."""
    found = [by for by, codes in PLACES.items() if place in codes]
    return found[0] if len(found) == 1 else None
