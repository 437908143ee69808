"""A caseworker's page: one victim's journey as a timeline."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from access.looks import Looked
from access.viewer import PERSONAL
from caseworkers.alert_lines import alert_of_duty
from caseworkers.journey_answers import (
    ObligationLine,
    TimelineLine,
    VictimJourney,
    WaitLine,
)
from caseworkers.victim_journeys import victim_journey
from events.clocks import london_date
from schemas.faults_of_one import made_or
from web import correction_view, custody_words, not_shown, protection_words, timeline_view, wording
from web.acts.act_banner import TheBanner
from web.acts.acting_viewer import may_act_on
from web.dependencies import AsOf, Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.owed_next import owed_next
from web.set_aside_records import records_set_aside
from web.what_to_do import alerts_told_apart

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/victims/{victim}")
@open_to(*PERSONAL, personal=True)
def victim_page(
    store: TheStore,
    access: TheAccess,
    pages: ThePages,
    now: Now,
    as_of: AsOf,
    banner: TheBanner,
    victim: str,
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
        banner=banner,
        now=now,
        standing={
            duty.id: alert.state
            for duty in journey.obligations
            if (alert := alert_of_duty(journey.alerts, duty.id))
        },
        may_act=as_of is None and may_act_on(access, victim),
        stopped=bool(records_set_aside(store, victim)),
        **_in_words(journey, london_date(as_of or now)),
    )


def _in_words(journey: VictimJourney, today: date) -> dict[str, Any]:
    """What the page says of a journey, as on a London day."""
    return {
        "owed": owed_next(journey.obligations, today),
        "standing_now": custody_words.standing(journey, today),
        "whom_not_said": protection_words.whom_not_said(journey.remands),
        "of_alerts": list(zip(journey.alerts, alerts_told_apart(journey.alerts), strict=True)),
        "happened": _happened(journey),
        "cases": sorted({entry.case_id for entry in journey.timeline}),
        "of_several_cases": len({each.case_id for each in _of_cases(journey)}) > 1,
        "contradictions": timeline_view.contradictions(journey),
        "waiting": [wait for wait in journey.intervals if wait.end == "open"],
    }


def _of_cases(journey: VictimJourney) -> Iterator[ObligationLine | WaitLine]:
    """What names each case once, however many references it has."""
    yield from journey.obligations
    yield from journey.intervals


def _happened(journey: VictimJourney) -> list[tuple[TimelineLine, str, str, list[str]]]:
    """Each entry of the timeline, in a sentence, with when it was and notes on corrections."""
    return [
        (
            entry,
            timeline_view.entry_text(entry),
            wording.capital(timeline_view.entry_time(entry)),
            made_or(
                lambda: [f"{not_shown.LINE}."],
                "note",
                partial(correction_view.notes, entry, journey.corrections),
            ),
        )
        for entry in journey.timeline
    ]
