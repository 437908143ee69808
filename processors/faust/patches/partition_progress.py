"""How far a worker is in each of its partitions."""

from dataclasses import dataclass

import faust
from faust.types.tuples import TP


@dataclass(frozen=True)
class PartitionProgress:
    """The next offset of a partition to be finished, and the offset after the last that waits."""

    committed: int
    end: int


def partition_progress(app: faust.App) -> dict[TP, PartitionProgress]:
    """The progress in each partition that something was delivered of since the last seek.

    Paused topics and the tables' changelogs are left out.

    Upstream: faust/transport/drivers/aiokafka.py, AIOKafkaConsumerThread.verify_event_path only
        logs that a partition stands still; no public attribute says how far a consumer is.
    Issue: https://github.com/faust-streaming/faust/issues/175
    Prevents: A worker stands still for ever while records wait.
    Test: tests/unit/test_paused_topic_patches.py::test_a_worker_that_stands_still_ends
    """
    consumer = app.consumer
    committed = consumer._committed_offset
    return {
        partition: PartitionProgress(
            committed.get(partition) or 0, consumer.highwater(partition) or 0
        )
        for partition in app.transport.paused.without_paused(consumer.assignment())
        if consumer._read_offset.get(partition) is not None
        and not consumer._is_changelog_tp(partition)
    }
