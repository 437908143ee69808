"""Our side of OpenID Connect with one provider: code flow with PKCE, user info, renewal."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client

from web.sign_in.bounded_answers import BoundedTransport
from web.sign_in.provider_pause import PausedError, ProviderPause
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sign_in_fault import FaultKind, SignInFaultError
from web.sign_in.signed_claims import ProviderKeys, WrongTokenError, checked

PATIENCE = 5.0
"""Seconds that a provider may take for an answer."""

_DISCOVERY = "/.well-known/openid-configuration"
_DISCOVERED_FOR = 3600.0
"""Seconds for which a provider's own description is used."""

_NO_ANSWER = (httpx2.HTTPError, httpx2.InvalidURL)
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What the libraries raise for an answer that is not what the standard says."""

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Challenge:
    """What the answer to one sign-in must meet: its nonce, its PKCE verifier, where it comes to."""

    nonce: str
    verifier: str
    redirect: str


@dataclass(frozen=True)
class Begun:
    """A sign-in that was begun: the address to go to, and what the way back must bring."""

    address: str
    state: str
    challenge: Challenge


@dataclass(frozen=True)
class Tokens:
    """What a provider gave: the claims of the ID token, and tokens for further questions."""

    claims: Claims
    access: str
    refresh: str | None
    id_token: str


class TokenRefusedError(Exception):
    """The provider takes an access token, or a token to renew it, no longer."""


class ProviderConnection:
    """Talks to one provider, from several threads."""

    def __init__(self, provider: ProviderSettings) -> None:
        self.provider = provider
        self._keys = ProviderKeys(lambda: self._get(self._described("jwks_uri")))
        self._description: Claims = {}
        self._described_at = float("-inf")
        self._lock = Lock()
        self._pause = ProviderPause(PATIENCE)

    def begin(self, redirect: str) -> Begun:
        """Begin a sign-in that comes back to `redirect`. Raises SignInFaultError.

        The provider is asked whether it is there, or a browser would be led to nobody.
        """
        self._described_at = float("-inf")
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        endpoint = self._described("authorization_endpoint")
        try:
            with self._oauth(redirect) as oauth:
                address, state = oauth.create_authorization_url(
                    endpoint, code_verifier=verifier, nonce=nonce
                )
        except ValueError:  # what it says of itself is no address
            raise self._fault(FaultKind.AWAY) from None
        return Begun(address, state, Challenge(nonce, verifier, redirect))

    def complete(self, challenge: Challenge, code: str, now: float) -> Tokens:
        """Exchange a code. `now` is in seconds since 1970. Raises SignInFaultError."""
        try:
            with self._oauth(challenge.redirect) as oauth:
                given = oauth.fetch_token(
                    self._described("token_endpoint"),
                    code=code,
                    code_verifier=challenge.verifier,
                )
            return self._tokens(given, challenge.nonce, now)
        except OAuthError:
            raise self._fault(FaultKind.CODE) from None
        except WrongTokenError as wrong:
            raise self._fault(wrong.kind) from None
        except _NO_ANSWER:
            raise self._fault(FaultKind.AWAY) from None
        except _NONSENSE:
            raise self._fault(FaultKind.TOKEN) from None

    def user_info(self, access: str) -> Claims:
        """The claims of whom an access token is for, as they are now.

        Raises TokenRefusedError where the token is no longer good, and SignInFaultError.
        """
        headers = {"Authorization": f"Bearer {access}"}
        answer = self._ask(self._described("userinfo_endpoint"), headers)
        if answer.status_code in (401, 403):
            raise TokenRefusedError
        return self._json(answer)

    def renew(self, refresh: str) -> tuple[str, str]:
        """A new access token, and the token to renew it. As `user_info` raises."""
        try:
            with self._oauth() as oauth:
                given = oauth.refresh_token(self._described("token_endpoint"), refresh)
            return _text(given["access_token"]), _text(given.get("refresh_token") or refresh)
        except OAuthError:
            raise TokenRefusedError from None
        except (*_NO_ANSWER, *_NONSENSE):
            raise self._fault(FaultKind.AWAY) from None

    def names_itself(self) -> bool:
        """Whether it says with each way back that it sends them: RFC 9207. As `begin` raises."""
        said = self._description_now().get("authorization_response_iss_parameter_supported")
        return said is True

    def signed_claims(self, token: str, now: float) -> Claims:
        """The claims of an access token for our API. Raises WrongTokenError."""
        claims = self._keys.claims(token)
        chosen = self.provider
        return checked(claims, now, issuer=chosen.issuer, audience=chosen.audience)

    def end_address(self, id_token: str, back: str) -> str | None:
        """Where to end the session at the provider too; None where it offers that not."""
        try:
            endpoint = self._description_now().get("end_session_endpoint")
        except SignInFaultError:
            return None  # our own session has ended, whether it answers or not
        values = {"id_token_hint": id_token, "post_logout_redirect_uri": back}
        return f"{endpoint}?{urlencode(values)}" if endpoint else None

    @cached_property
    def _http(self) -> httpx2.Client:
        return httpx2.Client(timeout=PATIENCE, transport=BoundedTransport(PATIENCE))

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _tokens(self, given: Claims, nonce: str, now: float) -> Tokens:
        chosen, token = self.provider, _text(given["id_token"])
        claims = checked(
            self._keys.claims(token),
            now,
            issuer=chosen.issuer,
            audience=chosen.client_id,
            nonce=nonce,
        )
        if claims.get("azp", chosen.client_id) != chosen.client_id:
            raise WrongTokenError(FaultKind.AUDIENCE)
        refresh = given.get("refresh_token")
        return Tokens(claims, _text(given["access_token"]), refresh and _text(refresh), token)

    def _oauth(self, redirect: str | None = None) -> OAuth2Client:
        chosen = self.provider
        return OAuth2Client(
            chosen.client_id,
            chosen.client_secret,
            scope=chosen.scope,
            redirect_uri=redirect,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if chosen.client_secret else "none",
            timeout=PATIENCE,
            transport=BoundedTransport(PATIENCE),
        )

    def _described(self, what: str) -> str:
        found = self._description_now().get(what)
        if not (isinstance(found, str) and found.startswith(self._schemes())):
            raise self._fault(FaultKind.AWAY)
        return found

    def _schemes(self) -> tuple[str, ...]:
        """A provider that is asked over an encrypted connection leads to no other kind."""
        encrypted = self.provider.issuer.startswith("https://")
        return ("https://",) if encrypted else ("https://", "http://")

    def _description_now(self) -> Claims:
        with self._lock:
            if time.monotonic() - self._described_at > _DISCOVERED_FOR:
                described = self._get(self.provider.issuer.rstrip("/") + _DISCOVERY)
                if described.get("issuer") != self.provider.issuer:
                    raise self._fault(FaultKind.ISSUER)
                self._description, self._described_at = described, time.monotonic()
            return self._description

    def _get(self, address: str) -> Claims:
        return self._json(self._ask(address, {}))

    def _ask(self, address: str, headers: Mapping[str, str]) -> httpx2.Response:
        try:
            with self._pause.asking(httpx2.TimeoutException):
                return self._http.get(address, headers=dict(headers))
        except (PausedError, *_NO_ANSWER):
            raise self._fault(FaultKind.AWAY) from None

    def _json(self, answer: httpx2.Response) -> Claims:
        try:
            answer.raise_for_status()
            found = answer.json()
        except (*_NO_ANSWER, *_NONSENSE):
            raise self._fault(FaultKind.AWAY) from None
        if not isinstance(found, dict):
            raise self._fault(FaultKind.AWAY)
        return found

    def _fault(self, kind: FaultKind) -> SignInFaultError:
        return SignInFaultError(kind, self.provider.name, self.provider.issuer)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
