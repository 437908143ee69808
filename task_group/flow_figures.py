"""The flow board of a release: what came in, went out and stood in each cell, exactly counted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events.identifiers import Agency
from task_group.flow_rates import AGE_BANDS, clearance, to_clear
from task_group.lattice import Breakdown, Period
from task_group.lattice_places import COURT_STAGES
from task_group.release_figures import Flow
from task_group.shown_cells import ShownCells

if TYPE_CHECKING:
    from projections.store import Store

_COLUMNS = {Breakdown.STAGE: "london", Breakdown.VICTIM_KIND: "victim_kind"}
"""The columns of `flow_waits` that are not called as their dimension is."""

_TABLE = """
CREATE TABLE flow_waits
(
    flow LowCardinality(String),
    stage LowCardinality(String),
    london LowCardinality(String),
    agency LowCardinality(String),
    tier LowCardinality(String),
    court LowCardinality(String),
    bcu LowCardinality(String),
    borough LowCardinality(String),
    offence LowCardinality(String),
    victim_kind LowCardinality(String),
    reported_by LowCardinality(String),
    crime UInt64,
    alone Bool,
    moments UInt64
)
ENGINE = MergeTree
ORDER BY tuple()
"""
_WAITS = Path(__file__).with_name("flow_waits.sql").read_text()
_COUNTS = Path(__file__).with_name("flow_counts.sql").read_text()
_READY: ContextVar[Sequence[Period] | None] = ContextVar("periods of flow_waits", default=None)
_AT_ONCE = 8
"""Periods: each has a byte of 64 bits."""


def flow_figures(store: "Store", shown: ShownCells, periods: Sequence[Period]) -> list[Flow]:
    """What came in, went out and stood, of every cell that is shown, with exact counts.

    A cell `at-court` has the waits of those stages at court that are shown for its place: nothing
    is in it that is withheld elsewhere. `shown` must be what the table `shown_blocks` has.
    ValueError for more than eight periods.
    """
    return [flow for _, flow in _counted(store, shown, periods, by_agency=False)]


def flows_by_agency(
    store: "Store", shown: ShownCells, periods: Sequence[Period]
) -> defaultdict[Agency, list[Flow]]:
    """The same of each agency's victims alone, by the agency that reported the crime."""
    found: defaultdict[Agency, list[Flow]] = defaultdict(list)
    for agency, flow in _counted(store, shown, periods, by_agency=True):
        found[Agency(agency)].append(flow)
    return found


def _counted(
    store: "Store", shown: ShownCells, periods: Sequence[Period], by_agency: bool
) -> list[tuple[str, Flow]]:
    if len(periods) > _AT_ONCE:
        raise ValueError(f"at most {_AT_ONCE} periods are counted at once")
    dimensions = sorted({cell.dimension for cell in shown.blocks})
    with waits_made_ready(store, periods):
        return [each for of in dimensions for each in _flows(store, of, periods, by_agency)]


@contextmanager
def waits_made_ready(store: "Store", periods: Sequence[Period]) -> Iterator[None]:
    """While it is open, the waits are made ready for flows over these periods, once.

    The waits must stay as they are. Inside of another one of the same periods it does nothing.
    """
    if _READY.get() == periods:
        yield
        return
    _make_waits_ready(store, periods)
    ready = _READY.set(periods)
    try:
        yield
    finally:
        _READY.reset(ready)
        store.command("DROP TABLE flow_waits")


def _make_waits_ready(store: "Store", periods: Sequence[Period]) -> None:
    store.command("DROP TABLE IF EXISTS flow_waits")
    store.command(_TABLE)
    parameters = {
        "court_stages": list(map(str, COURT_STAGES)),
        "firsts": [period.first for period in periods],
        "lasts": [period.last for period in periods],
        "ages": list(AGE_BANDS[1:]),
    }
    store.query(_WAITS, parameters)


def _flows(
    store: "Store", dimension: Breakdown, periods: Sequence[Period], by_agency: bool
) -> Iterator[tuple[str, Flow]]:
    by_code = {period.code: period for period in periods}
    parameters = {
        "dimension": dimension,
        "column": _COLUMNS.get(dimension, dimension),
        "codes": list(by_code),
        "bands": len(AGE_BANDS) - 1,
        "by_agency": by_agency,
    }
    for row in store.query(_COUNTS, parameters):
        yield row["owner"], _flow(dimension, row, by_code[row["period"]])


def _flow(dimension: Breakdown, row: Mapping[str, Any], period: Period) -> Flow:
    """Every case that was seen stood when the period began or came in; and stands, or went out."""
    at_start, at_end = row["at_start"], row["at_end"]
    came_in, went_out = row["seen"] - at_start, row["seen"] - at_end
    return Flow(
        dimension=dimension,
        place=row["place"],
        stage=row["stage"],
        period=period.code,
        at_start=at_start,
        came_in=came_in,
        went_out=went_out,
        at_end=at_end,
        clearance=clearance(came_in, went_out),
        ages=_bands(at_end, row["older"]),
        to_clear=to_clear(at_end, came_in, (period.last - period.first).days + 1),
    )


def _bands(at_end: int, older: Sequence[int]) -> list[tuple[int, int | None]]:
    """The cases in each band, from how many are as old as its first day or older."""
    at_least = [at_end, *older, 0]
    counts = (more - fewer for more, fewer in pairwise(at_least))
    return list(zip(AGE_BANDS, counts, strict=True))
