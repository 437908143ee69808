"""A provider that answers as it is told to: with wrong claims, late, or with other keys."""

import base64
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI, Form, Header, HTTPException, Request, Response
from joserfc import jwt
from joserfc.jwk import RSAKey

from example_server import serving
from real_broker import free_ports

CLIENT = "victim-journey-pages"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": name}) for name in ("one", "two"))


@dataclass
class FaultyProvider:
    """What it puts into the ID token beside what is right, and how it signs."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    signed_with: RSAKey = field(default_factory=lambda: KEY)
    published: list[RSAKey] = field(default_factory=lambda: [KEY])
    algorithm: str = "RS256"
    issuer: str | None = None
    nonce: str = ""
    wait: float = 0.0
    sends: dict[str, Callable[[], Response]] = field(default_factory=dict)
    """What it answers instead, by path."""
    access: str = "access"
    """The access token that is good, with the token to renew it: `renews` and its number."""
    renewed: list[str] = field(default_factory=list)
    """The tokens to renew that were shown, of which each is good once."""

    def lets_in(self, address: str) -> str:
        """The way back to the pages for somebody who was sent here, as a browser follows it."""
        asked = {name: each[0] for name, each in parse_qs(urlsplit(address).query).items()}
        self.nonce = asked["nonce"]
        return f"{asked['redirect_uri']}?code=code-{asked['state']}&state={asked['state']}"

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "person-1",
            "exp": now + 60,
            "iat": now,
            "nonce": self.nonce,
        }
        header = {"alg": self.algorithm, "kid": self.signed_with.kid}
        if self.algorithm in ("none", "HS256"):
            return self._by_hand(header, claims | self.claims)
        return jwt.encode(header, claims | self.claims, self.signed_with)

    def _by_hand(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        """A token that no library signs: unsigned, or with the public key taken for a secret."""
        signed = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
        public = self.signed_with.as_pem(private=False)
        mac = hmac.digest(public, signed, "sha256") if self.algorithm == "HS256" else b""
        return b".".join([signed, _base64(mac)]).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


@contextmanager
def faulty_provider() -> Iterator[FaultyProvider]:
    port = free_ports()
    provider = FaultyProvider(f"http://127.0.0.1:{port}")
    with serving(_app(provider), port):
        yield provider


def _app(provider: FaultyProvider) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def instead(
        request: Request, answer: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        other = provider.sends.get(request.url.path)
        return other() if other else await answer(request)

    @app.get("/.well-known/openid-configuration")
    def described() -> dict[str, str]:
        return {
            "issuer": provider.issuer or provider.url,
            "authorization_endpoint": f"{provider.url}/authorize",
            "token_endpoint": f"{provider.url}/token",
            "userinfo_endpoint": f"{provider.url}/userinfo",
            "jwks_uri": f"{provider.url}/keys",
        }

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [key.as_dict(private=False) for key in provider.published]}

    @app.post("/token")
    def token(refresh_token: Annotated[str | None, Form()] = None) -> dict[str, Any]:
        time.sleep(provider.wait)
        if refresh_token is not None:
            renew(provider, refresh_token)
        return {
            "access_token": provider.access,
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": provider.id_token(),
            "refresh_token": f"renews-{len(provider.renewed)}",
        }

    @app.get("/userinfo")
    def user_info(authorization: Annotated[str, Header()]) -> dict[str, Any]:
        if authorization != f"Bearer {provider.access}":
            raise HTTPException(401)
        return {"sub": "person-1", "roles": ["task-group"]} | provider.person

    return app


def renew(provider: FaultyProvider, shown: str) -> None:
    """A token that is good once: who shows it twice is refused."""
    good = shown == f"renews-{len(provider.renewed)}"
    provider.renewed.append(shown)
    if not good:
        raise HTTPException(400, "invalid_grant")
    provider.access = f"access-{len(provider.renewed)}"
