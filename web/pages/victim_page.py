"""A caseworker's page: one victim's journey as a timeline."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from access.looks import Looked
from access.viewer import PERSONAL
from caseworkers.victim_journeys import victim_journey
from events.clocks import london_date
from web import correction_view, timeline_view, wording
from web.dependencies import AsOf, Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.owed_next import owed_next
from web.set_aside_records import records_set_aside
from web.what_to_do import alerts_told_apart

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/victims/{victim}")
@open_to(*PERSONAL, personal=True)
def victim_page(
    store: TheStore, access: TheAccess, pages: ThePages, now: Now, as_of: AsOf, victim: str
) -> HTMLResponse:
    """The journey of the victim with this pseudonym; `as_of` asks what was known then."""
    access.need_victim(victim)
    journey = victim_journey(store, victim, now, as_of, access.viewer.agency)
    if journey is None:
        raise HTTPException(404, "No victim’s journey is kept under that pseudonym.")
    access.look(Looked.JOURNEY, (victim,))
    return pages.draw(
        "victim.html",
        "/alerts",
        journey=journey,
        owed=owed_next(journey.obligations, london_date(as_of or now)),
        of_alerts=alerts_told_apart(journey.alerts),
        stopped=bool(records_set_aside(store, victim)),
        happened=[
            (
                entry,
                timeline_view.entry_text(entry),
                wording.capital(timeline_view.entry_time(entry)),
                correction_view.notes(entry, journey.corrections),
            )
            for entry in journey.timeline
        ],
        cases=sorted({entry.case_id for entry in journey.timeline}),
        contradictions=timeline_view.contradictions(journey),
        waiting=[wait for wait in journey.intervals if wait.end == "open"],
    )
