"""The keys that sign the provider's tokens. The newest signs; the one before stays published."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

ALGORITHM = "RS256"
"""The one algorithm that OpenID Connect Discovery 1.0 asks of every provider."""

ROTATION = timedelta(days=30)
"""The age from which the next start makes a new key."""

_BITS = 2048


@dataclass(frozen=True)
class SigningKeys:
    """The keys, the newest first."""

    keys: tuple[RSAKey, ...]
    made: tuple[datetime, ...]

    @classmethod
    def new(cls, now: datetime) -> Self:
        """One new key, made at `now`, an aware instant."""
        return cls((_new_key(),), (now,))

    def rotated(self, now: datetime) -> Self:
        """A new key that signs from now on, and the one that signed until now."""
        return type(self)((_new_key(), self.keys[0]), (now, self.made[0]))

    @property
    def newest(self) -> RSAKey:
        """The key that signs."""
        return self.keys[0]

    @property
    def key_set(self) -> KeySet:
        """All keys, for who checks a signature."""
        return KeySet(list(self.keys))

    def published(self) -> dict[str, Any]:
        """The public halves, as a JSON Web Key Set."""
        return {"keys": [key.as_dict(private=False) for key in self.keys]}


def open_keys(path: Path, now: datetime) -> SigningKeys:
    """The keys in a file; the first start makes it, for the owner alone, and an old key is rotated.

    Raises OSError or ValueError where the file cannot be read or written.
    """
    if not path.exists():
        keys = SigningKeys.new(now)
    else:
        keys = _read(json.loads(path.read_text()))
        if now - keys.made[0] < ROTATION:
            return keys
        keys = keys.rotated(now)
    _write(path, keys)
    return keys


def _read(entries: Sequence[dict[str, Any]]) -> SigningKeys:
    try:
        keys = tuple(RSAKey.import_key(entry["key"]) for entry in entries)
        made = tuple(datetime.fromisoformat(entry["made"]) for entry in entries)
    except (KeyError, TypeError, JoseError):
        raise ValueError("they are not keys") from None
    if not keys:
        raise ValueError("there is none")
    return SigningKeys(keys, made)


def _write(path: Path, keys: SigningKeys) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    entries = [
        {"made": made.isoformat(), "key": key.as_dict(private=True)}
        for key, made in zip(keys.keys, keys.made, strict=True)
    ]
    draft.write_text(json.dumps(entries))
    draft.replace(path)


def _new_key() -> RSAKey:
    return RSAKey.generate_key(_BITS, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
