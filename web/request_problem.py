"""The answer to a request that is not answered: a page for people, JSON for programs."""

from typing import TYPE_CHECKING

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

if TYPE_CHECKING:
    from web.rendering import Pages, ViewerPages
    from web.request_access import RequestAccess

_FOR_PROGRAMS = ("/api/", "/gateway/", "/health", "/openapi.json")

RETRY_AFTER = {"Retry-After": "5"}
"""The header of an answer that says to ask again, in so many seconds."""

_TITLES = {
    403: "You cannot see this",
    404: "Page not found",
    500: "There is a problem with the platform",
    503: "The platform cannot answer now",
}


class RequestProblem(BaseModel):
    """Why a request was not answered, in a sentence; for programs."""

    detail: str


def problem_answer(request: Request, status: int, detail: str) -> Response:
    """A page with the sentence, or JSON; always JSON where the application has no pages."""
    pages: Pages | None = getattr(request.app.state, "pages", None)
    if pages is None or is_for_programs(request):
        return JSONResponse(RequestProblem(detail=detail).model_dump(), status)
    title = _TITLES.get(status, "There is a problem with this address")
    shown = None if detail == "Not Found" else detail
    return drawn(request, pages).draw("error.html", status=status, title=title, detail=shown)


def is_for_programs(request: Request) -> bool:
    """Whether programs ask this address, and want JSON."""
    return request.url.path.startswith(_FOR_PROGRAMS)


def drawn(request: Request, pages: "Pages") -> "Pages | ViewerPages":
    """The templates for the viewer of this request, if the guard found one."""
    access: RequestAccess | None = getattr(request.state, "access", None)
    return pages.seen_by(access.viewer, access.csrf) if access else pages
