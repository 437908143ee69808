"""Each route says whom it is open to, and each request is checked before its handler runs.

A route that says nothing cannot be made: the application does not start. What is open to the task
group is statistics: each question that is answered leaves a record, unless the route says that it
answers none.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from access.looks import Looked
from access.viewer import Role, Viewer, owner
from web.asked_statistics import filter_problem, statistics_asked
from web.request_access import AccessParts, RequestAccess

_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

NO_ROLE = "Your roles do not open this: it is for {allowed}. Who signs you in says which you have."

_PLURALS = {
    Role.CASEWORKER: "caseworkers",
    Role.SUPERVISOR: "supervisors",
    Role.TASK_GROUP: "the task group",
    Role.AGENCY_OPERATOR: "an agency's operators",
    Role.PLATFORM_OPERATOR: "the platform's operators",
    Role.AUDITOR: "auditors",
    Role.PUBLISHER: "publishers",
}


@dataclass(frozen=True)
class Openness:
    """Whom a route is open to. Where `personal`, each answer has exactly one record of looking."""

    roles: frozenset[Role]
    personal: bool = False
    statistics: bool = False
    """Each answer leaves a record of what was asked of which release."""
    signed_in: bool = False
    """To whoever has signed in, in whatever role."""
    everybody: bool = False
    """Also to who has not signed in."""


class SignInNeededError(Exception):
    """Nobody is signed in, and the route is not open to everybody. `form` waits, if it is there."""

    def __init__(self, form: str | None = None) -> None:
        super().__init__("sign-in is needed")
        self.form = form


def open_to(
    *roles: Role, personal: bool = False, statistics: bool | None = None
) -> Callable[[_Endpoint], _Endpoint]:
    """Open an endpoint to whoever has one of these roles. `personal`: it shows persons' data.

    It answers `statistics` if it is open to the task group, unless it says otherwise.
    """
    asked = Role.TASK_GROUP in roles if statistics is None else statistics
    return _with(Openness(frozenset(roles), personal=personal, statistics=asked))


def open_to_signed_in(endpoint: _Endpoint) -> _Endpoint:
    """Open an endpoint to whoever has signed in, also without a role: what is theirs alone."""
    return _with(Openness(frozenset(), signed_in=True))(endpoint)


def open_to_everybody(endpoint: _Endpoint) -> _Endpoint:
    """Open an endpoint to whoever asks: sign-in itself, and the health of the server."""
    return _with(Openness(frozenset(), everybody=True))(endpoint)


def openness_of(endpoint: Callable[..., Any]) -> Openness:
    """Whom an endpoint is open to. TypeError for one that does not say."""
    found = getattr(endpoint, "openness", None)
    if not isinstance(found, Openness):
        raise TypeError(f"{endpoint.__name__} does not say whom it is open to: web/guard.py")
    return found


def _with(openness: Openness) -> Callable[[_Endpoint], _Endpoint]:
    def mark(endpoint: _Endpoint) -> _Endpoint:
        endpoint.openness = openness  # type: ignore[attr-defined]
        return endpoint

    return mark


def _listed(roles: frozenset[Role]) -> str:
    return " and ".join(words for role, words in _PLURALS.items() if role in roles)


class GuardedRoute(APIRoute):
    """A route whose handler runs for those alone whom it is open to."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.openness = openness_of(endpoint)
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind its guard."""
        handle = super().get_route_handler()
        if self.openness.everybody:
            return handle

        async def guarded(request: Request) -> Response:
            access = await self._admitted(request)
            request.state.access = access
            self._need_known_filters(request)
            response = await handle(request)
            if self.openness.personal:
                access.need_one_look(response.status_code)
            if self.openness.statistics and response.status_code < 300:
                await run_in_threadpool(self._record_question, request, access)
            return response

        return guarded

    def _need_known_filters(self, request: Request) -> None:
        problem = filter_problem(request, self.dependant) if self.openness.statistics else None
        if problem:
            raise HTTPException(422, problem)

    def _record_question(self, request: Request, access: RequestAccess) -> None:
        access.look(Looked.STATISTICS, (), statistics_asked(request, self.dependant))

    async def _admitted(self, request: Request) -> RequestAccess:
        parts: AccessParts = request.app.state.access
        viewer = await _viewer(request, parts)
        changes = request.method not in _SAFE and "owner" not in request.scope
        if viewer is None:
            held = await parts.authentication.hold_form(request) if changes else None
            raise SignInNeededError(held)
        if not self.openness.signed_in and not viewer.has(*self.openness.roles):
            raise HTTPException(403, NO_ROLE.format(allowed=_listed(self.openness.roles)))
        if changes:
            await parts.authentication.check_form(request)
        at = request.app.state.clock()
        csrf = "" if "owner" in request.scope else parts.authentication.csrf_of(request)
        return RequestAccess(viewer, self.openness.roles, parts, at, csrf)


async def _viewer(request: Request, parts: AccessParts) -> Viewer | None:
    if "owner" in request.scope:
        return owner(request.scope["owner"])
    return await run_in_threadpool(parts.authentication.viewer_of, request)
