"""One renewal of a session at a time, whichever thread or process of this machine begins it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

_PLACES = 64
"""More sessions than renew their tokens at one moment."""


class RenewalLocks:
    """Locks for threads, and with them places of a file for processes."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._locks = [Lock() for _ in range(_PLACES)]

    @contextmanager
    def of(self, session: str) -> Iterator[None]:
        """Wait for the renewal of a session by others; `session` is the hash of its name."""
        place = int(session[:8], 16) % _PLACES
        with self._locks[place]:
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, place)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
