"""The first page of whoever signed in: their work."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from web.dependencies import TheAccess
from web.guard import GuardedRoute, open_to_signed_in
from web.navigation import first_page

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/")
@open_to_signed_in
def home_page(access: TheAccess) -> RedirectResponse:
    """Go to the page with the viewer's work."""
    return RedirectResponse(first_page(access.viewer), 303)
