"""What a simulation is asked for: when it ends, its chance, and the delays planted on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256

from events.clocks import london_date, london_day_after
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.places import Court
from processors.case.course.stages import Stage
from simulator.chance import Chance
from simulator.simulated_london import FORCES

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Dimension(StrEnum):
    """By what a hotspot differs from the rest of London."""

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


PLANTED = (
    Planted(Dimension.BOROUGH, "E09000008", Stage.REPORTED, 3.5),
    Planted(Dimension.OFFENCE, OffenceGroup.RAPE, Stage.REFERRED, 3.0),
    Planted(Dimension.COURT, Court.HIGHBURY_CORNER_MAGISTRATES, Stage.CHARGED, 3.0),
    Planted(Dimension.COURT, Court.SNARESBROOK, Stage.FIRST_HEARING, 2.5),
    Planted(Dimension.COURT, Court.LAVENDER_HILL_MAGISTRATES, Stage.CONCLUDED, 3.5),
)
"""The delays that are planted unless others are asked for; Croydon is the borough."""


@dataclass(frozen=True, slots=True)
class World:
    """One simulation's settings and its only source of chance.

    `token` stands in every identifier, so that two simulations never speak of the same victim,
    case or event; one asked for twice repeats its own. `ending` is the last London day, and `over`
    the instant in UTC from which on nothing is published. All crimes are reported to `forces`.
    """

    chance: Chance
    ending: date
    over: datetime
    charged_share: float
    planted: tuple[Planted, ...]
    forces: frozenset[Agency]
    token: str

    @classmethod
    def of(
        cls,
        victims: int,
        seed: int,
        ending: date | datetime,
        charged_share: float,
        planted: Sequence[Planted],
        forces: frozenset[Agency] = FORCES,
    ) -> "World":
        """The world of one call, which ends with a day or at an instant.

        The same arguments give the same world.
        """
        delays = [
            f"{each.dimension} {each.value} {each.stage} {float(each.factor)}" for each in planted
        ]
        of = [] if forces == FORCES else [sorted(forces)]
        asked = repr((victims, seed, ending.isoformat(), float(charged_share), delays, *of))
        token = sha256(asked.encode()).hexdigest()[:8]
        day, over = _end(ending)
        return cls(Chance(seed), day, over, charged_share, tuple(planted), forces, token)

    @property
    def unit(self) -> str:
        """Two characters for the simulation's token, where a number has no room for more."""
        return "".join(_DIGITS[each] for each in divmod(int(self.token, 16) % 36**2, 36))


def _end(ending: date | datetime) -> tuple[date, datetime]:
    """The London day of an end, and the instant from which on nothing is published."""
    if isinstance(ending, datetime):
        return london_date(ending), ending.astimezone(UTC)
    return ending, london_day_after(ending)
