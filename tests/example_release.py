"""A release with made-up figures: one court and a borough stand out, all else is London."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from events.identifiers import Agency
from example_flows import example_flows
from example_journeys import NOW
from processors.case.course.stages import WAITING_ON, Stage
from projections.store import Store
from schemas.changes import WaitingOn
from task_group.lattice import Breakdown, Tier
from task_group.lattice_places import PLACES, stages_of
from task_group.release_figures import (
    Comparison,
    ComparisonVerdict,
    Estimate,
    Figure,
    Intervention,
    ReleaseHeader,
    Sheet,
    Stall,
    WaitFigure,
    WaitingShares,
)
from task_group.release_periods import YEAR, periods

LAST = date(2025, 8, 31)
PERIODS = periods(LAST)
QUARTER = PERIODS[1].code

_COURTS = ("snaresbrook", "harrow", "isleworth", "wood-green", "thames-magistrates")
_AGENCIES = {
    WaitingOn.POLICE: (Agency.MET_POLICE, Agency.CITY_POLICE),
    WaitingOn.CPS: (Agency.CPS,),
    WaitingOn.COURT: (Agency.HMCTS,),
}
SLOW_COURT = (Breakdown.COURT, "snaresbrook", Stage.FIRST_HEARING)
SLOW_BOROUGH = (Breakdown.BOROUGH, "E09000025", Stage.FIRST_HEARING)
QUICK_COURT = (Breakdown.COURT, "harrow", Stage.FIRST_HEARING)
WITHHELD_COURT = (Breakdown.COURT, "isleworth", Stage.TRIAL)

Sheets = Mapping[Sheet, list[Figure]]


def header(number: int = 1, made: datetime = NOW) -> ReleaseHeader:
    """A release up to the day before the example's now; the City's police fell silent in May."""
    spoken = {agency: LAST for agencies in _AGENCIES.values() for agency in agencies}
    return ReleaseHeader(
        number=number,
        made=made,
        last=LAST,
        method="2025-09",
        spoken=spoken | {Agency.CITY_POLICE: date(2025, 5, 9)},
        complete={Agency.MET_POLICE: date(2024, 1, 1)},
        periods=[(each.code, each.first, each.last) for each in PERIODS],
        figures=0,
        fewest=10,
        rounded_to=5,
    )


def fill_release(store: Store, number: int = 1, sheets: Sheets | None = None) -> None:
    """Write a release as the sink would: the figures first, the header last."""
    sheets = example_sheets() if sheets is None else sheets
    rows = [_row(number, sheet, figure) for sheet, found in sheets.items() for figure in found]
    store.insert("release_figures", rows, f"example figures {number}")
    made = header(number).model_copy(update={"figures": len(rows)})
    releases = [{"number": number, "header": made.model_dump_json()}]
    store.insert("releases", releases, f"example release {number}")


def _row(number: int, sheet: Sheet, figure: Figure) -> dict[str, Any]:
    return {
        "number": number,
        "sheet": str(sheet),
        "dimension": str(figure.dimension),
        "stage": figure.stage,
        "period": figure.period,
        "place": figure.place,
        "figure": figure.model_dump_json(),
    }


def example_sheets() -> Sheets:
    """The figures of every sheet."""
    random = Random(15)
    cells = list(_cells())
    return {
        Sheet.WAITS: [_waits(random, cell) for cell in cells],
        Sheet.COMPARISONS: [_comparison(random, cell) for cell in cells if _is_compared(cell)],
        Sheet.CHANGES: [
            _comparison(random, cell) for cell in cells if _is_compared(cell) and cell[3] != YEAR
        ],
        Sheet.STALLS: [_stall()],
        Sheet.FLOWS: list(example_flows()),
        Sheet.INTERVENTIONS: [_intervention()],
    }


CellParts = tuple[Breakdown, str, Stage, str]


def _cells() -> Iterator[CellParts]:
    for period in PERIODS:
        for by in Breakdown:
            for stage in stages_of(by):
                for place in _places(by, stage):
                    yield by, place, stage, period.code


def _places(by: Breakdown, stage: Stage) -> tuple[str, ...]:
    match by:
        case Breakdown.STAGE:
            return ("",)
        case Breakdown.COURT:
            return _COURTS
        case Breakdown.TIER:
            return tuple(map(str, Tier))
        case Breakdown.AGENCY:
            return tuple(map(str, _AGENCIES[WAITING_ON[stage]]))
        case _:
            return PLACES[by]


def _is_compared(cell: CellParts) -> bool:
    return cell[0] is not Breakdown.STAGE and cell[:3] != WITHHELD_COURT


def _estimate(value: float, width: float) -> Estimate:
    return Estimate(value=value, low=round(value - width, 2), high=round(value + width, 2))


def _waits(random: Random, cell: CellParts) -> WaitFigure:
    by, place, stage, period = cell
    where = {"dimension": by, "place": place, "stage": stage, "period": period}
    counts = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")
    if cell[:3] == WITHHELD_COURT:
        nothing = dict.fromkeys((*counts, "median", "median_over", "net_median"))
        return WaitFigure.model_validate({**where, **nothing, "shares": []})
    persons = 5 * random.randint(8, 60)
    median = 5 * random.randint(4, 40) + 400 * (cell[:3] == SLOW_COURT)
    return WaitFigure.model_validate(
        {
            **where,
            **dict.fromkeys(counts, persons),
            "open": persons - 15,
            "moved_on": 10,
            "ended_otherwise": None,
            "revised": 0,
            "shares": [_shares(day, median) for day in (30, 90, 180, 365)],
            "median": None if median > 365 else _estimate(median, 10),
            "median_over": 365 if median > 365 else None,
            "net_median": _estimate(median + 20, 15),
        }
    )


def _shares(day: int, median: int) -> WaitingShares:
    waiting = round(100 * 0.5 ** (day / median))
    ended = (100 - waiting) // 5
    return WaitingShares(
        day=day,
        waiting=_estimate(waiting, 0 if waiting < 5 else 4),
        moved_on=_estimate(100 - waiting - ended, 0 if waiting > 95 else 4),
        ended_otherwise=_estimate(ended, min(ended, 2)),
    )


_TOLD_APART = {
    SLOW_COURT: (2.4, 0.5, 3400, False),
    SLOW_BOROUGH: (1.5, 0.2, 1200, True),
    QUICK_COURT: (0.6, 0.1, -800, False),
}


def _comparison(random: Random, cell: CellParts) -> Comparison:
    by, place, stage, period = cell
    where = {"dimension": by, "place": place, "stage": stage, "period": period}
    if by is Breakdown.AGENCY:
        verdict = ComparisonVerdict.NOT_COMPARABLE
        nothing = {"ratio": None, "excess_days": None, "explained_by_court": False}
        return Comparison.model_validate({**where, "verdict": verdict, "persons": 120, **nothing})
    persons = 5 * random.randint(8, 60)
    ratio, width, excess, explained = _TOLD_APART.get(
        cell[:3], (random.uniform(0.85, 1.15), 0.2, 5 * random.randint(-20, 20), False)
    )
    verdict = ComparisonVerdict.NOT_TOLD_APART
    if cell[:3] in _TOLD_APART:
        verdict = ComparisonVerdict.SLOWER if ratio > 1 else ComparisonVerdict.QUICKER
    return Comparison.model_validate(
        {
            **where,
            "verdict": verdict,
            "persons": persons,
            "ratio": _estimate(round(ratio, 2), width),
            "excess_days": _estimate(excess, 300),
            "explained_by_court": explained,
        }
    )


def _stall() -> Stall:
    by, place, stage = SLOW_COURT
    since = date(2025, 6, 2)
    return Stall(
        dimension=by,
        place=place,
        stage=stage,
        period=YEAR,
        since=since,
        noticed=since + timedelta(weeks=5),
        ratio=Estimate(value=1.9, low=1.4, high=None),
    )


def _intervention() -> Intervention:
    by, place, stage = QUICK_COURT
    return Intervention(
        dimension=by,
        place=place,
        stage=stage,
        period=YEAR,
        id="nightingale-harrow",
        kind="more-sitting-days",
        began=date(2025, 4, 7),
        verdict=ComparisonVerdict.QUICKER,
        ratio=_estimate(0.7, 0.2),
    )
