"""Alert health, for supervisors: what became of the alerts of their teams, and what makes noise."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from access.viewer import Role
from caseworkers.alert_health import PERIODS, AlertHealth, Period, alert_health
from projections.store import Store
from web import alert_health_words
from web.dependencies import Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.request_access import RequestAccess
from web.worklist_choice import WorklistChoice

router = APIRouter(route_class=GuardedRoute)

Days = Annotated[Period, BeforeValidator(int), Query(description="The last so many days.")]


@router.get("/alert-health", include_in_schema=False)
@open_to(Role.SUPERVISOR)
def alert_health_page(
    store: TheStore, access: TheAccess, pages: ThePages, now: Now, days: Days = 28
) -> HTMLResponse:
    """The page. It names no victim."""
    return pages.draw(
        "alert_health.html",
        "/alert-health",
        health=_health(store, access, now, days),
        periods=PERIODS,
        words=alert_health_words,
        lists=_lists(access),
    )


@router.get("/api/alert-health")
@open_to(Role.SUPERVISOR)
def read_alert_health(store: TheStore, access: TheAccess, now: Now, days: Days = 28) -> AlertHealth:
    """What became of the alerts of the viewer's teams that were raised in the last days."""
    return _health(store, access, now, days)


def _health(store: Store, access: RequestAccess, now: Now, days: Period) -> AlertHealth:
    viewer = access.viewer
    caseload = access.caseload_as(Role.SUPERVISOR)
    return alert_health(store, now, days, caseload, (viewer.agency, viewer.teams))


def _lists(access: RequestAccess) -> dict[str, str]:
    """The worklists behind the numbers, as far as there are any."""
    both = access.viewer.has(Role.CASEWORKER) and not access.viewer.is_owner
    choice = WorklistChoice(whose="team" if both else None, agency="any")
    return {state: choice.link(state=state) for state in ("raised", "taken", "closed")}
