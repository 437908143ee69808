"""One kafka-python producer and the records that it has not delivered yet.

kafka-python 3.0.12 can be left unable to deliver. Where a batch that was sent expires, its sender
drops the producer's id and asks for no other: nothing more is sent, and nothing more fails. Where
the broker goes before it gave an id, nothing expires. After an error that is final, every later
record fails. So a producer that failed once, or that is silent for too long, is given up.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from kafka.errors import (
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
)

from schemas.topics import LARGEST_RECORD

DELIVERY_TIMEOUT = 120.0
"""Seconds after which kafka-python gives a record up."""

DELIVERY_LIMIT = DELIVERY_TIMEOUT + 15.0
"""Seconds after which a record is given up that kafka-python itself did not give up."""

CLOSING = 5.0
"""Seconds that a producer may take to close."""

_FLUSH_STEP = 0.5


def new_producer(make: Callable[..., Any], bootstrap: str, patience: float | None) -> Any:
    """A producer for an agency's topic. KafkaConnectionError if no broker answers."""
    waits = {} if patience is None else {"max_block_ms": int(patience * 1000)}
    try:
        return make(
            bootstrap_servers=bootstrap,
            linger_ms=20,
            batch_size=128 * 1024,
            compression_type="gzip",  # aiokafka, which reads it, has no other codec by itself
            max_request_size=LARGEST_RECORD,
            bootstrap_timeout_ms=10_000,
            delivery_timeout_ms=int(DELIVERY_TIMEOUT * 1000),
            allow_auto_create_topics=False,  # the broker would not stamp its own time
            **waits,
        )
    except (KafkaTimeoutError, KafkaConnectionError):
        raise KafkaConnectionError(f"no Kafka answers at {bootstrap}") from None


@contextmanager
def closing_producer(producer: Any) -> Iterator[Any]:
    """A producer for a block. At the end it has CLOSING seconds, and is given up after them."""
    try:
        yield producer
    finally:
        close_or_give_up(producer, CLOSING)


def close_or_give_up(producer: Any, seconds: float) -> None:
    """Close a producer; records that it cannot deliver in so many seconds fail."""
    try:
        producer.close(timeout=seconds)
    except KafkaTimeoutError:  # it flushes first, and then leaves its thread running
        producer._sender.force_close()


class DeliveryAttempt:
    """A producer, from its start until it is closed or given up; used by several threads."""

    def __init__(self, producer: Any) -> None:
        self._producer = producer
        self._lock = Lock()
        self._waiting: dict[Future[Any], float] = {}
        self.broken = False

    def send(self, stored: Future[Any], *record: Any) -> Any:
        """Send a record; kafka-python's future. `stored` waits until `settle`."""
        with self._lock:
            self._waiting[stored] = time.monotonic()
        try:
            return self._producer.send(*record)
        except BaseException as error:
            self.settle(stored)
            if isinstance(error, KafkaError) and not isinstance(error, MessageSizeTooLargeError):
                self.broken = True
            raise

    def settle(self, stored: Future[Any]) -> bool:
        """Note that a record waits no more; False where it did not wait."""
        with self._lock:
            return self._waiting.pop(stored, None) is not None

    def unconfirmed(self) -> list[Future[Any]]:
        """The records that wait, oldest first."""
        with self._lock:
            return list(self._waiting)

    def is_broken(self) -> bool:
        """Whether a record failed, or waits for longer than a producer lets it."""
        with self._lock:
            oldest = next(iter(self._waiting.values()), None)
        return self.broken or (oldest is not None and time.monotonic() - oldest > DELIVERY_LIMIT)

    def flush(self) -> bool:
        """Wait until nothing waits; False where the producer will deliver nothing more."""
        while True:
            with suppress(KafkaTimeoutError):  # then it is looked at, and waited for again
                self._producer.flush(timeout=_FLUSH_STEP)
            if not self.unconfirmed():
                return True
            if self.is_broken():
                return False

    def close(self) -> bool:
        """Close the producer; False where it could not deliver all that waits."""
        close_or_give_up(self._producer, CLOSING)
        return not self.unconfirmed()

    def abandon(self) -> None:
        """End the producer at once."""
        self.broken = True
        close_or_give_up(self._producer, 0)
