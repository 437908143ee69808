"""What is left of partitions: records that can be read, or only what transactions leave there.

A transaction ends with a control record, which has an offset and is never given to a reader; nor
are the records of an aborted one.
"""

import time
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from kafka import KafkaConsumer, TopicPartition

_SECONDS = 5.0
_POLL_MS = 200
_LARGEST_FETCH = 64 * 1024
"""Bytes of a partition: the first record is enough, and Kafka gives one that is larger, too."""


def committed_reader(bootstrap: str, **options: Any) -> KafkaConsumer:
    """A consumer in no group that reads what was committed."""
    return KafkaConsumer(
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        isolation_level="read_committed",
        **options,
    )


def first_offsets(
    bootstrap: str, ranges: Mapping[TopicPartition, tuple[int, int]]
) -> dict[TopicPartition, int]:
    """The offset of the first record in each range of offsets, or its end if it has none.

    A range goes up to, not including, its end. What cannot be read in 5 seconds is left out.
    """
    found: dict[TopicPartition, int] = {}
    ends = time.monotonic() + _SECONDS
    with closing(committed_reader(bootstrap, max_partition_fetch_bytes=_LARGEST_FETCH)) as consumer:
        consumer.assign(list(ranges))
        for place, (start, _) in ranges.items():
            consumer.seek(place, start)
        while (left := ranges.keys() - found.keys()) and time.monotonic() < ends:
            for place, records in consumer.poll(timeout_ms=_POLL_MS).items():
                found[place] = min(records[0].offset, ranges[place][1])
            for place in left - found.keys():
                if consumer.position(place) >= ranges[place][1]:
                    found[place] = ranges[place][1]
            consumer.pause(*left & found.keys())
    return found
