"""What a simulation is asked for, and the chance that it draws on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from random import Random

from events.clocks import london_day_after
from processors.case.stages import Stage
from simulator.case import Case
from simulator.planted import Planted, stretched


@dataclass(frozen=True, slots=True)
class World:
    """One simulation's settings and its only source of chance.

    `token` stands in every identifier, so that two simulations never speak of the same victim,
    case or event; one asked for twice repeats its own.
    """

    rng: Random
    ending: date
    charged_share: float
    planted: tuple[Planted, ...]
    token: str

    @classmethod
    def of(
        cls,
        victims: int,
        seed: int,
        ending: date,
        charged_share: float,
        planted: Sequence[Planted],
    ) -> "World":
        """The world of one call; the same arguments give the same world."""
        delays = [
            f"{each.dimension} {each.value} {each.stage} {float(each.factor)}" for each in planted
        ]
        asked = repr((victims, seed, ending.isoformat(), float(charged_share), delays))
        token = sha256(asked.encode()).hexdigest()[:8]
        return cls(Random(seed), ending, charged_share, tuple(planted), token)

    @property
    def over(self) -> datetime:
        """The instant at which the last day is over, in UTC: nothing is published from then on."""
        return london_day_after(self.ending)

    def wait(self, case: Case, stage: Stage, days: float) -> float:
        """A wait drawn for a stage of a case, in days, with what is planted there."""
        return stretched(self.planted, case, stage, days)
