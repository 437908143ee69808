"""Reads a topic of one partition from Kafka itself, up to its present end."""

from collections.abc import Callable, Iterator
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaTimeoutError

WAIT_MS = 10_000
"""How long Kafka may take to answer."""


def reader(bootstrap: str, consumer: Callable[..., Any] = KafkaConsumer) -> Any:
    """A consumer in no group, which creates no topic. KafkaError if Kafka does not answer."""
    return consumer(
        bootstrap_servers=bootstrap,
        group_id=None,
        enable_auto_commit=False,
        allow_auto_create_topics=False,
        bootstrap_timeout_ms=WAIT_MS,
    )


def records_until(consumer: Any, place: TopicPartition, end: int) -> Iterator[Any]:
    """The records from the consumer's position up to an offset; KafkaTimeoutError if none come."""
    while consumer.position(place) < end:
        polled = consumer.poll(timeout_ms=WAIT_MS).get(place)
        if not polled:
            raise KafkaTimeoutError
        yield from (record for record in polled if record.offset < end)
