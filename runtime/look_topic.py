"""The topic `looks` in Kafka: each record is confirmed before the next one is sent.

It stands in `runtime`, as a producer that failed is given up in the way that the agencies' door has
for it, and `access` lies below that door. `access` gets it as the LookTopic of its chain.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from kafka import KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from access.look_chain import PATIENCE, TopicRecord
from access.looks import NotRecordedError
from agencies.delivery_attempt import close_or_give_up, new_producer
from agencies.single_partition import reader, records_until
from schemas.topics import LOOKS

PLACE = TopicPartition(LOOKS, 0)


class KafkaLooks:
    """Appends to `looks` and reads it; for one thread at a time.

    A record that Kafka does not confirm within `patience` seconds is not recorded, as far as anyone
    knows: its producer is given up, with what it still has, and the next record gets another.
    """

    def __init__(
        self,
        bootstrap: str,
        patience: float = PATIENCE,
        producer: Callable[..., Any] = KafkaProducer,
    ) -> None:
        self._bootstrap = bootstrap
        self._patience = patience
        self._make = producer
        self._producer: Any = None

    def append(self, key: bytes, value: bytes) -> int:
        """Store a record, acknowledged by all replicas; its offset. Raises NotRecordedError."""
        ends = time.monotonic() + self._patience
        try:
            if self._producer is None:
                self._producer = new_producer(self._at_once, self._bootstrap, self._patience)
            sent = self._producer.send(LOOKS, value, key, partition=0)
            offset: int = sent.get(timeout=max(0.0, ends - time.monotonic())).offset
        except KafkaError as error:
            self._give_up()
            raise NotRecordedError(type(error).__name__) from None
        return offset

    def since(self, offset: int) -> Iterator[TopicRecord]:
        """The records from an offset up to the present end. Raises NotRecordedError."""
        try:
            yield from read_looks(self._bootstrap, offset)
        except KafkaError as error:
            raise NotRecordedError(type(error).__name__) from None

    def close(self) -> None:
        """Close the producer; nothing is on its way."""
        self._give_up()

    def _at_once(self, **config: Any) -> Any:
        """A producer that gathers nothing: a person waits for each record."""
        milliseconds = int(self._patience * 1000)
        return self._make(
            **config
            | {
                "acks": "all",
                "enable_idempotence": True,
                "linger_ms": 0,
                "bootstrap_timeout_ms": milliseconds,
                "request_timeout_ms": milliseconds,
                "delivery_timeout_ms": milliseconds,
            }
        )

    def _give_up(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            close_or_give_up(producer, 0)


def present_end(bootstrap: str) -> int:
    """The offset that the next record gets. KafkaError where Kafka does not answer."""
    with closing(reader(bootstrap)) as consumer:
        end: int = consumer.end_offsets([PLACE])[PLACE]
    return end


def read_looks(bootstrap: str, offset: int = 0, end: int | None = None) -> Iterator[TopicRecord]:
    """The records of the topic from an offset up to, not including, `end`, or its present end.

    KafkaError where Kafka does not answer.
    """
    with closing(reader(bootstrap)) as consumer:
        consumer.assign([PLACE])
        if end is None:
            end = consumer.end_offsets([PLACE])[PLACE]
        first = max(consumer.beginning_offsets([PLACE])[PLACE], offset)
        if first >= end:
            return
        consumer.seek(PLACE, first)
        for record in records_until(consumer, PLACE, end):
            yield record.offset, record.key, record.value
