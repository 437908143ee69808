"""Which cells of the lattice a release shows, and whose victims count in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.identifiers import Agency
from task_group.lattice import Cell


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
