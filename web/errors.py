"""Answers to wrong requests: a page for people, JSON for programs. The input is never repeated."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from access.looks import NotRecordedError
from projections.database_errors import DatabaseAwayError, DatabaseUnfitError
from web.guard import SignInNeededError
from web.request_access import NotOnCaseloadError
from web.request_problem import RequestProblem, is_for_programs, problem_answer
from web.security import ALWAYS, NEVER_CACHED

_RETRY_AFTER = {"Retry-After": "5"}
NOT_ON_CASELOAD = "No victim on your caseload has that pseudonym."
NOT_RECORDED = "Nothing is shown that cannot be recorded: the record of who looked is away."
_LATER = "Events are still taken: ask again in a minute."

NO_ANSWER: dict[int | str, dict[str, Any]] = {
    401: {"model": RequestProblem, "description": "Nobody is signed in"},
    403: {"model": RequestProblem, "description": "It is not the viewer's to see"},
    404: {"model": RequestProblem, "description": "It is not there"},
    422: {"model": RequestProblem, "description": "Not one of the values allowed"},
    503: {"model": RequestProblem, "description": "The database is away: ask again later"},
}
"""How the API says that it has no answer."""


def handle_errors(app: FastAPI) -> None:
    """Answer requests that are wrong, or for what is not there, with a page or in JSON."""

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        answer = problem_answer(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(SignInNeededError)
    def sign_in_first(request: Request, _: SignInNeededError) -> Response:
        return to_sign_in(request)

    @app.exception_handler(NotOnCaseloadError)
    def not_on_caseload(request: Request, _: NotOnCaseloadError) -> Response:
        return problem_answer(request, 403, NOT_ON_CASELOAD)

    @app.exception_handler(NotRecordedError)
    def not_recorded(request: Request, _: NotRecordedError) -> Response:
        answer = problem_answer(request, 503, NOT_RECORDED)
        answer.headers.update(_RETRY_AFTER)
        return answer

    @app.exception_handler(RequestValidationError)
    def mistaken(request: Request, error: RequestValidationError) -> Response:
        wrong = sorted({_allowed(line) for line in error.errors()})
        return problem_answer(request, 422, f"Not one of the values allowed: {'; '.join(wrong)}")

    @app.exception_handler(DatabaseAwayError)
    def without_database(request: Request, error: DatabaseAwayError) -> Response:
        answer = problem_answer(request, 503, f"{error}. {_LATER}")
        answer.headers.update(_RETRY_AFTER)
        return answer

    @app.exception_handler(DatabaseUnfitError)
    def with_a_wrong_database(request: Request, error: DatabaseUnfitError) -> Response:
        return problem_answer(request, 503, f"{error}.")

    @app.exception_handler(Exception)
    def failed(request: Request, _: Exception) -> Response:
        """The server logs the exception itself. This answer passes no middleware of ours."""
        answer = problem_answer(request, 500, "The platform has a fault; it is in its log")
        answer.headers.update(ALWAYS | NEVER_CACHED)
        return answer


def to_sign_in(request: Request) -> Response:
    """Send a person to sign in, and back to this page after it; tell a program that it must."""
    if is_for_programs(request):
        answer = problem_answer(request, 401, "Sign in first: send an access token")
        answer.headers.update({"WWW-Authenticate": "Bearer"})
        return answer
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    after = f"?{urlencode({'next': asked})}" if request.method == "GET" and asked != "/" else ""
    return RedirectResponse(f"/sign-in{after}", 303)


def _allowed(line: Mapping[str, Any]) -> str:
    """The name of a wrong parameter and, where they are few, its allowed values."""
    name = str(line["loc"][-1])
    if line["type"] not in ("enum", "literal_error"):
        return name
    return f"{name}, which is {line['ctx']['expected']}"
