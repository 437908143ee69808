"""The agencies' pages: how many of their events were accepted, and which were refused and why."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from agencies.agency_overview import agency_overview, summaries
from agencies.paused_intakes import pauses
from agencies.rate_limits import rate_limits
from agencies.sequence_gaps import gaps
from events.identifiers import Agency
from web.dependencies import Now, ThePages, TheStore

router = APIRouter(include_in_schema=False)


@router.get("/agencies")
def agencies_page(store: TheStore, pages: ThePages, now: Now) -> HTMLResponse:
    """Every agency, with how much was accepted and refused."""
    paused = {pause.agency for pause in pauses(store)}
    return pages.draw(
        "agencies.html",
        "/agencies",
        summaries=summaries(store),
        paused=paused,
        limits=rate_limits(store, now),
    )


@router.get("/agencies/{agency}")
def agency_page(store: TheStore, pages: ThePages, now: Now, agency: str) -> HTMLResponse:
    """One agency's events."""
    if agency not in list(Agency):
        raise HTTPException(404, "No agency has that name.")
    named = Agency(agency)
    missing = gaps(store, now, named)
    return pages.draw(
        "agency.html",
        "/agencies",
        overview=agency_overview(store, named),
        gaps=missing,
        limits=rate_limits(store, now, named),
    )
