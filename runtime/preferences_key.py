"""The key under which people's preferences are encrypted: the pages and the notifier have it.

It is a secret of its own, so that neither needs the key of the pseudonyms.
"""

import secrets
from pathlib import Path

from runtime.failure import Failure
from runtime.private_data import write_once
from runtime.settings import Settings

LEAST_LENGTH = 32
"""Characters of a key: 16 random bytes in hexadecimal."""

_KEY = "preferences.key"


def preferences_key(settings: Settings) -> bytes:
    """The key of the settings; without one that of the data directory, made where there is none.

    Raises Failure for one that is too short, or cannot be read.
    """
    key, source = settings.preferences_key, "JOURNEY_PREFERENCES_KEY"
    if key is None:
        path = settings.data / _KEY
        write_once(path, secrets.token_hex(32))
        key, source = _read(path), str(path)
    if len(key.strip()) < LEAST_LENGTH:
        raise Failure(
            f"{source} is too short: it has {LEAST_LENGTH} random characters or more;"
            " `openssl rand -hex 32` makes one"
        )
    return key.encode()


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise Failure(f"{path} can't be read") from None
