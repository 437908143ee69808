"""The description of the API, for programs and for whoever writes them."""

from typing import Any

from fastapi import APIRouter, Request

from web.guard import GuardedRoute, open_to_signed_in

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/openapi.json")
@open_to_signed_in
def openapi(request: Request) -> dict[str, Any]:
    """The description, by OpenAPI."""
    described: dict[str, Any] = request.app.openapi()
    return described
