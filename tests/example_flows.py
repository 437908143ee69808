"""A release with a flow board, as disclosure leaves it: the published backlogs of Crown Courts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from events.identifiers import Agency
from projections.store import Store
from simulator.published_backlogs import PUBLISHED_END, published_backlogs
from task_group.flow_rates import AGE_BANDS, clearance, to_clear
from task_group.lattice import Breakdown
from task_group.lattice_places import AT_COURT
from task_group.release_figures import Flow, ReleaseHeader, Sheet
from task_group.release_periods import periods

NUMBER = 1
MADE = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
_SHARES = (0.1, 0.15, 0.2, 0.3, 0.2, 0.05)
_PERIODS = periods(PUBLISHED_END)


def flow(place: str, counts: tuple[int, int, int, int] | None, **cell: str) -> Flow:
    """A line of the board by its counts: at the start, in, out, at the end; without, withheld."""
    stands = Flow(
        dimension=Breakdown(cell.get("dimension", "court")),
        place=place,
        stage=cell.get("stage", AT_COURT),
        period=cell.get("period", "year"),
        at_start=None,
        came_in=None,
        went_out=None,
        at_end=None,
        clearance=None,
        ages=[],
        to_clear=None,
    )
    if counts is None:
        return stands
    at_start, came_in, went_out, at_end = counts
    older = [5 * round(share * at_end / 5) for share in _SHARES[:-1]]
    ages = zip(AGE_BANDS, [*older, at_end - sum(older)], strict=True)
    return stands.model_copy(
        update={
            "at_start": at_start,
            "came_in": came_in,
            "went_out": went_out,
            "at_end": at_end,
            "clearance": clearance(came_in, went_out),
            "ages": list(ages),
            "to_clear": to_clear(at_end, came_in, 365),
        }
    )


def example_flows() -> Iterator[Flow]:
    """The ten courts, one that is withheld, and the stages of London."""
    for backlog in published_backlogs():
        before, after, out = (
            5 * round(number / 5) for number in (backlog.before, backlog.after, backlog.went_out)
        )
        yield flow(backlog.court, (before, after - before + out, out, after))
    yield flow("blackfriars", None)
    for stage, counts in (("reported", (9000, 4000, 3900, 9100)), ("trial", (300, 900, 950, 250))):
        yield flow("", counts, dimension="stage", stage=stage)


def header(
    number: int = NUMBER, made: datetime = MADE, last: date = PUBLISHED_END
) -> ReleaseHeader:
    """What is true of the whole release."""
    return ReleaseHeader(
        number=number,
        made=made,
        last=last,
        method="1",
        spoken=dict.fromkeys(Agency, last),
        complete={},
        periods=[(period.code, period.first, period.last) for period in _PERIODS],
        figures=0,
        fewest=10,
        rounded_to=5,
    )


def store_flows(store: Store, header: ReleaseHeader, flows: Iterator[Flow]) -> None:
    """Write a release with these flows as the sink would."""
    rows = [
        {
            "number": header.number,
            "sheet": Sheet.FLOWS,
            "dimension": each.dimension,
            "stage": each.stage,
            "period": each.period,
            "place": each.place,
            "figure": each.model_dump_json(),
        }
        for each in flows
    ]
    store.insert("release_figures", rows)
    store.insert("releases", [{"number": header.number, "header": header.model_dump_json()}])
