"""The operators' page: what agencies must mend, the parts, what waits, and what could not be read.

It shows no case: of a record that stopped a journey it does not say whose.
"""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from access.viewer import Role
from agencies.alert_waits import alert_waits
from agencies.operator_alerts import standing
from web import wait_words
from web.dependencies import Now, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.platform_parts import PlatformParts
from web.set_aside_records import advice_on, place_in_words, records_set_aside

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/operators")
@open_to(Role.PLATFORM_OPERATOR)
def operators_page(request: Request, store: TheStore, pages: ThePages, now: Now) -> HTMLResponse:
    """What agencies must mend first, the parts, how long alerts wait, and what was set aside."""
    platform: PlatformParts = request.app.state.parts()
    records = [
        (record, place_in_words(record), advice_on(record)) for record in records_set_aside(store)
    ]
    waits = alert_waits(store, now)
    return pages.draw(
        "operators.html",
        "/operators",
        records=records,
        platform=platform,
        hold=wait_words.for_mistakes(timedelta(seconds=waits.hold)),
        lags=[(agency, wait_words.in_short(waits.lag(agency))) for agency in waits.lags],
        alerts=standing(store, now),
    )
