"""Answers to who may not see what they asked for: sign in first, it is not yours, not recorded."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from access.looks import NotRecordedError
from web.guard import SignInNeededError
from web.pages.break_glass_page import offer_break_glass
from web.request_access import NotOnCaseloadError
from web.request_problem import RETRY_AFTER, is_for_programs, problem_answer
from web.sign_in.access_tokens import WrongAccessTokenError
from web.sign_in.cookies import FORM, set_cookie

NOT_ON_CASELOAD = "No victim on your caseload has that pseudonym."
NOT_RECORDED = "Nothing is shown that cannot be recorded: the record of who looked is away."


def refuse_access(app: FastAPI) -> None:
    """Answer with the way to sign in, or with a sentence that says why not."""

    @app.exception_handler(SignInNeededError)
    def sign_in_first(request: Request, needed: SignInNeededError) -> Response:
        return to_sign_in(request, needed.form)

    @app.exception_handler(WrongAccessTokenError)
    def wrong_token(request: Request, _: WrongAccessTokenError) -> Response:
        answer = problem_answer(request, 401, "The access token is wrong, or too old: get another")
        answer.headers.update({"WWW-Authenticate": 'Bearer error="invalid_token"'})
        return answer

    @app.exception_handler(NotOnCaseloadError)
    def not_on_caseload(request: Request, error: NotOnCaseloadError) -> Response:
        return offer_break_glass(request, error.victim, NOT_ON_CASELOAD)

    @app.exception_handler(NotRecordedError)
    def not_recorded(request: Request, _: NotRecordedError) -> Response:
        answer = problem_answer(request, 503, NOT_RECORDED)
        answer.headers.update(RETRY_AFTER)
        return answer


def to_sign_in(request: Request, form: str | None = None) -> Response:
    """Send a person to sign in, and back to this page after it; tell a program that it must."""
    if is_for_programs(request):
        answer = problem_answer(request, 401, "Sign in first: send an access token")
        answer.headers.update({"WWW-Authenticate": "Bearer"})
        return answer
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = "/waiting-form" if form else asked if request.method == "GET" else "/"
    after = f"?{urlencode({'next': wanted})}" if wanted != "/" else ""
    answer = RedirectResponse(f"/sign-in{after}", 303)
    if form:
        set_cookie(answer, FORM, form)
    return answer
