"""Which counts of shown cells are withheld, because they or others beside them are too small.

A count under `FEWEST` is withheld. Then so many more are, in a fixed order, until those withheld
within one sum are at least `LEAST_REST` together: the places of a whole, the quarters of the year,
the stages at court. Whoever asks long enough finds sums exactly, so nothing rests on rounding.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from task_group.disclosure import FEWEST
from task_group.lattice import ADDS_UP_TO, Breakdown, Cell
from task_group.lattice_places import AT_COURT, COURT_STAGES, IN_PARTS, families, frontier, places
from task_group.release_periods import YEAR
from task_group.suppression import LEAST_REST

Counts = Mapping[Cell, Sequence[int]]
"""By cell, the counts that are withheld together. Each cell has as many, in the same order."""


@dataclass(frozen=True, slots=True)
class CellSum:
    """A cell and the cells that add up to it, these in their fixed order.

    Where the sum is `loose`, the parts may overlap the whole's edges: quarters those of the year.
    A whole `of_shown` parts has none but these, so it is withheld where they cannot be enough.
    """

    whole: Cell
    parts: tuple[Cell, ...]
    loose: bool = False
    of_shown: bool = False


def too_small_to_show(counts: Counts, quarters: Sequence[str], withheld: Set[Cell]) -> Set[Cell]:
    """The cells whose counts are withheld, `withheld` among them.

    `quarters` are the codes of the release's, the oldest first.
    """
    found = {cell for cell, each in counts.items() if min(each) < FEWEST} | withheld
    sums = list(cell_sums(counts, quarters))
    before = -1
    while len(found) > before:
        before = len(found)
        for each in sums:
            found |= _withheld_parts(counts, each, found)
    return found


def cell_sums(counts: Counts, quarters: Sequence[str]) -> Iterator[CellSum]:
    """The sums of the cells that are counted; also of parts that are withheld altogether."""
    for whole in counts:
        for above, place, dimension, names in families(whole.stage):
            if (above, place) == (whole.dimension, whole.place):
                parts = (replace(whole, dimension=dimension, place=name) for name in names)
                yield CellSum(whole, tuple(parts))
        yield from _sums_of_london(counts, whole)
        if whole.period == YEAR and quarters:
            parts = (replace(whole, period=code) for code in quarters)
            yield CellSum(whole, tuple(parts), loose=True)
        if whole.stage == AT_COURT:
            parts = (replace(whole, stage=stage) for stage in COURT_STAGES)
            of_shown = tuple(part for part in parts if part in counts)
            yield CellSum(whole, of_shown, loose=True, of_shown=True)


def _sums_of_london(counts: Counts, london: Cell) -> Iterator[CellSum]:
    """London and its courts or boroughs, where a tier or a unit of them is withheld altogether."""
    for dimension in IN_PARTS if london.dimension is Breakdown.STAGE else ():
        cells = [replace(london, dimension=d, place=p) for d, p in _wholes(london.stage, dimension)]
        shown = frozenset(cell.place for cell in cells if cell in counts)
        if len(shown) < len(cells):
            parts = frontier(london.stage, dimension, shown)
            found = (replace(london, dimension=of, place=place) for of, place in parts)
            yield CellSum(london, tuple(found))


def _wholes(stage: str, dimension: Breakdown) -> list[tuple[Breakdown, str]]:
    above = ADDS_UP_TO[dimension]
    return [(above, place) for place in places(above, stage)]


def _withheld_parts(counts: Counts, cells: CellSum, found: Set[Cell]) -> Set[Cell]:
    """The parts to withhold: all where the whole is, else until what is withheld is enough."""
    known = [part for part in cells.parts if part in counts]
    if cells.whole in found:
        return set(known)
    hidden = {part for part in known if part in found}
    if not hidden and not _shows_a_rest(counts, cells, known):
        return hidden
    for part in known:
        hidden.add(part)
        if _are_enough(counts, cells, known, hidden):
            return hidden
    return hidden | {cells.whole} if cells.of_shown else hidden


def _shows_a_rest(counts: Counts, cells: CellSum, known: Sequence[Cell]) -> bool:
    """Whether subtracting shows a small number of the parts that are withheld altogether."""
    if len(known) == len(cells.parts):
        return False
    if cells.loose:
        return True
    rest = _rest(counts, cells, known)
    return any(each > 0 for each in rest) and min(rest) < LEAST_REST


def _are_enough(counts: Counts, cells: CellSum, known: Sequence[Cell], hidden: Set[Cell]) -> bool:
    """Whether the withheld parts are enough together, counted or found by subtracting."""
    sums = [sum(column) for column in zip(*(counts[part] for part in hidden), strict=True)]
    if not cells.loose:
        shown = [part for part in known if part not in hidden]
        sums = list(map(max, sums, _rest(counts, cells, shown)))
    several = len(hidden) > 1 or len(known) < len(cells.parts)
    return several and min(sums) >= LEAST_REST


def _rest(counts: Counts, cells: CellSum, shown: Sequence[Cell]) -> list[int]:
    columns = zip(counts[cells.whole], *(counts[part] for part in shown), strict=True)
    return [whole - sum(parts) for whole, *parts in columns]
