"""Who somebody is now, and how they sign out: user information, sign-out, revocation."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sign_in_demo.authorization_request import with_query
from sign_in_demo.provider import Provider, provider_of
from sign_in_demo.provider_requests import (
    OAuthRefusalError,
    WrongAddressError,
    client_of,
    form_of,
    needed,
    parameters_of,
)
from sign_in_demo.provider_tokens import NotATokenError

router = APIRouter()


@router.api_route("/userinfo", methods=["GET", "POST"])
def userinfo(request: Request) -> Response:
    """The person's claims as they are now, for whoever has an access token of theirs."""
    provider = provider_of(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return JSONResponse(None, 401, {"WWW-Authenticate": "Bearer"})
    try:
        claims = provider.good_access_token(token)
    except NotATokenError:
        return _refused(401, "invalid_token")
    if "openid" not in str(claims.get("scope", "")).split():
        return _refused(403, "insufficient_scope")
    person = provider.person(claims["sub"])
    if person is None:
        return _refused(401, "invalid_token")
    return JSONResponse({"sub": claims["sub"]} | person.claims())


@router.get("/end_session")
async def end_session(request: Request) -> Response:
    """Take back the sign-in that the ID token names, and send the person back to the client."""
    return _end(provider_of(request), _parameters(request))


@router.post("/end_session")
async def end_session_by_form(request: Request) -> Response:
    """The same for a client that sends a form (OpenID Connect RP-Initiated Logout 1.0)."""
    return _end(provider_of(request), await form_of(request))


@router.post("/revoke")
async def revoke(request: Request) -> Response:
    """Take back a token of the client's, and the sign-in with a refresh token (RFC 7009)."""
    provider = provider_of(request)
    form = await form_of(request)
    client = client_of(request, form, provider.clients)
    token = needed(form, "token")
    refresh = provider.given.refresh_tokens.get(token)
    if refresh is not None and refresh.sign_in.client == client.id:
        provider.given.revoke(refresh.sign_in.id)
    elif refresh is None:
        _revoke_access_token(provider, token, client.id)
    return Response(status_code=200)


def _revoke_access_token(provider: Provider, token: str, client: str) -> None:
    """Take back an access token. One that is not good any more needs nothing (section 2.2)."""
    try:
        claims = provider.tokens.read_access_token(token)
    except NotATokenError:
        return
    if claims["client_id"] == client:
        provider.given.revoke(claims["jti"])


def _parameters(request: Request) -> dict[str, str]:
    try:
        return parameters_of(request.url.query.encode())
    except OAuthRefusalError as refusal:
        raise WrongAddressError(f"The address is not in order: {refusal}.") from None


def _end(provider: Provider, asked: dict[str, str]) -> Response:
    claims: dict[str, Any] = {}
    if "id_token_hint" in asked:
        try:
            claims = provider.tokens.read_id_token(asked["id_token_hint"])
        except NotATokenError:
            raise WrongAddressError("The id_token_hint is not one of this provider’s.") from None
    name = asked.get("client_id", claims.get("aud", ""))
    client = provider.clients.get(name)
    if claims and claims["aud"] != name:
        raise WrongAddressError("The id_token_hint is another program’s.")
    back = asked.get("post_logout_redirect_uri")
    if back is not None and (client is None or back not in client.sign_out_redirects):
        raise WrongAddressError("That post_logout_redirect_uri is not one of the program’s.")
    if claims:
        provider.given.revoke(claims["sid"])
    if back is None:
        return provider.pages.draw("done.html", title="You are signed out")
    state = {"state": asked["state"]} if "state" in asked else {}
    return RedirectResponse(with_query(back, state), 303)


def _refused(status: int, error: str) -> Response:
    return JSONResponse({"error": error}, status, {"WWW-Authenticate": f'Bearer error="{error}"'})
