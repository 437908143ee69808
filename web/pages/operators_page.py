"""The operators' page: the parts, what waits, and which records could not be read.

It shows no case: of a record that stopped a journey it does not say whose.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from access.viewer import Role
from web.dependencies import ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.platform_parts import PlatformParts
from web.set_aside_records import advice_on, place_in_words, records_set_aside

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/operators")
@open_to(Role.PLATFORM_OPERATOR)
def operators_page(request: Request, store: TheStore, pages: ThePages) -> HTMLResponse:
    """The parts, and the records that were set aside."""
    platform: PlatformParts = request.app.state.parts()
    records = [
        (record, place_in_words(record), advice_on(record)) for record in records_set_aside(store)
    ]
    return pages.draw("operators.html", "/operators", records=records, platform=platform)
