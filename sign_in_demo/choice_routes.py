"""The page on which a person chooses who to be, and the way from a client to it and back."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sign_in_demo.authorization_request import AuthorizationRequest
from sign_in_demo.given_access import DemoSignIn
from sign_in_demo.provider import Provider, provider_of
from sign_in_demo.provider_requests import (
    OAuthRefusalError,
    WrongAddressError,
    form_of,
    need_own_page,
    parameters_of,
)

router = APIRouter()


@router.get("/authorize")
async def authorize(request: Request) -> Response:
    """The page of the demo people, for a client's request that is in order."""
    return _begin(request, _by_a_person(request.url.query.encode()))


@router.post("/authorize")
async def authorize_by_form(request: Request) -> Response:
    """The same for a client that sends its request as a form (OpenID Connect Core, 3.1.2.1)."""
    return _begin(request, await form_of(request))


@router.post("/choose")
async def choose(request: Request) -> Response:
    """Send the person who was chosen back to the client, with a code."""
    need_own_page(request)
    provider = provider_of(request)
    form = await form_of(request)
    chosen = form.pop("person", "")
    refused = form.pop("refuse", None)
    asked = AuthorizationRequest.of(form, provider.clients)
    try:
        asked.check()
        if refused:
            raise OAuthRefusalError("access_denied", "the person did not sign in")
    except OAuthRefusalError as refusal:
        return _refused(asked, provider, refusal)
    if provider.person(chosen) is None:
        return _page(asked, provider, "Select who you want to be")
    sign_in = DemoSignIn(asked.client.id, chosen, provider.clock(), form.get("nonce"))
    code = provider.given.new_code(sign_in, asked.redirect, asked.challenge)
    return RedirectResponse(asked.way_back(provider.issuer, {"code": code}), 303)


def _by_a_person(query: bytes) -> dict[str, str]:
    try:
        return parameters_of(query)
    except OAuthRefusalError as refusal:
        raise WrongAddressError(f"The address is not in order: {refusal}.") from None


def _begin(request: Request, parameters: dict[str, str]) -> Response:
    provider = provider_of(request)
    asked = AuthorizationRequest.of(parameters, provider.clients)
    try:
        asked.check()
    except OAuthRefusalError as refusal:
        return _refused(asked, provider, refusal)
    return _page(asked, provider)


def _refused(
    asked: AuthorizationRequest, provider: Provider, refusal: OAuthRefusalError
) -> Response:
    answer = {"error": refusal.error, "error_description": refusal.description}
    return RedirectResponse(asked.way_back(provider.issuer, answer), 303)


def _page(asked: AuthorizationRequest, provider: Provider, problem: str | None = None) -> Response:
    return provider.pages.draw(
        "choose.html",
        status=400 if problem else 200,
        action="/choose",
        hidden=asked.parameters,
        people=provider.people(),
        client=asked.client.name,
        problem=problem,
    )
