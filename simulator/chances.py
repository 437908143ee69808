"""How likely things are that nobody publishes: assumed, in two tables beside this file."""

from enum import Enum
from functools import cache

from simulator.chance import Mix, chance
from simulator.published import rows
from simulator.world import World


class Kept(Enum):
    """How a duty is kept."""

    IN_TIME = "in_time"
    LATE = "late"
    NEVER = "never"
    EXCUSED = "excused"


@cache
def _shares() -> dict[str, float]:
    return {row["what"]: float(row["share"]) for row in rows("chances.csv")}


@cache
def _ways() -> dict[str, Mix[Kept]]:
    return {
        row["rule"]: Mix({kept: float(row[kept.value]) for kept in Kept})
        for row in rows("duties_kept.csv")
    }


def likely(world: World, what: str) -> bool:
    """Whether something happens, as often as `chances.csv` says. KeyError where it does not."""
    return chance(world.rng, _shares()[what])


def how_kept(world: World, rule: str) -> Kept:
    """How a duty by a rule is kept this time, as often as `duties_kept.csv` says."""
    return _ways()[rule].draw(world.rng)
