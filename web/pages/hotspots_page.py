"""The task group's page: where victims wait longer than London does, as a release has it."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from access.viewer import Role
from task_group.hotspot_answer import hotspots
from task_group.releases import NONE_YET, releases
from web.csv_lines import csv_lines
from web.dependencies import ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.hotspot_choice import TheHotspotChoice
from web.hotspot_rows import hotspot_rows
from web.hotspot_view import hotspot_view

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/hotspots")
@open_to(Role.TASK_GROUP)
def hotspots_page(store: TheStore, pages: ThePages, choice: TheHotspotChoice) -> HTMLResponse:
    """What stands out, a chart and tables; without a release, that none has been made."""
    made = releases(store)
    if not made:
        return pages.draw("no_release.html", "/hotspots", none_yet=NONE_YET)
    release = choice.release_of(made)
    answer = hotspots(store, release, choice.question(release))
    return pages.draw(
        "hotspots.html",
        "/hotspots",
        answer=answer,
        view=hotspot_view(answer),
        choice=choice,
        made=made,
    )


@router.get("/hotspots.csv")
@open_to(Role.TASK_GROUP)
def hotspots_csv(store: TheStore, choice: TheHotspotChoice) -> Response:
    """The figures for a spreadsheet. An empty cell is withheld, or is not known."""
    release = choice.release_of(releases(store))
    answer = hotspots(store, release, choice.question(release))
    rows = hotspot_rows(answer)
    lines = csv_lines(list(rows[0]) if rows else ["release"], rows)
    name = f"hotspots-by-{answer.by}-release-{release.number}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, media_type="text/csv", headers=disposition)
