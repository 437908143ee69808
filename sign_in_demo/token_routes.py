"""Where clients turn a code, a device code, a refresh token or their own secret into tokens."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import APIRouter, Request

from sign_in_demo.demo_clients import CODE, DEVICE, PROGRAM, REFRESH, DemoClient
from sign_in_demo.given_access import DemoSignIn
from sign_in_demo.provider import Provider, bearer, provider_of
from sign_in_demo.provider_requests import OAuthRefusalError, client_of, form_of, needed

router = APIRouter()

Form = Mapping[str, str]


@router.post("/token")
async def token(request: Request) -> dict[str, Any]:
    """The tokens that a client asks for. Raises OAuthRefusalError."""
    provider = provider_of(request)
    form = await form_of(request)
    client = client_of(request, form, provider.clients)
    kind = needed(form, "grant_type")
    if kind not in _ANSWERS:
        raise OAuthRefusalError("unsupported_grant_type", "not a grant_type that there is")
    if kind not in client.grants:
        raise OAuthRefusalError("unauthorized_client", "this client may not ask in that way")
    return _ANSWERS[kind](provider, client, form)


def _by_code(provider: Provider, client: DemoClient, form: Form) -> dict[str, Any]:
    """A code that comes again takes back what it gave (RFC 6749, section 4.1.2)."""
    code = provider.given.codes.get(needed(form, "code"))
    if code is None or code.sign_in.client != client.id:
        raise _not_good("not a code of this client")
    if code.used:
        provider.given.revoke(code.sign_in.id)
        raise _not_good("the code was used before: what it gave is taken back")
    if provider.clock() >= code.until:
        raise _not_good("the code has expired")
    if needed(form, "redirect_uri") != code.redirect:
        raise _not_good("redirect_uri is not that of the code")
    if not _fits(needed(form, "code_verifier"), code.challenge):
        raise _not_good("code_verifier does not fit the code")
    code.used = True
    return _for_person(provider, code.sign_in)


def _by_device(provider: Provider, client: DemoClient, form: Form) -> dict[str, Any]:
    subject, at = provider.devices.collect(needed(form, "device_code"), client.id)
    return _for_person(provider, DemoSignIn(client.id, subject, at))


def _by_refresh(provider: Provider, client: DemoClient, form: Form) -> dict[str, Any]:
    """A public client's token is good once: who has copied it is found out (RFC 9700, 4.14.2)."""
    shown = needed(form, "refresh_token")
    found = provider.given.refresh_tokens.get(shown)
    if found is None or found.sign_in.client != client.id or provider.clock() >= found.until:
        raise _not_good("not a refresh token of this client, or it has expired")
    if found.used:
        provider.given.revoke(found.sign_in.id)
        raise _not_good("the refresh token was used before: what it gave is taken back")
    sign_in = replace(found.sign_in, nonce=None)  # OpenID Connect Core, section 12.2
    if client.secret is not None:
        return _for_person(provider, sign_in, shown)
    found.used = True
    return _for_person(provider, sign_in)


def _by_secret(provider: Provider, client: DemoClient, _: Form) -> dict[str, Any]:
    """A program asks for itself."""
    return bearer(provider.tokens.access_token(client.id, client.id, client.claims))


def _for_person(
    provider: Provider, sign_in: DemoSignIn, refresh: str | None = None
) -> dict[str, Any]:
    person = provider.person(sign_in.subject)
    if person is None or provider.given.is_revoked(sign_in.id):
        raise _not_good("the person is not there any more, or has signed out")
    refresh = refresh or provider.given.new_refresh_token(sign_in)
    return provider.answer_for(sign_in, person, refresh)


def _fits(verifier: str, challenge: str) -> bool:
    """Whether it is the secret whose hash came with the request (RFC 7636, section 4.6)."""
    if not (verifier.isascii() and 43 <= len(verifier) <= 128):
        return False
    return hmac.compare_digest(create_s256_code_challenge(verifier), challenge)


def _not_good(why: str) -> OAuthRefusalError:
    return OAuthRefusalError("invalid_grant", why)


_ANSWERS: Mapping[str, Callable[[Provider, DemoClient, Form], dict[str, Any]]] = {
    CODE: _by_code,
    DEVICE: _by_device,
    REFRESH: _by_refresh,
    PROGRAM: _by_secret,
}
