"""What the pages and the API answer where they do not answer: a page for people, or JSON."""

from typing import Any

from fastapi import FastAPI, Request, Response

from projections.database_errors import DatabaseAwayError, DatabaseUnfitError
from web.access_problems import refuse_access
from web.request_problem import RETRY_AFTER, RequestProblem, problem_answer
from web.wrong_requests import refuse_wrong_requests

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
    """Answer wrong requests, those of who may not see it, and those while the database is away."""
    refuse_wrong_requests(app)
    refuse_access(app)

    @app.exception_handler(DatabaseAwayError)
    def without_database(request: Request, error: DatabaseAwayError) -> Response:
        answer = problem_answer(request, 503, f"{error}. {_LATER}")
        answer.headers.update(RETRY_AFTER)
        return answer

    @app.exception_handler(DatabaseUnfitError)
    def with_a_wrong_database(request: Request, error: DatabaseUnfitError) -> Response:
        return problem_answer(request, 503, f"{error}.")
