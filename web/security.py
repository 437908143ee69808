"""Headers of every answer: the browser runs no script, loads from here only, and stores nothing.

A request for a host that is not known is refused before anything else.
"""

from collections.abc import Awaitable, Callable, Collection

from fastapi import FastAPI, Request, Response

from web.known_hosts import UNKNOWN_HOST, is_known_host
from web.request_problem import problem_answer

_CONTENT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)

ALWAYS = {
    "Content-Security-Policy": _CONTENT,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The headers of every answer."""

NEVER_CACHED = {"Cache-Control": "no-store"}
"""The header of every answer but styles."""


def protect(app: FastAPI, hosts: Collection[str] = (), form_targets: Collection[str] = ()) -> None:
    """Add the headers to every answer, and answer for these hosts and this machine's names only.

    Only styles may be cached. A form may lead on to the origins in `form_targets`.
    """
    always = ALWAYS | {"Content-Security-Policy": " ".join([_CONTENT, *form_targets])}

    @app.middleware("http")
    async def add_headers(
        request: Request, answer: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        if is_known_host(request.headers.getlist("host"), hosts):
            response = await answer(request)
        else:
            response = problem_answer(request, 400, UNKNOWN_HOST)
        response.headers.update(always)
        if not request.url.path.startswith("/static/"):
            response.headers.update(NEVER_CACHED)
        return response
