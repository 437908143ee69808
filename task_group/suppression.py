"""Which blocks a release counts. A block is the victims of one reporting agency in one cell.

Each agency's blocks are judged by that agency's data alone, and by what was published before: so
whoever adds victims of its own changes nothing that is shown of another's.

A block under `FEWEST` is small. Within a sum, London and its offences for instance, the small ones
and the first of the fixed order of places are the rest of the sum. Everybody can find the number of
the rest: subtract what is shown from the whole. Therefore a rest is at least `LEAST_REST`; one that
is smaller is left out of the release altogether, also out of the whole. The first place may have
any number, so no member of a rest can be told from it. No choice depends on how small a small block
is: each may have any number under `FEWEST`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from task_group.disclosure import FEWEST
from task_group.lattice import Breakdown
from task_group.lattice_places import families

LEAST_REST = 2 * FEWEST
"""What is withheld under one whole has at least so many victims and crimes, or none."""

FOR_GOOD = 1_000_000_000
"""More victims than there are: what needs so many to be shown is not."""

Place = tuple[Breakdown, str]

Sizes = Mapping[Place, int]
"""By place, the victims of an agency or their crimes: the smaller of both. No entry is 0."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which blocks of an agency count, and which waits are to be left out of the release.

    Where any are left out, the rest of the choice is to be made again without them.
    """

    counting: frozenset[Place]
    left_out: frozenset[Place]


def choose_blocks(stage: str, sizes: Sizes, withheld: Mapping[Place, int]) -> Choice:
    """Choose among one agency's blocks of a stage and a period.

    `withheld` are places that were withheld before: each stays so until it has so many.
    """
    counting: set[Place] = set()
    left_out: set[Place] = set()
    london = (Breakdown.STAGE, "")
    if not _is_small(london, sizes, withheld):
        counting.add(london)
    for above, whole, dimension, names in families(stage):
        parts = [(dimension, name) for name in names]
        if (above, whole) not in counting:
            continue
        rest = _rest(parts, sizes, withheld)
        counting.update(part for part in parts if part not in rest)
        if 0 < sum(sizes.get(part, 0) for part in rest) < LEAST_REST and len(rest) < len(parts):
            left_out.update(part for part in rest if part in sizes)
    return Choice(frozenset(counting), frozenset(left_out))


def too_like_the_year(sizes: Sizes, beyond: Sizes) -> Iterator[Place]:
    """The blocks of a quarter that nearly all of the year's are in; `beyond` has the others.

    The year less the quarter is who came in, or went out, in the others: see `LEAST_REST`.
    """
    return (place for place in sizes if beyond.get(place, 0) < LEAST_REST)


def _rest(parts: list[Place], sizes: Sizes, withheld: Mapping[Place, int]) -> Collection[Place]:
    small = {part for part in parts if _is_small(part, sizes, withheld)}
    return small | {parts[0]} if small else small


def _is_small(place: Place, sizes: Sizes, withheld: Mapping[Place, int]) -> bool:
    return sizes.get(place, 0) < max(FEWEST, withheld.get(place, 0))
