"""What is said when there is no answer: a page to people, JSON to programs, never the input."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from web.rendering import Pages


def explain(app: FastAPI) -> None:
    """Answer what is not found, or asked wrongly, in the form that the asker reads."""

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
    """What was asked wrongly and, where they are few, the values that it may have."""
    name = str(line["loc"][-1])
    if line["type"] not in ("enum", "literal_error"):
        return name
    return f"{name}, which is {line['ctx']['expected']}"


def _answer(request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith(("/api/", "/gateway/")):
        return JSONResponse({"detail": detail}, status)
    pages: Pages = request.app.state.pages
    title = "Page not found" if status == 404 else "There is a problem with this address"
    told = None if detail == "Not Found" else detail
    return pages.draw("error.html", status=status, title=title, detail=told)
