"""Answers to wrong requests: a page for people, JSON for programs. The input is never repeated."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from projections.database_errors import DatabaseAwayError, DatabaseUnfitError
from web.access_problems import refuse_access
from web.request_problem import RequestProblem, problem_answer
from web.security import ALWAYS, NEVER_CACHED

_RETRY_AFTER = {"Retry-After": "5"}
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
    refuse_access(app)

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        answer = problem_answer(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
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


def _allowed(line: Mapping[str, Any]) -> str:
    """The name of a wrong parameter and, where they are few, its allowed values."""
    name = str(line["loc"][-1])
    if line["type"] not in ("enum", "literal_error"):
        return name
    return f"{name}, which is {line['ctx']['expected']}"
