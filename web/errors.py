"""Answers to wrong requests: a page for people, JSON for programs. The input is never repeated."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from web.rendering import Pages


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


def _allowed(line: Mapping[str, Any]) -> str:
    """The name of a wrong parameter and, where they are few, its allowed values."""
    name = str(line["loc"][-1])
    if line["type"] not in ("enum", "literal_error"):
        return name
    return f"{name}, which is {line['ctx']['expected']}"


def _answer(request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith(("/api/", "/gateway/")):
        return JSONResponse({"detail": detail}, status)
    pages: Pages = request.app.state.pages
    title = "Page not found" if status == 404 else "There is a problem with this address"
    shown = None if detail == "Not Found" else detail
    return pages.draw("error.html", status=status, title=title, detail=shown)
