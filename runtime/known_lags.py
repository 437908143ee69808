"""What the ticker knows of agencies' lags: read in the background, so that no tick waits for it."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import TracebackType
from typing import Self

from kafka.errors import KafkaError

from events.identifiers import Agency
from schemas.alert_policy import AlertPolicy

READ_EVERY = 60.0
"""Seconds after which the topic is read again."""

FIRST_READ = 10.0
"""Seconds that the first tick waits for the first reading."""

Lags = Mapping[Agency, timedelta]

logger = logging.getLogger("journey")


class KnownLags:
    """Reads the lags again and again, in a thread of its own, from entering to leaving.

    While they cannot be read, the last ones count. `read` raises KafkaError where it cannot.
    """

    def __init__(self, read: Callable[[], Lags], every: float = READ_EVERY) -> None:
        self._read, self._every = read, every
        self._lags: Lags | None = None
        self._read_once, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="lags", daemon=True)

    def __enter__(self) -> Self:
        """Begin to read, and wait for the first time, but not for long."""
        self._thread.start()
        self._read_once.wait(FIRST_READ)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop reading. The thread ends by itself, at the latest with the process."""
        self._stopping.set()

    def policy(self, hold: timedelta) -> AlertPolicy | None:
        """What a tick says; None before the lags were ever read: the policy stays as it is."""
        return None if self._lags is None else policy_of(hold, self._lags)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._lags = self._read()
            except KafkaError as error:
                why = type(error).__name__
                logger.warning("lags cannot be read (%s): the last ones count", why)
            except Exception:
                logger.exception("lags cannot be read: the last ones count")
            self._read_once.set()
            self._stopping.wait(self._every)


def policy_of(hold: timedelta, lags: Lags) -> AlertPolicy:
    """The policy with these lags; an agency that is not waited for is not in it."""
    return AlertPolicy(hold, tuple(sorted((of, lag) for of, lag in lags.items() if lag)))
