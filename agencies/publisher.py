"""An agency's publisher: its events to its own topic, stored by the broker or reported."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from threading import BoundedSemaphore, Lock
from types import TracebackType
from typing import Any, Self

from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError

from agencies.delivery_attempt import DELIVERY_LIMIT, DeliveryAttempt, new_producer
from events.identifiers import Agency
from schemas.cloudevents import AgencyEvent, check_arrival, decode, encode, headers
from schemas.topics import agency_topic

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
    no broker answers. After a failed delivery the next event goes through a new producer.
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
        self._limit = DELIVERY_LIMIT if patience is None else patience
        self._topic = agency_topic(agency)
        self._room = BoundedSemaphore(ON_THEIR_WAY)
        self._counting, self._making = Lock(), Lock()
        self._delivered = 0
        self._failures: Counter[str] = Counter()
        self._make = partial(new_producer, producer, bootstrap, patience)
        self._current = DeliveryAttempt(self._make())

    @property
    def delivered(self) -> int:
        """How many events the broker has confirmed."""
        return self._delivered

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
        self._take_room()
        stored: Future[Stored] = Future()
        stored.set_running_or_notify_cancel()  # what was sent cannot be cancelled
        try:
            attempt = self._attempt()
            sent = attempt.send(stored, self._topic, value, key, list(record_headers))
        except BaseException:
            self._room.release()
            raise
        sent.add_callback(self._confirmed, attempt, stored)
        sent.add_errback(self._failed, attempt, stored)
        return stored

    def flush(self) -> int:
        """Wait for the broker; returns how many events it has confirmed.

        Raises NotDelivered for what failed since the last flush. A broker that does not answer is
        waited for until the oldest event is DELIVERY_LIMIT seconds old.
        """
        attempt = self._current
        if not attempt.flush():
            self._give_up(attempt)
        return self._report()

    def _report(self) -> int:
        with self._counting:
            failures, self._failures = self._failures, Counter()
        if failures:
            raise NotDelivered(failures)
        return self._delivered

    def _take_room(self) -> None:
        if self._room.acquire(timeout=self._limit):
            return
        if self._patience is None:
            self._give_up(self._current)  # which makes room
            self._room.acquire()
        else:
            raise Full(f"{ON_THEIR_WAY:,} events are on their way")

    def _attempt(self) -> DeliveryAttempt:
        """The present producer, or a new one where it delivers nothing more."""
        if not self._making.acquire(timeout=self._limit):
            raise KafkaTimeoutError("a new producer is still being made")
        try:
            if self._current.is_broken():
                self._give_up(self._current)
                self._current = DeliveryAttempt(self._make())
            return self._current
        finally:
            self._making.release()

    def _give_up(self, attempt: DeliveryAttempt) -> None:
        attempt.abandon()
        for stored in attempt.unconfirmed():
            self._failed(attempt, stored, KafkaTimeoutError("the broker did not confirm it"))

    def _confirmed(self, attempt: DeliveryAttempt, stored: Future[Stored], place: Any) -> None:
        if attempt.settle(stored):
            with self._counting:
                self._delivered += 1
            self._room.release()
            stored.set_result(Stored(place.topic, place.partition, place.offset))

    def _failed(
        self, attempt: DeliveryAttempt, stored: Future[Stored], error: BaseException
    ) -> None:
        attempt.broken = True
        if attempt.settle(stored):
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
            if not self._current.close():
                self._give_up(self._current)


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
        failures: Counter[str] = Counter()
        for publisher in self._open.values():
            try:
                publisher.flush()
            except NotDelivered as error:  # the others' events are waited for all the same
                failures += error.failures
        if failures:
            raise NotDelivered(failures)
        return sum(publisher.delivered for publisher in self._open.values())

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
            self._leaving.__exit__(kind, error, trace)
