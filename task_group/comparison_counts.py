"""What comparisons rest on: who was at risk and stopped waiting, by stratum, place and day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from task_group.lattice import Breakdown, Period

if TYPE_CHECKING:
    from projections.store import Store

LONGEST = 3653
"""Days of a wait after which it is looked at no longer: ten years."""

_STEPS = (*range(14), *range(14, 182, 7), *range(182, LONGEST + 1, 28))
"""Where the steps of a wait's length begin: days, from two weeks on weeks, then four at once."""

STEP_LENGTHS = np.diff([*_STEPS, LONGEST + 1]).astype(np.float64)
"""Days in each step."""

STEP_OF = np.searchsorted(_STEPS, np.arange(LONGEST + 1), side="right") - 1
"""The step of each day of a wait."""

_STEP_ENDS = [*_STEPS[1:], LONGEST + 1]

_WAITS = Path(__file__).with_name("comparison_waits.sql").read_text()
_COUNTS = Path(__file__).with_name("comparison_counts.sql").read_text()

_TABLE = """
CREATE OR REPLACE TABLE {table} (
    stage LowCardinality(String), agency LowCardinality(String), tier LowCardinality(String),
    court LowCardinality(String), bcu LowCardinality(String), borough LowCardinality(String),
    offence LowCardinality(String), victim_kind LowCardinality(String),
    reported_by LowCardinality(String), is_first Bool,
    step UInt16, came Int64, days Int64, ends UInt64, crimes UInt64, waited Int64
) ENGINE = MergeTree ORDER BY tuple()
"""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A mix of cases within a stage; an empty part is left out, or pooled with others."""

    stage: str
    tier: str
    court: str
    offence: str
    victim_kind: str


@dataclass(frozen=True, slots=True)
class StratumCount:
    """The waits of a place in a stratum, one for each crime.

    `waiting` are the days waited and `ended` how many stopped, at each step of a wait's length.
    Place '' is of those of `own_place` who count for London only. `waited` are the days of all
    victims.
    """

    stratum: Stratum
    own_place: str
    place: str
    crimes: int
    waited: int
    waiting: npt.NDArray[np.float64]
    ended: npt.NDArray[np.float64]


@contextmanager
def waits_of(store: "Store", period: Period) -> Iterator[str]:
    """The name of a table with a period's waits, counted by mix and step, while it lasts.

    `cell_waits.waits_by_day` must be open for the period.
    """
    table = f"compared_waits_{period.first:%Y%m%d}_{period.last:%Y%m%d}"
    store.command(_TABLE.replace("{table}", table))
    try:
        steps = {"steps": STEP_OF.tolist(), "step_ends": _STEP_ENDS, "longest": LONGEST}
        window = {"period": period.code, "first": period.first, "last": period.last}
        store.query(_WAITS, {"table": table, **window, **steps})
        yield table
    finally:
        store.command(f"DROP TABLE {table}")


def counts(store: "Store", table: str, dimension: Breakdown, shown_in: str) -> list[StratumCount]:
    """The waits of such a table by stratum and place, by the blocks shown in a period.

    What the dimension itself is, is no part of the strata.
    """
    parameters = {
        "table": table,
        "dimension": dimension,
        "place_column": _column(dimension),
        "period": shown_in,
    }
    return [_count(row) for row in store.query(_COUNTS, parameters)]


def _column(dimension: Breakdown) -> str:
    return dimension.replace("-", "_")


def _count(row: dict[str, Any]) -> StratumCount:
    changes = np.zeros((3, len(STEP_LENGTHS)))
    changes[:, row["steps"]] = row["came"], row["days"], row["ends"]
    came, days, ended = changes
    waiting = (np.cumsum(came) - came) * STEP_LENGTHS + days
    names = ("stage", "tier", "court", "offence", "victim_kind")
    stratum = Stratum(*(row[name] for name in names))
    return StratumCount(
        stratum, row["own_place"], row["place"], row["crimes"], row["waited"], waiting, ended
    )
