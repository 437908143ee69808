"""The exact counts of each agency's own victims, in the cells in which they count.

An agency knows its own victims and can subtract them from what is shown. So it is judged of each
agency's counts, and not of those of all together, whether they are too small.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events.identifiers import Agency
from task_group.flow_figures import flows_by_agency
from task_group.lattice import Period
from task_group.release_figures import Flow, WaitFigure
from task_group.shown_cells import ShownCells

if TYPE_CHECKING:
    from projections.store import Store

_WAITS = Path(__file__).with_suffix(".sql").read_text()


@dataclass(frozen=True, slots=True)
class ExactCounts:
    """The exact counts of the cells in which the victims of one agency count; no estimates."""

    waits: Iterable[WaitFigure] = field(default_factory=list)
    flows: Iterable[Flow] = field(default_factory=list)


def counts_by_agency(
    store: "Store", shown: ShownCells, periods: Sequence[Period]
) -> list[ExactCounts]:
    """The counts of `counted_waits`, agency by agency; none where one agency alone counts.

    `shown` must be what the table `shown_blocks` has. ValueError for more than eight periods.
    """
    agencies = sorted(frozenset().union(*shown.blocks.values()))
    if len(agencies) < 2:
        return []
    waits = _waits_by_agency(store, periods)
    flows = flows_by_agency(store, shown, periods)
    return [ExactCounts(waits[agency], flows[agency]) for agency in agencies]


def _waits_by_agency(
    store: "Store", periods: Sequence[Period]
) -> defaultdict[Agency, list[WaitFigure]]:
    parameters = {
        "codes": [period.code for period in periods],
        "firsts": [period.first for period in periods],
        "lasts": [period.last for period in periods],
    }
    found: defaultdict[Agency, list[WaitFigure]] = defaultdict(list)
    for row in store.query(_WAITS, parameters):
        found[Agency(row.pop("reported_by"))].append(_figure(row))
    return found


def _figure(row: dict[str, Any]) -> WaitFigure:
    """Each block that counts has enough persons and cases; so its waits stand for them here."""
    waits = row["open"] + row["moved_on"] + row["ended_otherwise"]
    counts = dict.fromkeys(("persons", "cases", "waits"), waits)
    estimates = dict.fromkeys(("median", "median_over", "net_median"))
    return WaitFigure.model_validate({"shares": [], **row, **counts, **estimates})
