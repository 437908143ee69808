"""What a provider signed: its keys, and the claims of an ID token or an access token."""

import time
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any

from joserfc import jwt
from joserfc.errors import (
    ClaimError,
    ExpiredTokenError,
    JoseError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey

from web.sign_in.sign_in_fault import FaultKind

ALGORITHMS = ("RS256", "ES256", "PS256", "EdDSA")
"""Signatures by a key pair alone: a secret that both sides have proves nothing."""

_KEY_KINDS: Mapping[Any, type[Key]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}

_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError, JoseError)
"""What the libraries raise for a token or a key that somebody made up."""

_LEEWAY = 30
"""Seconds that two clocks may differ."""

_AGAIN = 10.0
"""Seconds between two questions for keys, whatever tokens come."""


class WrongTokenError(Exception):
    """A token proves nothing; `kind` says what was wrong with it."""

    def __init__(self, kind: FaultKind) -> None:
        super().__init__(kind)
        self.kind = kind


class ProviderKeys:
    """A provider's keys. They are asked for once, and again where a token names a newer one."""

    def __init__(self, fetch: Callable[[], Any]) -> None:
        self._fetch = fetch
        self._keys: KeySet | None = None
        self._asked = float("-inf")
        self._lock = Lock()

    def claims(self, token: str) -> Mapping[str, Any]:
        """The claims of a token that one of the keys signed. Raises WrongTokenError."""
        if token.count(".") != 2:  # it is no signed token: nobody need be asked for keys
            raise WrongTokenError(FaultKind.SIGNATURE)
        try:
            return self._decoded(token, self._current())
        except UnsupportedAlgorithmError:
            raise WrongTokenError(FaultKind.ALGORITHM) from None
        except _UNREADABLE:
            if not self._renewed():
                raise WrongTokenError(FaultKind.SIGNATURE) from None
        try:
            return self._decoded(token, self._current())
        except _UNREADABLE:
            raise WrongTokenError(FaultKind.SIGNATURE) from None

    def _decoded(self, token: str, keys: KeySet) -> Mapping[str, Any]:
        claims: Mapping[str, Any] = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        return claims

    def _current(self) -> KeySet:
        if self._keys is None:
            self._renewed()
        return self._keys or KeySet([])

    def _renewed(self) -> bool:
        """Ask for the keys, at most once in a while; whether they were asked for."""
        with self._lock:
            if time.monotonic() - self._asked < _AGAIN:
                return False
            self._keys = KeySet(list(_usable(self._fetch())))
            self._asked = time.monotonic()
            return True


def _usable(published: Any) -> Iterator[Key]:
    """Those of a provider's keys that can be read here; the others are left out.

    Source: RFC 7517, section 5. A provider publishes keys of newer kinds beside those that it uses.
    """
    found = published.get("keys") if isinstance(published, dict) else None
    for each in found if isinstance(found, list) else []:
        try:
            yield _KEY_KINDS[each["kty"]].import_key(each)
        except _UNREADABLE:
            continue


def checked(
    claims: Mapping[str, Any], now: float, *, issuer: str, audience: str, nonce: str | None = None
) -> Mapping[str, Any]:
    """The claims, where they are of this issuer, for this audience and nonce, and not too old.

    `now` is in seconds since 1970. Raises WrongTokenError.
    """
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": audience},
        "exp": {"essential": True},
        "sub": {"essential": True},
    }
    if nonce is not None:
        options["nonce"] = {"essential": True, "value": nonce}
    try:
        jwt.JWTClaimsRegistry(now=int(now), leeway=_LEEWAY, **options).validate(dict(claims))
    except ExpiredTokenError:
        raise WrongTokenError(FaultKind.EXPIRED) from None
    except JoseError as error:
        raise WrongTokenError(_kind_of(error)) from None
    return claims


_BY_CLAIM = {
    "iss": FaultKind.ISSUER,
    "aud": FaultKind.AUDIENCE,
    "nonce": FaultKind.NONCE,
    "exp": FaultKind.EXPIRED,
}


def _kind_of(error: JoseError) -> FaultKind:
    claim = error.claim if isinstance(error, ClaimError) else ""
    return _BY_CLAIM.get(claim, FaultKind.TOKEN)
