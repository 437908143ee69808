"""Which blocks a release counts. A block is the victims of one reporting agency in one cell.

Each agency's blocks are judged by that agency's data alone, and by what was published before: so
whoever adds victims of its own changes nothing that is shown of another's.

A block under `FEWEST` is small. Within a sum, London and its offences for instance, the small ones
are withheld, and with them the first places of a fixed order: at least one, and so many that all
that are withheld are `LEAST_REST` together. Everybody can find the number of this rest: subtract
what is shown from the whole. The first places may have any number, so no member of a rest can be
told from it. No choice depends on how small a small block is but for how many places go with it.

The parts of a whole that is withheld may count all the same. With those of all others that are,
they are the parts of what is left of London: where three cases have no court that is known, the
tier of all others is withheld with them, and most of its courts are not.
"""

from collections.abc import Collection, Iterator, Mapping

from task_group.disclosure import FEWEST
from task_group.lattice import ADDS_UP_TO, Breakdown
from task_group.lattice_places import IN_PARTS, families, frontier

LEAST_REST = 2 * FEWEST
"""What is withheld under one whole has at least so many victims and crimes, or none, or is all."""

FOR_GOOD = 1_000_000_000
"""More victims than there are: what needs so many to be shown is not."""

Place = tuple[Breakdown, str]

Sizes = Mapping[Place, int]
"""By place, the victims of an agency or their crimes: the smaller of both. No entry is 0."""


def choose_blocks(stage: str, sizes: Sizes, withheld: Mapping[Place, int]) -> frozenset[Place]:
    """The blocks that count, of one agency's of a stage and a period.

    `withheld` are places that were withheld before: each stays so until it has so many.
    """
    counting: set[Place] = set()
    london = (Breakdown.STAGE, "")
    if not _is_small(london, sizes, withheld):
        counting.add(london)
    for above, whole, dimension, names in families(stage):
        if (above, whole) in counting:
            parts = [(dimension, name) for name in names]
            rest = _rest(parts, sizes, withheld)
            counting.update(part for part in parts if part not in rest)
    for dimension in IN_PARTS if london in counting else ():
        above = ADDS_UP_TO[dimension]
        wholes = frozenset(place for whole, place in counting if whole is above)
        parts = [each for each in frontier(stage, dimension, wholes) if each[0] is dimension]
        counting.update(set(parts).difference(_rest(parts, sizes, withheld)))
    return frozenset(counting)


def too_like_the_year(sizes: Sizes, beyond: Sizes) -> Iterator[Place]:
    """The blocks of a quarter that nearly all of the year's are in; `beyond` has the others.

    The year less the quarter is who came in, or went out, in the others: see `LEAST_REST`.
    """
    return (place for place in sizes if beyond.get(place, 0) < LEAST_REST)


def _rest(parts: list[Place], sizes: Sizes, withheld: Mapping[Place, int]) -> Collection[Place]:
    """The parts that are withheld: the small ones, with the first of all until they are enough."""
    rest = {part for part in parts if _is_small(part, sizes, withheld)}
    if not rest:
        return rest
    together = sum(sizes.get(each, 0) for each in rest)
    for part in parts:
        if part not in rest:
            rest.add(part)
            together += sizes.get(part, 0)
        if together == 0 or together >= LEAST_REST:
            break
    return rest


def _is_small(place: Place, sizes: Sizes, withheld: Mapping[Place, int]) -> bool:
    return sizes.get(place, 0) < max(FEWEST, withheld.get(place, 0))
