"""An agency's publisher: its events to its own topic, stored by the broker or reported."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import BoundedSemaphore, Lock
from types import TracebackType
from typing import Any, Self

from kafka import KafkaProducer

from events.identifiers import Agency
from schemas.cloudevents import AgencyEvent, check_arrival, decode, encode, headers
from schemas.topics import LARGEST_RECORD, agency_topic

Header = tuple[str, bytes]

ON_THEIR_WAY = 10_000
"""At most so many records are sent and not confirmed yet; `publish` waits for more."""


_ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)
"""The clock of a publisher that has none: nothing lies in the future."""


class Full(Exception):  # noqa: N818 - it says what is the case
    """ON_THEIR_WAY events are sent and not confirmed, and the broker confirmed none in time."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an event is stored."""

    topic: str
    partition: int
    offset: int


class NotDelivered(Exception):  # noqa: N818 - it says what is the case
    """Some events were not stored by the broker: how many, by the type of the error."""

    def __init__(self, failures: Counter[str]) -> None:
        self.failures = failures
        kinds = ", ".join(f"{number} {kind}" for kind, number in failures.most_common())
        super().__init__(f"{failures.total()} events were not delivered: {kinds}")


class Publisher:
    """Publishes one agency's events in order; use it as a context manager, and flush to be sure.

    The producer is idempotent and waits for all replicas. `publish` waits while the broker is
    slower than the caller; with `patience`, for so many seconds at most, and then it raises Full.
    With a `clock`, an event of the future is refused here, and not only by intake. Leaving the
    block delivers what is left, and raises NotDelivered if something was not stored. KafkaError if
    no broker answers.
    """

    def __init__(
        self,
        bootstrap: str,
        agency: Agency,
        producer: Callable[..., Any] = KafkaProducer,
        patience: float | None = None,
        clock: Callable[[], datetime] = lambda: _ANY_TIME,
    ) -> None:
        self._agency = agency
        self._clock = clock
        self._patience = patience
        self._topic = agency_topic(agency)
        self._room = BoundedSemaphore(ON_THEIR_WAY)
        self._counting = Lock()
        self._delivered = 0
        self._failures: Counter[str] = Counter()
        self._producer = producer(
            bootstrap_servers=bootstrap,
            linger_ms=20,
            batch_size=128 * 1024,
            compression_type="gzip",  # aiokafka, which reads it, has no other codec by itself
            max_request_size=LARGEST_RECORD,
            bootstrap_timeout_ms=10_000,
            allow_auto_create_topics=False,  # the broker would not stamp its own time
        )

    def publish(self, event: AgencyEvent) -> Future[Stored]:
        """Send an event; the future has the place where it is stored, or the broker's error.

        Raises Refused for an event that intake would refuse, ValueError for another agency's.
        """
        if event.agency is not self._agency:
            raise ValueError(f"an event of {event.agency} cannot go to the topic {self._topic}")
        value, key = encode(event), event.case.encode()
        check_arrival(decode(value), self._agency, key, self._clock())
        return self.publish_raw(value, key, headers())

    def publish_raw(
        self, value: bytes | None, key: bytes | None, record_headers: Sequence[Header]
    ) -> Future[Stored]:
        """Send bytes as they are, unchecked: the platform may refuse them."""
        if not self._room.acquire(timeout=self._patience):
            raise Full(f"{ON_THEIR_WAY:,} events are on their way")
        stored: Future[Stored] = Future()
        stored.set_running_or_notify_cancel()  # what was sent cannot be cancelled
        try:
            sent = self._producer.send(self._topic, value, key, list(record_headers))
        except BaseException:
            self._room.release()
            raise
        sent.add_callback(self._confirmed, stored)
        sent.add_errback(self._failed, stored)
        return stored

    def flush(self) -> int:
        """Wait for the broker; returns how many events it has confirmed. Raises NotDelivered."""
        self._producer.flush()
        if self._failures:
            raise NotDelivered(self._failures)
        return self._delivered

    def _confirmed(self, stored: Future[Stored], place: Any) -> None:
        with self._counting:
            self._delivered += 1
        self._room.release()
        stored.set_result(Stored(place.topic, place.partition, place.offset))

    def _failed(self, stored: Future[Stored], error: BaseException) -> None:
        with self._counting:
            self._failures[type(error).__name__] += 1
        self._room.release()
        stored.set_exception(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.flush()
        finally:
            self._producer.close(timeout=5)


class Publishers:
    """A publisher for each agency, opened at that agency's first event."""

    def __init__(self, bootstrap: str, open_one: Callable[..., Publisher] = Publisher) -> None:
        self._bootstrap = bootstrap
        self._open_one = open_one
        self._open: dict[Agency, Publisher] = {}
        self._leaving = ExitStack()

    def publish(self, event: AgencyEvent) -> None:
        """Send an event to the topic of its agency."""
        if event.agency not in self._open:
            publisher = self._open_one(self._bootstrap, event.agency)
            self._open[event.agency] = self._leaving.enter_context(publisher)
        self._open[event.agency].publish(event)

    def flush(self) -> int:
        """Wait for the broker; returns how many events it has confirmed. Raises NotDelivered."""
        return sum(publisher.flush() for publisher in self._open.values())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leaving.__exit__(kind, error, trace)
