"""A provider that does not answer in time is left alone for a while: else every page waits."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PAUSE = 5.0
"""Seconds between two questions to a provider that does not answer in time."""


class PausedError(Exception):
    """The provider did not answer a moment ago."""


class ProviderPause:
    """Lets everybody ask a provider that answers, and one at a time whether it answers again."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._lock = Lock()
        self._until: float | None = None

    @contextmanager
    def asking(self, *too_late: type[Exception]) -> Iterator[None]:
        """Ask in it; `too_late` is what says that no answer came. Raises PausedError."""
        with self._lock:
            now = time.monotonic()
            if self._until is not None:
                if now < self._until:
                    raise PausedError
                self._until = now + self._patience  # whoever comes now need not wait as well
        try:
            yield
        except too_late:
            self._until = time.monotonic() + PAUSE
            raise
        self._until = None
