"""What the provider gave and to whom: sign-ins, codes, refresh tokens, devices. In memory alone.

After a restart people sign in again. Access tokens of before stay good for their ten minutes.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

CODE_LIFE = timedelta(seconds=60)
REFRESH_LIFE = timedelta(hours=12)
"""A working day, counted from the sign-in."""
_REMEMBERED = timedelta(hours=1)
"""How long what ended is known to have ended, so that a replay is told from a guess."""


class GoodUntil(Protocol):
    """Something that is good until an instant."""

    @property
    def until(self) -> datetime:
        """The first instant at which it is not good any more."""
        ...


_E = TypeVar("_E", bound=GoodUntil)


@dataclass(frozen=True)
class DemoSignIn:
    """Somebody's choice to be `subject` at a client, at an aware instant."""

    client: str
    subject: str
    at: datetime
    nonce: str | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))


@dataclass
class AuthorizationCode:
    """A code, which is good once."""

    sign_in: DemoSignIn
    redirect: str
    challenge: str
    until: datetime
    used: bool = False


@dataclass
class RefreshToken:
    """Gives the next access token. That of a public client is good once."""

    sign_in: DemoSignIn
    until: datetime
    used: bool = False


@dataclass(frozen=True)
class Revoked:
    """A sign-in or a token that is not good any more, remembered until no token of it is left."""

    until: datetime


class Remembered(dict[str, _E], Generic[_E]):
    """Things by their secret name; what ended long ago is forgotten when something new comes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock

    def add(self, thing: _E, name: str | None = None) -> str:
        """Remember it, under a name that nobody can guess where none is given; returns the name."""
        past = self._clock() - _REMEMBERED
        for ended in [each for each, other in self.items() if other.until < past]:
            del self[ended]
        name = name or secrets.token_urlsafe(32)
        self[name] = thing
        return name


class GivenAccess:
    """What was given, and what of it was taken back."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.codes: Remembered[AuthorizationCode] = Remembered(clock)
        self.refresh_tokens: Remembered[RefreshToken] = Remembered(clock)
        self._revoked: Remembered[Revoked] = Remembered(clock)

    def new_code(self, sign_in: DemoSignIn, redirect: str, challenge: str) -> str:
        """A code for a sign-in that the client turns into tokens."""
        until = self._clock() + CODE_LIFE
        return self.codes.add(AuthorizationCode(sign_in, redirect, challenge, until))

    def new_refresh_token(self, sign_in: DemoSignIn) -> str:
        """A refresh token for a sign-in."""
        return self.refresh_tokens.add(RefreshToken(sign_in, sign_in.at + REFRESH_LIFE))

    def revoke(self, name: str) -> None:
        """Take back a sign-in by its id, with all that came of it, or a token by its `jti`."""
        self._revoked.add(Revoked(self._clock() + REFRESH_LIFE), name)

    def is_revoked(self, *names: str | None) -> bool:
        """Whether one of these sign-ins or tokens was taken back."""
        return any(name in self._revoked for name in names)
