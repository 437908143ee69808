"""Reads a topic of one partition from Kafka itself, up to its present end."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaTimeoutError

WAIT_MS = 10_000
"""How long Kafka may take to answer."""
_POLL_MS = 500

_CONNECT_MS = 4_000
"""After which a person is told that no Kafka is there."""


def reader(bootstrap: str, consumer: Callable[..., Any] = KafkaConsumer) -> Any:
    """A consumer in no group, which creates no topic. KafkaError if Kafka does not answer."""
    return consumer(
        bootstrap_servers=bootstrap,
        group_id=None,
        enable_auto_commit=False,
        allow_auto_create_topics=False,
        bootstrap_timeout_ms=_CONNECT_MS,
        isolation_level="read_committed",
    )


def records_until(consumer: Any, place: TopicPartition, end: int) -> Iterator[Any]:
    """The records from the consumer's position up to an offset; KafkaTimeoutError if none come.

    Control records move the position and are not given: after each short wait it is asked for.
    """
    waits_until = time.monotonic() + WAIT_MS / 1000
    while consumer.position(place) < end:
        polled = consumer.poll(timeout_ms=_POLL_MS).get(place, ())
        if polled:
            waits_until = time.monotonic() + WAIT_MS / 1000
        elif time.monotonic() > waits_until:
            raise KafkaTimeoutError
        yield from (record for record in polled if record.offset < end)
