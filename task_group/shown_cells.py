"""Which cells of the lattice a release shows, and whose victims count in each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.identifiers import Agency
from task_group.block_counts import BlockOwner, BlockSizes, block_sizes
from task_group.lattice import Breakdown, Cell, Period
from task_group.release_figures import Sheet
from task_group.release_periods import YEAR
from task_group.suppression import (
    FOR_GOOD,
    LEAST_REST,
    Place,
    choose_blocks,
    too_like_the_year,
)

if TYPE_CHECKING:
    from projections.store import Store

_WITHHELD = """
SELECT dimension, place, stage, period
FROM release_figures FINAL
WHERE number = {number:UInt32} AND sheet = {sheet:String}
    AND JSONLength(figure, 'shares') = 0
"""


@dataclass(frozen=True, slots=True)
class ShownCells:
    """The cells that are shown. Every other cell of the lattice is withheld, also an empty one.

    `blocks` has, for each, the agencies whose victims count in it. An agency with fewer than
    `disclosure.FEWEST` victims or crimes in a cell does not count there: so whoever adds victims of
    its own learns nothing about another's. The table `shown_blocks` has the same.
    """

    blocks: Mapping[Cell, frozenset[Agency]]

    def __contains__(self, cell: Cell) -> bool:
        """Whether a cell is shown."""
        return cell in self.blocks


def withheld_cells(store: "Store", number: int) -> frozenset[Cell]:
    """The cells that a release withheld, by its number.

    Their figures have an empty list of shares. A cell that is shown has an entry for each day, also
    where its counts are withheld.
    """
    rows = store.query(_WITHHELD, {"number": number, "sheet": Sheet.WAITS})
    return frozenset(
        Cell(Breakdown(row["dimension"]), row["place"], row["stage"], row["period"]) for row in rows
    )


def choose_shown_cells(
    store: "Store", periods: Sequence[Period], previous: Collection[Cell]
) -> ShownCells:
    """Choose the cells of a release from `counted_waits`, and fill the table `shown_blocks`.

    `previous` are the cells that the last release withheld; none for the first. What was withheld
    of a quarter stays so. A cell of the year, whose days move, does until it has `LEAST_REST`
    victims and crimes of one agency.
    """
    before = _needed_to_show(previous)
    blocks: defaultdict[Cell, set[Agency]] = defaultdict(set)
    for owner, found in block_sizes(store, periods).items():
        for dimension, place in _counting(owner, found, before):
            cell = Cell(dimension, place, owner.stage, owner.period)
            blocks[cell].add(Agency(owner.reported_by))
    shown = ShownCells({cell: frozenset(agencies) for cell, agencies in blocks.items()})
    _fill(store, shown)
    return shown


def _needed_to_show(previous: Collection[Cell]) -> Mapping[tuple[str, str], dict[Place, int]]:
    needed: defaultdict[tuple[str, str], dict[Place, int]] = defaultdict(dict)
    for cell in previous:
        least = LEAST_REST if cell.period == YEAR else FOR_GOOD
        needed[cell.stage, cell.period][cell.dimension, cell.place] = least
    return needed


def _counting(
    owner: BlockOwner, found: BlockSizes, before: Mapping[tuple[str, str], dict[Place, int]]
) -> Collection[Place]:
    needed = dict(before.get((owner.stage, owner.period), {}))
    if owner.period != YEAR:
        needed |= dict.fromkeys(too_like_the_year(found.sizes, found.beyond), FOR_GOOD)
    return choose_blocks(owner.stage, found.sizes, needed)


def _fill(store: "Store", shown: ShownCells) -> None:
    store.command("DROP TABLE IF EXISTS shown_blocks_next")
    store.command("CREATE TABLE shown_blocks_next AS shown_blocks")
    store.insert("shown_blocks_next", _rows(shown))
    store.command("EXCHANGE TABLES shown_blocks AND shown_blocks_next")
    store.command("DROP TABLE shown_blocks_next")


def _rows(shown: ShownCells) -> Iterator[dict[str, str]]:
    for cell, agencies in sorted(shown.blocks.items()):
        for agency in sorted(agencies):
            yield {
                "dimension": cell.dimension,
                "place": cell.place,
                "stage": cell.stage,
                "period": cell.period,
                "reported_by": agency,
            }
