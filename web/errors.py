"""Answers to wrong requests: a page for people, JSON for programs. The input is never repeated."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from web.rendering import Pages
from web.security import ALWAYS, NEVER_CACHED


class RequestProblem(BaseModel):
    """Why a request was not answered, in a sentence; for programs."""

    detail: str


NO_ANSWER: dict[int | str, dict[str, Any]] = {
    404: {"model": RequestProblem, "description": "It is not there"},
    422: {"model": RequestProblem, "description": "Not one of the values allowed"},
}
"""How the API says that it has no answer."""

_TITLES = {404: "Page not found", 500: "There is a problem with the platform"}


def handle_errors(app: FastAPI) -> None:
    """Answer requests that are wrong, or for what is not there, with a page or in JSON."""

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        answer = _answer(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def mistaken(request: Request, error: RequestValidationError) -> Response:
        wrong = sorted({_allowed(line) for line in error.errors()})
        return _answer(request, 422, f"Not one of the values allowed: {'; '.join(wrong)}")

    @app.exception_handler(Exception)
    def failed(request: Request, _: Exception) -> Response:
        """The server logs the exception itself. This answer passes no middleware of ours."""
        answer = _answer(request, 500, "The platform has a fault; it is in its log")
        answer.headers.update(ALWAYS | NEVER_CACHED)
        return answer


def _allowed(line: Mapping[str, Any]) -> str:
    """The name of a wrong parameter and, where they are few, its allowed values."""
    name = str(line["loc"][-1])
    if line["type"] not in ("enum", "literal_error"):
        return name
    return f"{name}, which is {line['ctx']['expected']}"


def _answer(request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith(("/api/", "/gateway/")):
        return JSONResponse(RequestProblem(detail=detail).model_dump(), status)
    pages: Pages = request.app.state.pages
    title = _TITLES.get(status, "There is a problem with this address")
    shown = None if detail == "Not Found" else detail
    return pages.draw("error.html", status=status, title=title, detail=shown)
