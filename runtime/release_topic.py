"""The topic `releases` in Kafka: a release is one transaction, all of it or nothing.

The transactions have one name, so Kafka lets only the newest writer commit: who was taken for dead
and comes back cannot publish any more. What was not committed is never read, and so its number is
free for the next release.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as NoAnswerError
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from kafka import KafkaProducer, TopicPartition
from kafka.errors import KafkaError, KafkaTimeoutError

from agencies.delivery_attempt import closing_producer
from agencies.single_partition import reader, records_until
from runtime.background_question import ask_in_background
from schemas.release_records import (
    HeaderRecord,
    PublishedFigure,
    ReleaseRecord,
    batches,
    decode_release,
    encode_release,
)
from schemas.topics import RELEASES
from schemas.unreadable_records import UnreadableRecord
from task_group.release_figures import Figure

if TYPE_CHECKING:
    from task_group.release_maker import MadeRelease  # it imports numpy, which starts slowly

PLACE = TopicPartition(RELEASES, 0)

WRITER = "victim-journey-releases"
"""The name of the transactions."""

_PATIENCE = 30.0
"""Seconds that Kafka may take for each answer, and for the end of a transaction."""

REACHED_WITHIN = 10.0
"""Seconds that Kafka may take to answer at all."""

_BACK = 64
"""How many offsets before the end are read first to find the newest header."""


@contextmanager
def only_writer(bootstrap: str) -> Iterator[Any]:
    """A producer of releases; whoever wrote before can no longer. KafkaError if Kafka is away."""
    milliseconds = int(_PATIENCE * 1000)
    producer = KafkaProducer(
        bootstrap_servers=bootstrap,
        client_id="releases",
        transactional_id=WRITER,
        acks="all",
        compression_type="gzip",  # aiokafka, which reads it, has no other codec by itself
        bootstrap_timeout_ms=int(REACHED_WITHIN * 1000),
        max_block_ms=milliseconds,
        request_timeout_ms=milliseconds,
        delivery_timeout_ms=milliseconds,
        allow_auto_create_topics=False,
    )
    with closing_producer(producer) as out:
        out.init_transactions()
        yield out


def publish_release(producer: Any, made: "MadeRelease") -> None:
    """Publish a release: figures first, header last. KafkaError where it is not published.

    KafkaTimeoutError where nobody knows whether it is.
    """
    producer.begin_transaction()
    try:
        sent = [
            producer.send(RELEASES, value, key, partition=0)
            for key, value in map(encode_release, release_in_records(made))
        ]
        for each in sent:
            each.get(timeout=_PATIENCE)
    except BaseException:
        _ended(producer.abort_transaction)
        raise
    _ended(producer.commit_transaction)


def newest_published(bootstrap: str) -> int:
    """The number of the newest release in the topic; 0 for none. KafkaError if Kafka is away."""
    with closing(reader(bootstrap)) as consumer:
        consumer.assign([PLACE])
        first = consumer.beginning_offsets([PLACE])[PLACE]
        end = consumer.end_offsets([PLACE])[PLACE]
        back = _BACK
        while (start := max(first, end - back)) < end:
            consumer.seek(PLACE, start)
            numbers = [_number_of(each) for each in records_until(consumer, PLACE, end)]
            if newest := max(numbers, default=0):
                return newest
            if start == first:
                break
            back *= 8
    return 0


def release_in_records(made: "MadeRelease") -> Iterator[ReleaseRecord]:
    """The records of a release: its figures, sheet by sheet, and its header."""
    number = made.header.number
    for sheet, figures in made.sheets.items():
        yield from batches(number, sheet, map(published, figures))
    yield HeaderRecord(number, made.header.model_dump_json())


def published(figure: Figure) -> PublishedFigure:
    """A figure as it is published."""
    return PublishedFigure(
        figure.dimension,
        figure.place,
        figure.stage,
        figure.period,
        str(getattr(figure, "id", "")),
        figure.model_dump_json(),
    )


def _number_of(record: Any) -> int:
    """The number of a header; 0 for figures, and for what the sink sets aside."""
    try:
        read = decode_release(record.key, record.value)
    except UnreadableRecord:
        return 0
    return read.number if isinstance(read, HeaderRecord) else 0


def _ended(end: Callable[[], None]) -> None:
    """End a transaction, and wait for no longer than Kafka may take."""
    try:
        problem = ask_in_background(end).result(timeout=_PATIENCE)
    except NoAnswerError:
        raise KafkaTimeoutError("the transaction has not ended") from None
    if problem is not None:
        raise KafkaError(problem)
