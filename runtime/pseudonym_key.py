"""The key of the pseudonyms: a real secret, and the one that the data were made with.

The data directory has a fingerprint of the key: under another key every victim would be somebody
else. Only intake, and a command that turns a reference into a pseudonym, read the key.
"""

import hmac
import secrets
from pathlib import Path

from runtime.failure import Failure
from runtime.private_data import write_once
from runtime.settings import Settings

LEAST_LENGTH = 32
"""Characters of a key: 16 random bytes in hexadecimal."""

_LEAST_DIFFERENT = 8
"""Different characters of a key: random ones have more, a filler such as `aaa…` has fewer."""

_VARIABLE = "JOURNEY_PSEUDONYM_KEY"
_KEY, _FINGERPRINT = "pseudonym.key", "pseudonym.fingerprint"


def find_key(settings: Settings) -> bytes | None:
    """The key of the pseudonyms; None where there is none yet. Nothing is made.

    Raises Failure for one that can be guessed, or that the data were not made with.
    """
    path = settings.data / _KEY
    if settings.pseudonym_key is not None:
        key, source = settings.pseudonym_key, _VARIABLE
    elif path.exists():
        key, source = _read(path), str(path)
    else:
        return None
    _check_strength(key, source)
    _check_identity(key, settings.data, source)
    return key.encode()


def ensure_key(settings: Settings) -> bytes:
    """The key of the pseudonyms, made where there is none; its fingerprint stands with the data.

    Raises Failure as find_key does, and where the data are there and their key is not.
    """
    data = settings.data
    key = find_key(settings)
    if key is None:
        if (data / _FINGERPRINT).exists():
            raise Failure(
                f"the pseudonym key of the data in {data} is gone: put {_KEY} back,"
                f" or set {_VARIABLE} to it"
            )
        write_once(data / _KEY, secrets.token_hex(32))
        key = _read(data / _KEY).encode()
    write_once(data / _FINGERPRINT, _fingerprint(key))
    find_key(settings)  # another process may have been first, with another key
    return key


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise Failure(f"{path} can't be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise Failure(f"{path} can't be read (it is not text)") from None


def _check_strength(key: str, source: str) -> None:
    if len(key.strip()) < LEAST_LENGTH or len(set(key)) < _LEAST_DIFFERENT:
        raise Failure(
            f"{source} can be guessed: a pseudonym key has {LEAST_LENGTH} random characters or"
            " more; `openssl rand -hex 32` makes one"
        )


def _check_identity(key: str, data: Path, source: str) -> None:
    path = data / _FINGERPRINT
    if path.exists() and _read(path) != _fingerprint(key.encode()):
        raise Failure(
            f"{source} is not the pseudonym key that the data in {data} were made with:"
            " use that key, or an empty data directory"
        )


def _fingerprint(key: bytes) -> str:
    """What tells one key from another, and does not lead to it."""
    return hmac.digest(key, b"victim-journey: which pseudonym key", "sha256").hex()[:32]
