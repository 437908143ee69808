"""How many victims and crimes each agency has in each cell, as far as it matters; leaving some out.

Distinct victims are counted once, in kinds of waits; the counts of all cells are put together from
these. Ten million waits take some ten seconds of processor time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from task_group.lattice import Breakdown, Period
from task_group.suppression import Place

if TYPE_CHECKING:
    from projections.store import Store

_HERE = Path(__file__).parent
_LEAVES = (_HERE / "block_leaves.sql").read_text()
_COUNTS = (_HERE / "block_counts.sql").read_text()
_KINDS = (_HERE / "left_out_kinds.sql").read_text()
_LEAVE_OUT = (_HERE / "leave_out.sql").read_text()


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


class BlockCounts:
    """Counts of `counted_waits` in some periods, at most eight, the year first.

    Use it as `counted_blocks` gives it.
    """

    def __init__(self, store: "Store", periods: Sequence[Period]) -> None:
        self._store = store
        self._leaves_out = False
        self._bits = {1 << number: period.code for number, period in enumerate(periods)}
        self._watching: Mapping[str, Any] = {
            "bits": list(self._bits),
            "firsts": [period.first for period in periods],
            "lasts": [period.last for period in periods],
        }

    def make(self) -> None:
        """Count once, for all that is asked later."""
        self._store.command("DROP TABLE IF EXISTS block_leaves")
        self._store.query(_LEAVES, self._watching)
        self._store.command("CREATE OR REPLACE TABLE left_out_kinds (kind UInt64) ENGINE = Memory")

    def of_stages(self, stages: Collection[str]) -> dict[BlockOwner, BlockSizes]:
        """The sizes of the blocks, without what was left out."""
        found: defaultdict[BlockOwner, BlockSizes] = defaultdict(lambda: BlockSizes({}, {}))
        for row in self._store.query(_COUNTS, {"stages": sorted(stages), "every": sum(self._bits)}):
            bit, place = row["bit"], (Breakdown(row["dimension"]), row["place"])
            code = self._bits[bit % _BEYOND or bit // _BEYOND]
            of = found[BlockOwner(row["stage"], code, row["reported_by"])]
            (of.sizes if bit < _BEYOND else of.beyond)[place] = row["size"]
        return dict(found)

    def leave_out(self, blocks: Sequence[tuple[BlockOwner, Place]]) -> None:
        """Count the waits of some blocks nowhere, in no cell and in no period."""
        bits = {code: bit for bit, code in self._bits.items()}
        parameters = {
            "stages": [owner.stage for owner, _ in blocks],
            "bits": [bits[owner.period] for owner, _ in blocks],
            "agencies": [owner.reported_by for owner, _ in blocks],
            "dimensions": [str(dimension) for _, (dimension, _) in blocks],
            "places": [place for _, (_, place) in blocks],
        }
        self._store.query(_KINDS, parameters)
        self._leaves_out = True

    def keep_the_rest(self) -> None:
        """Take what was left out from `counted_waits`."""
        if self._leaves_out:
            self._store.query(_LEAVE_OUT, self._watching)

    def drop(self) -> None:
        """Drop what was counted."""
        self._store.command("DROP TABLE IF EXISTS block_leaves")
        self._store.command("DROP TABLE IF EXISTS left_out_kinds")


@contextmanager
def counted_blocks(store: "Store", periods: Sequence[Period]) -> Iterator[BlockCounts]:
    """The counts of `counted_waits` in some periods, for as long as they are needed."""
    counts = BlockCounts(store, periods)
    counts.make()
    try:
        yield counts
    finally:
        counts.drop()
