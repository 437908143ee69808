"""The agencies' pages: how many of their events were accepted, and which were refused and why."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from access.viewer import Role
from agencies.agency_overview import agency_overview, summaries
from agencies.alert_waits import alert_waits
from agencies.operator_alerts import standing
from agencies.paused_intakes import pauses
from agencies.rate_limits import rate_limits
from agencies.sequence_gaps import gaps
from agencies.unreached_facts import unreached_cases
from events.identifiers import Agency
from web import wait_words
from web.dependencies import Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/agencies")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def agencies_page(store: TheStore, access: TheAccess, pages: ThePages, now: Now) -> HTMLResponse:
    """Every agency, or the viewer's own, with how much was accepted and refused."""
    only = access.agency_asked(None)
    paused = {pause.agency for pause in pauses(store, only)}
    return pages.draw(
        "agencies.html",
        "/agencies",
        summaries=[each for each in summaries(store) if only in (None, each.agency)],
        paused=paused,
        limits=rate_limits(store, now, only),
    )


@router.get("/agencies/{agency}")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def agency_page(
    request: Request, store: TheStore, access: TheAccess, pages: ThePages, now: Now, agency: str
) -> HTMLResponse:
    """One agency's events: the viewer's own, or any for the platform's operator."""
    if agency not in list(Agency):
        raise HTTPException(404, "No agency has that name.")
    named = Agency(agency)
    access.need_agency(named)
    return pages.draw(
        "agency.html",
        "/agencies",
        overview=agency_overview(store, named),
        gaps=gaps(store, now, named),
        limits=rate_limits(store, now, named),
        wait=wait_words.for_records(alert_waits(store, now).lag(named)),
        alerts=standing(store, now, named),
        left_out=request.app.state.left_out(named),
        unreached=unreached_cases(store, now, named),
    )
