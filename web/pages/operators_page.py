"""The operators' page: which records could not be read, what follows from each, what to do."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from access.viewer import Role
from web.dependencies import ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.set_aside_records import advice_on, place_in_words, records_set_aside

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/operators")
@open_to(Role.PLATFORM_OPERATOR)
def operators_page(store: TheStore, pages: ThePages) -> HTMLResponse:
    """The records that were set aside."""
    records = [
        (record, place_in_words(record), advice_on(record)) for record in records_set_aside(store)
    ]
    return pages.draw("operators.html", "/operators", records=records)
