"""Alert health, for supervisors: what became of the alerts of their teams, and what makes noise."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from access.viewer import Role
from caseworkers.alert_health import PERIODS
from web import alert_health_words
from web.alert_api import Days, supervised_health
from web.dependencies import Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.request_access import RequestAccess
from web.worklist_choice import WorklistChoice

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/alert-health")
@open_to(Role.SUPERVISOR)
def alert_health_page(
    store: TheStore, access: TheAccess, pages: ThePages, now: Now, days: Days = 28
) -> HTMLResponse:
    """The page. It names no victim."""
    return pages.draw(
        "alert_health.html",
        "/alert-health",
        health=supervised_health(store, access, now, days),
        periods=PERIODS,
        words=alert_health_words,
        lists=_lists(access),
    )


def _lists(access: RequestAccess) -> dict[str, str]:
    """The worklists behind the numbers, as far as there are any."""
    both = access.viewer.has(Role.CASEWORKER) and not access.viewer.is_owner
    choice = WorklistChoice(whose="team" if both else None, agency="any")
    return {state: choice.link(state=state) for state in ("raised", "taken", "closed")}
