"""The largest release that there can be: every cell of the lattice is shown on every sheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from events.identifiers import Agency
from projections.store import Store
from task_group.lattice import Breakdown
from task_group.lattice_places import PLACES, stages_of
from task_group.release_figures import (
    Comparison,
    ComparisonVerdict,
    Estimate,
    Figure,
    ReleaseHeader,
    Sheet,
    WaitFigure,
    WaitingShares,
)
from task_group.release_periods import YEAR, periods

LAST = date(2026, 6, 30)

_SHARE = Estimate(value=40, low=35, high=45)
_DAYS = (30, 90, 180, 365)
_COUNTS = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")


def fill_largest(store: Store, number: int = 1) -> int:
    """Write the release as the sink would; how many figures it has."""
    sheets: dict[Sheet, list[Figure]] = {}
    for sheet, figure in _figures():
        sheets.setdefault(sheet, []).append(figure)
    figures = sum(map(len, sheets.values()))
    header = ReleaseHeader(
        number=number,
        made=datetime(2026, 7, 1, tzinfo=UTC),
        last=LAST,
        method="1",
        spoken=dict.fromkeys(Agency, LAST),
        complete={},
        periods=[(each.code, each.first, each.last) for each in periods(LAST)],
        figures=figures,
        fewest=10,
        rounded_to=5,
    )
    write_release(store, header, sheets)
    return figures


def write_release(
    store: Store, header: ReleaseHeader, sheets: Mapping[Sheet, Sequence[Figure]]
) -> None:
    """Write a release as the sink does."""
    number = header.number
    rows = [_row(number, sheet, each) for sheet, figures in sheets.items() for each in figures]
    store.insert("release_figures", rows)
    store.insert("releases", [{"number": number, "header": header.model_dump_json()}])


def _row(number: int, sheet: Sheet, figure: Figure) -> dict[str, object]:
    return {
        "number": number,
        "sheet": str(sheet),
        **figure.model_dump(mode="json", include={"dimension", "stage", "period", "place", "id"}),
        "figure": figure.model_dump_json(),
    }


def _figures() -> Iterator[tuple[Sheet, Figure]]:
    for cell in _cells():
        yield Sheet.WAITS, _waits(cell)
        if cell["place"]:
            yield Sheet.COMPARISONS, _comparison(cell)
        if cell["place"] and cell["period"] != YEAR:
            yield Sheet.CHANGES, _comparison(cell)


def _cells() -> Iterator[dict[str, object]]:
    for period in periods(LAST):
        for by in Breakdown:
            for stage in stages_of(by):
                for place in PLACES[by] or ("",):
                    yield {"dimension": by, "place": place, "stage": stage, "period": period.code}


def _waits(cell: dict[str, object]) -> WaitFigure:
    shares = [
        WaitingShares(day=day, waiting=_SHARE, moved_on=_SHARE, ended_otherwise=_SHARE)
        for day in _DAYS
    ]
    median = Estimate(value=85, low=80, high=95)
    figure = {"shares": shares, "median": median, "median_over": None, "net_median": median}
    return WaitFigure.model_validate({**cell, **dict.fromkeys(_COUNTS, 120), **figure})


def _comparison(cell: dict[str, object]) -> Comparison:
    figure = {
        "verdict": ComparisonVerdict.NOT_TOLD_APART,
        "persons": 120,
        "ratio": Estimate(value=1.1, low=0.9, high=1.3),
        "excess_days": Estimate(value=200, low=-100, high=500),
        "explained_by_court": False,
    }
    return Comparison.model_validate(cell | figure)
