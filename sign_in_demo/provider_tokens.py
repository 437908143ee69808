"""Makes and reads the provider's signed tokens: ID tokens and access tokens."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from sign_in_demo.given_access import DemoSignIn
from sign_in_demo.signing_keys import ALGORITHM, SigningKeys

LIFE = timedelta(minutes=10)
"""How long a token is good."""

_ACCESS = "at+jwt"


class NotATokenError(Exception):
    """Not a token of this provider, or not good any more."""


@dataclass(frozen=True)
class ProviderTokens:
    """The tokens of one issuer, for one audience."""

    issuer: str
    audience: str
    keys: SigningKeys
    clock: Callable[[], datetime]

    def access_token(
        self, subject: str, client: str, claims: dict[str, Any], sign_in: DemoSignIn | None = None
    ) -> str:
        """An access token as in RFC 9068, with the claims about the person or the program."""
        about = claims | {
            "sub": subject,
            "client_id": client,
            "aud": self.audience,
            "jti": secrets.token_urlsafe(16),
        }
        if sign_in:
            about |= {"sid": sign_in.id, "auth_time": _seconds(sign_in.at), "scope": "openid"}
        return self._sign(_ACCESS, about)

    def id_token(self, sign_in: DemoSignIn, name: str, access_token: str) -> str:
        """An ID token as in OpenID Connect Core 1.0, section 2."""
        about: dict[str, Any] = {
            "sub": sign_in.subject,
            "aud": sign_in.client,
            "auth_time": _seconds(sign_in.at),
            "sid": sign_in.id,
            "name": name,
            "at_hash": create_half_hash(access_token, ALGORITHM).decode(),
        }
        if sign_in.nonce is not None:
            about["nonce"] = sign_in.nonce
        return self._sign("JWT", about)

    def read_access_token(self, token: str) -> dict[str, Any]:
        """The claims of an access token that is good now. Raises NotATokenError."""
        claims = self._read(token, _ACCESS)
        now = _seconds(self.clock())
        registry = JWTClaimsRegistry(
            now=now, exp={"essential": True}, aud={"essential": True, "value": self.audience}
        )
        try:
            registry.validate(claims)
        except JoseError as error:
            raise NotATokenError(error.description) from None
        return claims

    def read_id_token(self, token: str) -> dict[str, Any]:
        """The claims of an ID token, also after its end: it names who signs out."""
        return self._read(token, "JWT")

    def _sign(self, kind: str, about: dict[str, Any]) -> str:
        now = self.clock()
        key = self.keys.newest
        header = {"alg": ALGORITHM, "typ": kind, "kid": key.kid}
        times = {"iat": _seconds(now), "exp": _seconds(now + LIFE)}
        return jwt.encode(header, {"iss": self.issuer} | times | about, key)

    def _read(self, token: str, kind: str) -> dict[str, Any]:
        try:
            read = jwt.decode(token, self.keys.key_set, algorithms=[ALGORITHM])
        except (JoseError, ValueError) as error:
            raise NotATokenError(str(error)) from None
        if read.header.get("typ") != kind or read.claims.get("iss") != self.issuer:
            raise NotATokenError("a token of another kind or of another provider")
        return read.claims


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
