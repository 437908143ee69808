"""The task group's page: where victims wait longer than London does."""

import csv
import io

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from access.viewer import Role
from task_group.hotspot_ranking import GroupBy, Hotspot, Hotspots, hotspots
from web import wording
from web.charts import Bar, bar_chart
from web.dependencies import Now, ThePages, TheStore
from web.formats import counted
from web.guard import GuardedRoute, open_to

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

CHARTED = 8
FIRST = 10
"""The groups shown at once. A phone needs the others folded away."""


@router.get("/hotspots")
@open_to(Role.TASK_GROUP)
def hotspots_page(
    store: TheStore, pages: ThePages, now: Now, by: GroupBy = GroupBy.STAGE
) -> HTMLResponse:
    """A chart of the longest waits against London's, a table of the first, and all others."""
    ranking = hotspots(store, by, now)
    stages = list(wording.STAGES)
    headline = finding(ranking)
    return pages.draw(
        "hotspots.html",
        "/hotspots",
        ranking=ranking,
        finding=headline,
        chart=bar_chart(headline, [_bar(ranking.by, spot) for spot in charted(ranking)]),
        choices=list(GroupBy),
        london=sorted(ranking.london, key=lambda spot: stages.index(spot.stage)),
        first=ranking.hotspots[:FIRST],
        others=ranking.hotspots[FIRST:],
        withheld=wording.withheld(ranking),
    )


@router.get("/hotspots.csv")
@open_to(Role.TASK_GROUP)
def hotspots_csv(store: TheStore, now: Now, by: GroupBy = GroupBy.STAGE) -> Response:
    """The table, for a spreadsheet. An empty cell rests on too few cases, or is not known."""
    ranking = hotspots(store, by, now)
    lines = io.StringIO()
    columns = ["stage", "place", "place_name", *Hotspot.model_fields]
    table = csv.DictWriter(lines, fieldnames=list(dict.fromkeys(columns)))
    table.writeheader()
    table.writerows(wording.hotspot_row(by, spot) for spot in ranking.hotspots)
    name = f"hotspots-by-{by}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines.getvalue(), media_type="text/csv", headers=disposition)


def charted(ranking: Hotspots) -> list[Hotspot]:
    """What the chart shows: stages by their wait, or the groups that wait longer than London."""
    if ranking.by is GroupBy.STAGE:
        return ranking.hotspots
    return [spot for spot in ranking.hotspots if spot.ratio and spot.ratio > 1][:CHARTED]


def finding(ranking: Hotspots) -> str:
    """The one thing that the chart shows, in a sentence without its full stop."""
    if not ranking.hotspots:
        return "There are too few cases to say where victims wait"
    shown = charted(ranking)
    if not shown:
        whole = wording.compared_with(ranking.by)
        return f"No {wording.BY[ranking.by]} is known to take longer than {whole} does"
    spot = shown[0]
    stage = wording.STAGES[spot.stage]
    if ranking.by is GroupBy.STAGE:
        return f"The longest wait is from {wording.lower_first(stage)}: {_half(spot)}"
    where = wording.place(ranking.by, spot.place)
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
