"""The provider's application: it knows no database and no case, and its people are made up."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

import web
from sign_in_demo import (
    account_routes,
    choice_routes,
    device_routes,
    discovery_routes,
    token_routes,
)
from sign_in_demo.demo_clients import DemoClient
from sign_in_demo.demo_people import People
from sign_in_demo.device_requests import DeviceRequests
from sign_in_demo.given_access import GivenAccess
from sign_in_demo.provider import Provider
from sign_in_demo.provider_pages import ProviderPages
from sign_in_demo.provider_requests import OAuthRefusalError, WrongAddressError
from sign_in_demo.provider_tokens import ProviderTokens
from sign_in_demo.signing_keys import SigningKeys
from web import security

AUDIENCE = "victim-journey"
"""For whom the access tokens are."""

_STATIC = Path(web.__file__).parent / "static"
_ROUTES = (discovery_routes, choice_routes, token_routes, device_routes, account_routes)


def create_provider_app(
    issuer: str,
    clients: Iterable[DemoClient],
    people: People,
    keys: SigningKeys,
    clock: Callable[[], datetime],
    audience: str = AUDIENCE,
) -> FastAPI:
    """An OpenID provider at `issuer`, its address; `clock` gives the present, an aware instant.

    `people` is asked at each request, so that a role taken away is gone at the next one.
    """
    app = FastAPI(title="Victim Journey: demo sign-in", openapi_url=None)
    provider = Provider(
        issuer=issuer,
        clients={client.id: client for client in clients},
        people=people,
        tokens=ProviderTokens(issuer, audience, keys, clock),
        given=GivenAccess(clock),
        devices=DeviceRequests(clock),
        pages=ProviderPages(),
        clock=clock,
    )
    app.state.provider = provider
    security.protect(app, form_targets=_origins(provider.clients.values()))
    _handle_errors(app, provider.pages)
    for routes in _ROUTES:
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


def _origins(clients: Iterable[DemoClient]) -> list[str]:
    """Where the page to choose leads on to: a browser follows a form to named places alone."""
    parts = [urlsplit(address) for client in clients for address in client.redirects]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def _handle_errors(app: FastAPI, pages: ProviderPages) -> None:
    @app.exception_handler(OAuthRefusalError)
    def refuse(_: Request, refusal: OAuthRefusalError) -> Response:
        answer = {"error": refusal.error, "error_description": refusal.description}
        challenge = {"WWW-Authenticate": "Basic"} if refusal.status == 401 else None
        return JSONResponse(answer, refusal.status, challenge)

    @app.exception_handler(WrongAddressError)
    def wrong_address(_: Request, wrong: WrongAddressError) -> Response:
        return pages.draw("wrong.html", status=400, detail=str(wrong))
