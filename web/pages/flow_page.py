"""The task group's flow board: what came in, went out and stands, and what it takes to clear."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from access.viewer import Role
from task_group.releases import NONE_YET, releases
from web import flow_view
from web.charts import bar_chart
from web.csv_lines import csv_lines
from web.dependencies import ThePages, TheStore
from web.flow_api import TheFlows, released_board
from web.guard import GuardedRoute, open_to

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/flows")
@open_to(Role.TASK_GROUP)
def flows_page(store: TheStore, pages: ThePages, asked: TheFlows) -> HTMLResponse:
    """What changed most, a chart and tables; without a release, that none has been made."""
    if not releases(store):
        return pages.draw("no_release.html", "/flows", none_yet=NONE_YET)
    board = released_board(store, asked)
    finding = flow_view.finding(board)
    return pages.draw(
        "flows.html",
        "/flows",
        board=board,
        view=flow_view,
        finding=finding,
        first=flow_view.FIRST,
        chart=bar_chart(finding, flow_view.bars(board)),
        shown=flow_view.shown(board),
        withheld=flow_view.withheld(board),
        here=flow_view.address("/flows", board),
        csv=flow_view.address("/flows.csv", board),
    )


@router.get("/flows.csv")
@open_to(Role.TASK_GROUP)
def flows_csv(store: TheStore, asked: TheFlows) -> Response:
    """The board, for a spreadsheet. An empty cell is withheld, or not known."""
    board = released_board(store, asked)
    lines = csv_lines(flow_view.CSV_COLUMNS, flow_view.csv_rows(board))
    name = f"flows-by-{board.by}-{board.period}-release-{board.release}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, media_type="text/csv", headers=disposition)
