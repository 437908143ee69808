"""The agencies' publisher: an agency's events to its own topic, stored by the broker or reported."""

from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from kafka import KafkaProducer

from events.identifiers import Agency
from schemas.cloudevents import AgencyEvent, encode, headers
from schemas.topics import LARGEST_RECORD, agency_topic

Header = tuple[str, bytes]


class NotDelivered(Exception):  # noqa: N818 - it says what is the case
    """Some events did not reach the broker: how many, and the errors' types."""

    def __init__(self, failures: Counter[str]) -> None:
        self.failures = failures
        kinds = ", ".join(f"{number} {kind}" for kind, number in failures.most_common())
        super().__init__(f"{failures.total()} events were not delivered: {kinds}")


class Publisher:
    """Publishes one agency's events; use it as a context manager, and flush to be sure.

    The producer is idempotent and waits for all replicas. Its buffer is bounded: `publish` waits
    while the broker is slower than the caller.
    """

    def __init__(self, bootstrap: str, agency: Agency) -> None:
        self._agency = agency
        self._topic = agency_topic(agency)
        self._delivered = 0
        self._failures: Counter[str] = Counter()
        self._producer = KafkaProducer(
            bootstrap_servers=bootstrap,
            acks="all",
            enable_idempotence=True,
            linger_ms=20,
            batch_size=128 * 1024,
            compression_type="gzip",
            max_request_size=LARGEST_RECORD,
            max_block_ms=60_000,
        )

    def publish(self, event: AgencyEvent) -> None:
        """Send an event on its way. ValueError for an event of another agency."""
        if event.agency is not self._agency:
            raise ValueError(f"an event of {event.agency} cannot go to the topic {self._topic}")
        self.publish_raw(encode(event), event.case.encode(), headers())

    def publish_raw(
        self, value: bytes | None, key: bytes | None, record_headers: Sequence[Header]
    ) -> None:
        """Send bytes on their way as they are: for a record that was refused, and is tried again."""
        sent = self._producer.send(self._topic, value=value, key=key, headers=list(record_headers))
        sent.add_callback(self._confirmed).add_errback(self._failed)

    def flush(self) -> int:
        """Wait for the broker; how many events it has confirmed so far. Raises NotDelivered."""
        self._producer.flush()
        if self._failures:
            raise NotDelivered(self._failures)
        return self._delivered

    def _confirmed(self, _: Any) -> None:
        self._delivered += 1

    def _failed(self, error: BaseException) -> None:
        self._failures[type(error).__name__] += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._producer.close()
