"""Topics of one partition that have the newest record of each key: read whole, and written."""

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TypeVar

from kafka import KafkaProducer, TopicPartition

from agencies.delivery_attempt import closing_producer
from agencies.single_partition import reader, records_until
from schemas.unreadable_records import UnreadableRecord

_PATIENCE = 10.0
"""Seconds that Kafka has to confirm: whoever stops the process waits for that."""

_ANSWER_MS = 5_000
"""Where the topic is missing, a consumer asks for so long where it is."""

Key = TypeVar("Key")
Value = TypeVar("Value")

logger = logging.getLogger(__name__)


def newest_records(
    bootstrap: str,
    topic: str,
    decode: Callable[[bytes | None, bytes | None], tuple[Key, Value]],
) -> dict[Key, Value]:
    """The newest record of each key. KafkaError where Kafka does not answer.

    A record that cannot be read is passed over, with a line in the log.
    """
    found: dict[Key, Value] = {}
    place = TopicPartition(topic, 0)
    with closing(reader(bootstrap)) as consumer:
        consumer.assign([place])
        end = consumer.end_offsets([place], timeout_ms=_ANSWER_MS)[place]
        consumer.seek_to_beginning(place)
        for record in records_until(consumer, place, end):
            try:
                key, value = decode(record.key, record.value)
            except UnreadableRecord as unreadable:
                logger.warning("%s/0/%s cannot be read (%s)", topic, record.offset, unreadable)
            else:
                found[key] = value
    return found


def write_records(
    bootstrap: str, topic: str, records: Mapping[str, bytes | None], client: str
) -> None:
    """Write records by key, and wait until the broker has them. KafkaError if not."""
    milliseconds = int(_PATIENCE * 1000)
    producer = KafkaProducer(
        bootstrap_servers=bootstrap,
        client_id=client,
        acks="all",
        bootstrap_timeout_ms=milliseconds,
        request_timeout_ms=milliseconds,
        delivery_timeout_ms=milliseconds,
    )
    with closing_producer(producer) as out:
        sent = [out.send(topic, value, key.encode(), partition=0) for key, value in records.items()]
        for each in sent:
            each.get(timeout=_PATIENCE)
