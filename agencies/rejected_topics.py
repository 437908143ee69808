"""An agency's refused events: listed, read one by one, and made ready to be sent again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from agencies.event_lines import arriving
from agencies.single_partition import reader, records_until
from events.identifiers import Agency
from schemas.cloudevents import check_arrival, decode, headers
from schemas.refusal import Reason
from schemas.rejected_records import RejectedRecord, decode_rejected
from schemas.topics import rejected_topic
from schemas.unreadable_records import UnreadableRecord


class NoSuchRecord(Exception):  # noqa: N818 - it says what is the case
    """The rejected topic holds no record at that offset."""


@dataclass(frozen=True, slots=True)
class Again:
    """A record in the form in which it is sent again."""

    value: bytes | None = field(repr=False)
    key: bytes | None = field(repr=False)
    headers: list[tuple[str, bytes]] = field(repr=False)


@dataclass(frozen=True)
class _TopicRecords:
    """The records of a rejected topic now: offsets from `first` up to, not including, `end`."""

    consumer: Any
    place: TopicPartition
    agency: Agency
    first: int
    end: int

    def records(self, first: int, end: int) -> Iterator[RejectedRecord]:
        self.consumer.seek(self.place, first)
        for record in records_until(self.consumer, self.place, end):
            with suppress(UnreadableRecord):  # the sink notes it
                yield decode_rejected(
                    record.value, record.headers, record.offset, self.agency, record.key
                )


class RejectedTopics:
    """Reads the rejected topics from Kafka itself. KafkaError if it does not answer."""

    def __init__(self, bootstrap: str, consumer: Callable[..., Any] = KafkaConsumer) -> None:
        self._consumer = consumer
        self._bootstrap = bootstrap

    def latest(self, agency: Agency, most: int) -> Iterator[RejectedRecord]:
        """The last refused records of an agency, at most so many, oldest first."""
        with self._opened(agency) as topic:
            yield from topic.records(max(topic.first, topic.end - most), topic.end)

    def refused_for(self, agency: Agency, reason: Reason) -> Iterator[RejectedRecord]:
        """Every record of an agency that was refused for a reason until now, oldest first."""
        with self._opened(agency) as topic:
            yield from (
                each for each in topic.records(topic.first, topic.end) if each.reason is reason
            )

    def one(self, agency: Agency, offset: int) -> RejectedRecord:
        """The refused record at this offset. Raises NoSuchRecord."""
        with self._opened(agency) as topic:
            if topic.first <= offset < topic.end:
                for record in topic.records(offset, offset + 1):
                    return record
            raise NoSuchRecord(f"{topic.place.topic} holds nothing at offset {offset}")

    @contextmanager
    def _opened(self, agency: Agency) -> Iterator[_TopicRecords]:
        place = TopicPartition(rejected_topic(agency), 0)
        consumer = reader(self._bootstrap, self._consumer)
        try:
            consumer.assign([place])
            (first,) = consumer.beginning_offsets([place]).values()
            (end,) = consumer.end_offsets([place]).values()
            yield _TopicRecords(consumer, place, agency, first, end)
        finally:
            consumer.close()


def again(record: RejectedRecord, mended: bytes | None, received: datetime) -> Again:
    """What to send for a refused record: the mended bytes under their case, or the record itself.

    Raises Refused if that would be refused again at `received`.
    """
    if mended is not None:
        event = arriving(mended, record.agency, received)
        return Again(mended, event.case.encode(), headers())
    event = decode(record.value, record.headers)
    check_arrival(event, record.agency, record.key, received)
    return Again(record.value, record.key, list(record.headers))
