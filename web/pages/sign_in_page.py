"""Sign-in: what anybody sees first, and the way to the provider and back."""

import logging
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.background import BackgroundTask

from web.guard import GuardedRoute, open_to_everybody
from web.rendering import Pages
from web.sign_in.cookies import BROWSER, SESSION, keeps_cookies, set_cookie
from web.sign_in.provider_connection import ProviderConnection, TokenRefusedError
from web.sign_in.safe_address import safe_address
from web.sign_in.sessions import Given, SignInBegun
from web.sign_in.sign_in_fault import FaultKind, SignInFaultError
from web.sign_in.signed_in import SignIns
from web.sign_in.viewer_claims import viewer_from
from web.staff_preferences import StaffPreferences, first_preference, forget, remember


class DeviceProvider(BaseModel):
    """A provider, and who a command line is there."""

    issuer: str
    name: str
    client_id: str
    scope: str


router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_log = logging.getLogger(__name__)


def sign_ins(request: Request) -> SignIns:
    """The providers and sessions of this application."""
    found: SignIns = request.app.state.access.authentication
    return found


TheSignIns = Annotated[SignIns, Depends(sign_ins)]


@router.get("/sign-in")
@open_to_everybody
def sign_in_page(request: Request, signs: TheSignIns, next: str = "/") -> HTMLResponse:
    """What this is for, and a button for each provider."""
    pages: Pages = request.app.state.pages
    return pages.draw(
        "sign_in.html",
        providers=[client.provider for client in signs.providers],
        next=safe_address(next),
    )


@router.get("/sign-in/providers")
@open_to_everybody
def sign_in_providers(signs: TheSignIns) -> list[DeviceProvider]:
    """Where a command on another machine signs a person in."""
    return [
        DeviceProvider(
            issuer=each.provider.issuer,
            name=each.provider.name,
            client_id=each.provider.device_client_id,
            scope=each.provider.scope,
        )
        for each in signs.providers
    ]


@router.get("/sign-in/start")
@open_to_everybody
def start_sign_in(
    request: Request,
    signs: TheSignIns,
    provider: str = "",
    next: str = "/",
) -> Response:
    """Go to a provider; what it answers is for this browser alone."""
    client = signs.provider(provider)
    if client is None:
        return RedirectResponse("/sign-in", 303)
    base = base_address(request)
    if not keeps_cookies(base):
        raise SignInFaultError(FaultKind.UNENCRYPTED, client.provider.name, client.provider.issuer)
    redirect = f"{base}/sign-in/callback"
    begun = client.begin(redirect)
    browser = request.cookies.get(BROWSER) or secrets.token_urlsafe(24)
    signs.sessions.begin(
        begun.state,
        browser,
        SignInBegun(provider, begun.challenge, safe_address(next)),
        signs.now(),
    )
    answer = RedirectResponse(begun.address, 303)
    set_cookie(answer, BROWSER, browser)
    return answer


@router.get("/sign-in/callback")
@open_to_everybody
def complete_sign_in(
    request: Request,
    signs: TheSignIns,
    state: str = "",
    code: str = "",
    error: str = "",
    iss: str | None = None,
) -> Response:
    """Come back from a provider: a new session begins, whatever there was before."""
    begun = signs.sessions.complete(state, request.cookies.get(BROWSER, ""), signs.now())
    client = signs.provider(begun.issuer) if begun else None
    if begun is None or client is None:
        raise SignInFaultError(FaultKind.STATE, "The provider")
    chosen = client.provider
    if iss != chosen.issuer and (iss is not None or client.names_itself()):  # RFC 9207
        raise SignInFaultError(FaultKind.ISSUER, chosen.name, chosen.issuer)
    if error or not code:
        raise SignInFaultError(FaultKind.REFUSED, chosen.name, chosen.issuer)
    tokens = client.complete(begun.challenge, code, signs.now())
    viewer_from(chosen, tokens.claims)  # who is nobody gets no session
    given = Given(tokens.access, tokens.refresh, tokens.id_token)
    name = signs.sessions.start(chosen.issuer, tokens.claims, given, signs.now())
    _log.info("a session began, by %s", chosen.issuer)
    answer = RedirectResponse(begun.next, 303)
    set_cookie(answer, SESSION, name)
    preferences: StaffPreferences | None = request.app.state.access.preferences
    if preferences:
        answer.background = BackgroundTask(_note_person, preferences, client, tokens.access)
    return answer


def _note_person(
    preferences: StaffPreferences, client: ProviderConnection, access_token: str
) -> None:
    """Note who signed in, so that they can be told of alerts; nobody waits for it."""
    try:
        claims = client.user_info(access_token)
    except (SignInFaultError, TokenRefusedError) as error:
        _log.warning("who signed in is not noted for messages: %s", type(error).__name__)
        return
    viewer = viewer_from(client.provider, claims)
    first = first_preference(viewer, claims)
    if first:
        remember(preferences, first, _log.warning)
    forget(preferences, viewer, _log.warning)


def base_address(request: Request) -> str:
    """Where the browser finds us: by the setting, or by the name under which it asked."""
    public: str | None = request.app.state.addresses.public_url
    return public or str(request.base_url).rstrip("/")
