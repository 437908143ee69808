"""The topic `agency-lags` in Kafka: the sink's process writes it, the ticker reads it."""

import logging
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta

from kafka import KafkaProducer, TopicPartition

from agencies.delivery_attempt import closing_producer
from agencies.single_partition import reader, records_until
from events.identifiers import Agency
from schemas.lag_records import decode_lag, encode_lag
from schemas.topics import AGENCY_LAGS
from schemas.unreadable_records import UnreadableRecord

PLACE = TopicPartition(AGENCY_LAGS, 0)

_PATIENCE = 10.0
"""Seconds that Kafka has to confirm: whoever stops the process waits for that."""

_ANSWER_MS = 5_000
"""Where the topic is missing, a consumer asks for so long where it is."""

logger = logging.getLogger(__name__)


def read_lags(bootstrap: str) -> dict[Agency, timedelta]:
    """The newest lag of each agency. KafkaError where Kafka does not answer.

    A record that cannot be read is passed over, with a line in the log.
    """
    lags: dict[Agency, timedelta] = {}
    with closing(reader(bootstrap)) as consumer:
        consumer.assign([PLACE])
        end = consumer.end_offsets([PLACE], timeout_ms=_ANSWER_MS)[PLACE]
        consumer.seek_to_beginning(PLACE)
        for record in records_until(consumer, PLACE, end):
            try:
                agency, lag = decode_lag(record.key, record.value)
            except UnreadableRecord as unreadable:
                logger.warning(
                    "%s/0/%s cannot be read (%s)", AGENCY_LAGS, record.offset, unreadable
                )
            else:
                lags[agency] = lag
    return lags


def write_lags(bootstrap: str, lags: Mapping[Agency, timedelta]) -> None:
    """Write the lags of some agencies, and wait until the broker has them. KafkaError if not."""
    milliseconds = int(_PATIENCE * 1000)
    producer = KafkaProducer(
        bootstrap_servers=bootstrap,
        client_id="lags",
        acks="all",
        bootstrap_timeout_ms=milliseconds,
        request_timeout_ms=milliseconds,
        delivery_timeout_ms=milliseconds,
    )
    with closing_producer(producer) as out:
        sent = [
            out.send(AGENCY_LAGS, encode_lag(lag), agency.encode(), partition=0)
            for agency, lag in lags.items()
        ]
        for each in sent:
            each.get(timeout=_PATIENCE)
