"""The provider as its routes see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request

from sign_in_demo.demo_clients import DemoClient
from sign_in_demo.demo_people import DemoPerson, People
from sign_in_demo.device_requests import DeviceRequests
from sign_in_demo.given_access import DemoSignIn, GivenAccess
from sign_in_demo.provider_pages import ProviderPages
from sign_in_demo.provider_tokens import LIFE, NotATokenError, ProviderTokens


@dataclass
class Provider:
    """Who may ask, who may be chosen, what was given, and what signs it."""

    issuer: str
    clients: Mapping[str, DemoClient]
    people: People
    tokens: ProviderTokens
    given: GivenAccess
    devices: DeviceRequests
    pages: ProviderPages
    clock: Callable[[], datetime]

    def person(self, subject: str) -> DemoPerson | None:
        """A demo person as they are now; None where they are not there any more."""
        return self.people().get(subject)

    def answer_for(
        self, sign_in: DemoSignIn, person: DemoPerson, refresh: str | None
    ) -> dict[str, Any]:
        """The token endpoint's answer for a person who signed in."""
        access = self.tokens.access_token(sign_in.subject, sign_in.client, person.claims(), sign_in)
        answer = bearer(access) | {
            "scope": "openid",
            "id_token": self.tokens.id_token(sign_in, person.name, access),
        }
        return answer | ({"refresh_token": refresh} if refresh else {})

    def good_access_token(self, token: str) -> dict[str, Any]:
        """The claims of an access token that nobody took back. Raises NotATokenError."""
        claims = self.tokens.read_access_token(token)
        if self.given.is_revoked(claims.get("sid"), claims["jti"]):
            raise NotATokenError("it was taken back")
        return claims


def bearer(access_token: str) -> dict[str, Any]:
    """What every answer with an access token has."""
    return {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": int(LIFE.total_seconds()),
    }


def provider_of(request: Request) -> Provider:
    """The provider that is asked."""
    found: Provider = request.app.state.provider
    return found
