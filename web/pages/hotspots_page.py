"""The task group's page: where victims wait longer than London does."""

import csv
import io

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from task_group.hotspot_ranking import GroupBy, Hotspot, Hotspots, hotspots
from web import wording
from web.charts import Bar, bar_chart
from web.dependencies import Now, ThePages, TheStore
from web.formats import counted

router = APIRouter(include_in_schema=False)

CHARTED = 8
FIRST = 10
"""So many groups stand in the table at once; the others behind a fold, for a phone's sake."""


@router.get("/hotspots")
def hotspots_page(
    store: TheStore, pages: ThePages, now: Now, by: GroupBy = GroupBy.STAGE
) -> HTMLResponse:
    """A chart of the longest waits against London's, a table of the first, and all others."""
    found = hotspots(store, by, now)
    stages = list(wording.STAGES)
    said = finding(found)
    return pages.draw(
        "hotspots.html",
        "/hotspots",
        found=found,
        finding=said,
        chart=bar_chart(said, [_bar(found.by, spot) for spot in charted(found)]),
        choices=list(GroupBy),
        london=sorted(found.london, key=lambda spot: stages.index(spot.stage)),
        first=found.hotspots[:FIRST],
        others=found.hotspots[FIRST:],
        withheld=wording.withheld(found),
    )


@router.get("/hotspots.csv")
def hotspots_csv(store: TheStore, now: Now, by: GroupBy = GroupBy.STAGE) -> Response:
    """The table, for a spreadsheet; empty cells rest on too few cases, or are not known."""
    found = hotspots(store, by, now)
    lines = io.StringIO()
    columns = ["stage", "place", "place_name", *Hotspot.model_fields]
    table = csv.DictWriter(lines, fieldnames=list(dict.fromkeys(columns)))
    table.writeheader()
    table.writerows(wording.hotspot_row(by, spot) for spot in found.hotspots)
    name = f"hotspots-by-{by}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines.getvalue(), media_type="text/csv", headers=disposition)


def charted(found: Hotspots) -> list[Hotspot]:
    """What the chart shows: stages by their wait, or the groups that wait longer than London."""
    if found.by is GroupBy.STAGE:
        return found.hotspots
    return [spot for spot in found.hotspots if spot.ratio and spot.ratio > 1][:CHARTED]


def finding(found: Hotspots) -> str:
    """The one thing that the chart shows, in a sentence without its full stop."""
    if not found.hotspots:
        return "There are too few cases to say where victims wait"
    shown = charted(found)
    if not shown:
        whole = wording.compared_with(found.by)
        return f"No {wording.BY[found.by]} is known to take longer than {whole} does"
    spot = shown[0]
    stage = wording.STAGES[spot.stage]
    if found.by is GroupBy.STAGE:
        return f"The longest wait is from {wording.lower_first(stage)}: {_half(spot)}"
    where = wording.place(found.by, spot.place)
    times = f"{wording.times_as_long(spot)} as long as in {wording.whole(spot.against)}"
    return f"{stage} takes longest against {_whole(spot)} for {where}: {_half(spot)}, {times}"


def _half(spot: Hotspot) -> str:
    if spot.median is None:
        return f"more than half of victims wait longer than {counted(spot.median_over or 0, 'day')}"
    return f"half of victims wait {counted(spot.median, 'day')} or more"


def _whole(spot: Hotspot) -> str:
    return "its tier" if spot.against else "London"


def _bar(by: GroupBy, spot: Hotspot) -> Bar:
    stage, median = wording.STAGES[spot.stage], wording.median(spot)
    days = spot.median or spot.median_over or 0
    if by is GroupBy.STAGE:
        return Bar(stage, f"{counted(spot.cases, 'case')} in London", median, days)
    whole = spot.against_median
    against = f" ({_whole(spot)} {whole})" if whole is not None else ""
    return Bar(wording.place(by, spot.place), stage, f"{median}{against}", days, whole)
