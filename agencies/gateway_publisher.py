"""The gateway's publishing: who may publish over HTTP, and their events to Kafka."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from threading import BoundedSemaphore, Lock

from kafka.errors import KafkaError

from agencies.http_events import Arrived
from agencies.publisher import Full, NotDelivered, Publisher, Stored
from events.identifiers import Agency

REQUESTS = 16
"""At most so many requests at a time; the others get TryAgain."""

PATIENCE = 10.0
"""Seconds that Kafka may take to store a request's events."""


class TryAgain(Exception):  # noqa: N818 - it says what is to be done
    """Not everything was stored. What was stored still counts once when it is sent again."""


class Gateway:
    """Publishes for agencies that have a token. `open_one` opens an agency's publisher.

    An agency has more than one token while the old one gives way to the new.
    Requests come from several threads. Without one of the tokens nobody may publish.
    """

    def __init__(
        self, tokens: Mapping[Agency, tuple[str, ...]], open_one: Callable[[Agency], Publisher]
    ) -> None:
        self._tokens = tokens
        self._open_one = open_one
        self._open: dict[Agency, Publisher] = {}
        self._opening = Lock()
        self._room = BoundedSemaphore(REQUESTS)

    def agency_of(self, token: str) -> Agency | None:
        """Whose token it is, or None. The time that this takes is the same for every token."""
        given, found = token.encode(), None
        for agency, tokens in self._tokens.items():
            for known in tokens:
                if hmac.compare_digest(given, known.encode()):
                    found = agency
        return found

    def publish(self, agency: Agency, events: Sequence[Arrived]) -> list[Stored]:
        """Publish events and wait until they are stored; where each is. TryAgain if not all are."""
        if not self._room.acquire(blocking=False):
            raise TryAgain("too many requests at a time")
        try:
            return self._publish(self._publisher(agency), events)
        except (Full, TimeoutError, KafkaError) as error:
            raise TryAgain(type(error).__name__) from None
        finally:
            self._room.release()

    def _publish(self, publisher: Publisher, events: Sequence[Arrived]) -> list[Stored]:
        stored = [publisher.publish_raw(each.value, each.key, each.headers) for each in events]
        return [each.result(timeout=PATIENCE) for each in stored]

    def _publisher(self, agency: Agency) -> Publisher:
        if not self._opening.acquire(timeout=PATIENCE):  # Kafka is away, and others wait too
            raise TimeoutError
        try:
            if agency not in self._open:
                self._open[agency] = self._open_one(agency)
            return self._open[agency]
        finally:
            self._opening.release()

    def close(self) -> None:
        """Deliver what was sent. A request with an event that was not stored has got TryAgain."""
        with ExitStack() as closing:
            for publisher in self._open.values():
                closing.callback(_close, publisher)


def _close(publisher: Publisher) -> None:
    with suppress(NotDelivered):  # its requests have got TryAgain
        publisher.__exit__(None, None, None)
