"""Delays planted on purpose, so that whoever looks for hotspots can be marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.offences import OffenceGroup
from events.places import Court
from processors.case.stages import Stage
from simulator.case import Case


class Dimension(StrEnum):
    """By what a hotspot is told from the rest of London."""

    BOROUGH = "borough"
    COURT = "court"
    OFFENCE = "offence"


@dataclass(frozen=True, slots=True)
class Planted:
    """A delay: the wait in `stage` is `factor` times as long in every case with this value.

    A borough's value is its GSS code. The court of a wait is the one that hears what ends it.
    """

    dimension: Dimension
    value: str
    stage: Stage
    factor: float

    def covers(self, case: Case, stage: Stage) -> bool:
        """Whether a case's wait in a stage is one of those stretched."""
        if stage is not self.stage:
            return False
        match self.dimension:
            case Dimension.BOROUGH:
                return case.place.code == self.value
            case Dimension.COURT:
                return case.court_of(stage) == self.value
            case Dimension.OFFENCE:
                return case.offence.group == self.value


PLANTED = (
    Planted(Dimension.BOROUGH, "E09000008", Stage.REPORTED, 3.5),
    Planted(Dimension.OFFENCE, OffenceGroup.RAPE, Stage.REFERRED, 3.0),
    Planted(Dimension.COURT, Court.HIGHBURY_CORNER_MAGISTRATES, Stage.CHARGED, 3.0),
    Planted(Dimension.COURT, Court.SNARESBROOK, Stage.FIRST_HEARING, 2.5),
    Planted(Dimension.COURT, Court.LAVENDER_HILL_MAGISTRATES, Stage.CONCLUDED, 3.5),
)
"""The delays that are planted unless others are asked for; Croydon is the borough."""


def stretched(planted: Sequence[Planted], case: Case, stage: Stage, days: float) -> float:
    """A wait of so many days in a stage of a case, with what is planted there."""
    for delay in planted:
        if delay.covers(case, stage):
            days *= delay.factor
    return days
