"""The platform operator's page: how much there is at each step of an event's path."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from access.viewer import Role
from agencies.paused_intakes import pauses
from task_group.platform_counts import overview
from web.dependencies import ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.set_aside_records import records_set_aside

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/overview")
@open_to(Role.PLATFORM_OPERATOR)
def overview_page(store: TheStore, pages: ThePages) -> HTMLResponse:
    """The flow with its counts."""
    return pages.draw(
        "overview.html",
        "/overview",
        overview=overview(store),
        paused=pauses(store),
        set_aside=len(records_set_aside(store)),
    )
