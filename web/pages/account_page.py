"""One's account: who is signed in, in which roles; and the ways out."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from web.dependencies import TheAccess, ThePages
from web.guard import GuardedRoute, open_to_everybody, open_to_signed_in
from web.messages_choice import AWAY, NOT_TOLD, chosen, messages_parts, messages_shown
from web.pages.sign_in_page import TheSignIns, base_address
from web.rendering import Pages
from web.sign_in.cookies import FORM, SESSION, drop_cookie
from web.sign_in.sessions import Session
from web.sign_in.signed_in import SignIns
from web.staff_preferences import PreferencesAwayError

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/account")
@open_to_signed_in
def account_page(
    request: Request, pages: ThePages, access: TheAccess, signs: TheSignIns, stored: str = ""
) -> HTMLResponse:
    """Who is signed in, and where else; and how they are told of alerts."""
    viewer = access.viewer
    sessions = signs.sessions.count(viewer.issuer, viewer.subject, signs.now())
    messages = messages_shown(request, signs, viewer)
    return pages.draw(
        *("account.html", "/account"), sessions=sessions, messages=messages, stored=bool(stored)
    )


@router.post("/account/messages")
@open_to_signed_in
def choose_messages(
    request: Request,
    access: TheAccess,
    signs: TheSignIns,
    channel: Annotated[Literal["email", "notify", "none"], Form()],
    email: Annotated[str, Form(max_length=254)] = "",
    hour: Annotated[str, Form(max_length=2)] = "",
) -> RedirectResponse:
    """Store how somebody wants to be told, and go back to their account."""
    preferences, first = messages_parts(request, signs, access.viewer)
    if preferences is None or first is None:
        raise HTTPException(403, NOT_TOLD)
    try:
        preferences.put(chosen(first, channel, email, hour))
    except PreferencesAwayError:
        raise HTTPException(503, AWAY) from None
    return RedirectResponse("/account?stored=yes#messages", 303)


@router.post("/sign-out")
@open_to_signed_in
def sign_out(request: Request, signs: TheSignIns) -> Response:
    """End this session, here and at the provider."""
    session = signs.session_of(request)
    if session:
        signs.sessions.end(session)
    return _out(request, signs, session)


@router.post("/sign-out/everywhere")
@open_to_signed_in
def sign_out_everywhere(request: Request, access: TheAccess, signs: TheSignIns) -> Response:
    """End every session of this person, and the one at the provider."""
    session = signs.session_of(request)
    signs.sessions.end_everywhere(access.viewer.issuer, access.viewer.subject)
    return _out(request, signs, session)


@router.get("/signed-out")
@open_to_everybody
def signed_out_page(request: Request) -> HTMLResponse:
    """That nobody is signed in here any more."""
    pages: Pages = request.app.state.pages
    return pages.draw("signed_out.html")


@router.get("/waiting-form")
@open_to_signed_in
def waiting_form_page(
    request: Request, pages: ThePages, access: TheAccess, signs: TheSignIns
) -> Response:
    """What somebody typed when their session had ended: they look at it, and send it."""
    person = (access.viewer.issuer, access.viewer.subject)
    form = signs.sessions.held(request.cookies.get(FORM, ""), person, signs.now())
    if form is None:
        return RedirectResponse("/", 303)
    answer = pages.draw("waiting_form.html", form=form)
    drop_cookie(answer, FORM)
    return answer


def _out(request: Request, signs: SignIns, session: Session | None) -> Response:
    client = signs.provider(session.issuer) if session else None
    back = f"{base_address(request)}/signed-out"
    there = client.end_address(session.id_token, back) if client and session else None
    answer = RedirectResponse(there or "/signed-out", 303)
    drop_cookie(answer, SESSION)
    return answer
