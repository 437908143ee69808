"""How many victims and crimes each agency has in each cell, as far as it matters.

Distinct victims are counted once, in kinds of waits; the counts of all cells are put together from
these. Ten million waits take some ten seconds of processor time.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from task_group.lattice import Breakdown, Period
from task_group.suppression import Place

if TYPE_CHECKING:
    from projections.store import Store

_HERE = Path(__file__).parent
_LEAVES = (_HERE / "block_leaves.sql").read_text()
_COUNTS = (_HERE / "block_counts.sql").read_text()

_BEYOND = 256
"""As in block_counts.sql: with it, the bit of a period stands for the rest of the year."""


@dataclass(frozen=True, slots=True, order=True)
class BlockOwner:
    """Whose blocks are judged together: one agency's in a stage and a period, by their codes."""

    stage: str
    period: str
    reported_by: str


@dataclass(frozen=True, slots=True)
class BlockSizes:
    """The size of each block of an agency, and of its rest of the year: 21 is any over 20.

    `beyond` is who counts in the year and not in the period; nothing where that is the year.
    """

    sizes: dict[Place, int]
    beyond: dict[Place, int]


def block_sizes(store: "Store", periods: Sequence[Period]) -> dict[BlockOwner, BlockSizes]:
    """The sizes of the blocks of `counted_waits` in some periods, at most eight, the year first."""
    bits = {1 << number: period.code for number, period in enumerate(periods)}
    watching = {
        "bits": list(bits),
        "firsts": [period.first for period in periods],
        "lasts": [period.last for period in periods],
    }
    store.command("DROP TABLE IF EXISTS block_leaves")
    store.query(_LEAVES, watching)
    found: defaultdict[BlockOwner, BlockSizes] = defaultdict(lambda: BlockSizes({}, {}))
    for row in store.query(_COUNTS, {"every": sum(bits)}):
        bit, place = row["bit"], (Breakdown(row["dimension"]), row["place"])
        code = bits[bit % _BEYOND or bit // _BEYOND]
        of = found[BlockOwner(row["stage"], code, row["reported_by"])]
        (of.sizes if bit < _BEYOND else of.beyond)[place] = row["size"]
    store.command("DROP TABLE block_leaves")
    return dict(found)
