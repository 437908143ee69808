"""A provider that answers as it is told to: with wrong claims, late, or with other keys."""

import base64
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI
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
    used: set[str] = field(default_factory=set)

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
    def token() -> dict[str, Any]:
        time.sleep(provider.wait)
        return {
            "access_token": "access",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": provider.id_token(),
        }

    @app.get("/userinfo")
    def user_info() -> dict[str, Any]:
        return {"sub": "person-1", "roles": ["task-group"]} | provider.person

    return app
