"""Answers to wrong requests, of every application here. The input is never repeated."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from web.request_problem import RETRY_AFTER, problem_answer
from web.security import ALWAYS, NEVER_CACHED
from web.sign_in.sign_in_fault import SignInFaultError

_log = logging.getLogger(__name__)


def refuse_wrong_requests(app: FastAPI) -> None:
    """Answer what is wrong, not there, or of nobody known; and say where the program has failed."""

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        answer = problem_answer(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def mistaken(request: Request, error: RequestValidationError) -> Response:
        wrong = sorted({_allowed(line) for line in error.errors()})
        return problem_answer(request, 422, f"Not one of the values allowed: {'; '.join(wrong)}")

    @app.exception_handler(SignInFaultError)
    def not_signed_in(request: Request, fault: SignInFaultError) -> Response:
        _log.warning("%s", fault)
        answer = problem_answer(request, fault.status, fault.sentence)
        answer.headers.update(RETRY_AFTER if fault.status == 503 else {})
        return answer

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
