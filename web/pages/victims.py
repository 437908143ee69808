"""A caseworker's page: one victim's journey as a timeline."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from caseworkers.journeys import Entry, VictimJourney, victim_journey
from processors.rules import RULES
from web import formats, wording
from web.dependencies import Now, ThePages, TheStore
from web.sentences import sentence_of

router = APIRouter(include_in_schema=False)


@router.get("/victims/{victim}")
def victim_page(store: TheStore, pages: ThePages, now: Now, victim: str) -> HTMLResponse:
    """The journey of the victim with this pseudonym."""
    journey = victim_journey(store, victim, now)
    if journey is None:
        raise HTTPException(404, "No victim’s journey is kept under that pseudonym.")
    return pages.draw(
        "victim.html",
        "/alerts",
        journey=journey,
        happened=[
            (entry, sentence_of(entry.kind, entry.data), when(entry)) for entry in journey.timeline
        ],
        cases=sorted({entry.case_id for entry in journey.timeline}),
        rules=RULES,
        waiting=[wait for wait in journey.intervals if wait.end == "open"],
        enhanced=_has_enhanced_rights(journey),
    )


def when(entry: Entry) -> str:
    """When it happened, as exactly as is known."""
    return wording.capital(formats.occurred(entry.occurred, entry.precision))


def _has_enhanced_rights(journey: VictimJourney) -> bool:
    return any(entry.data.get("enhanced_rights") for entry in journey.timeline)
