"""How far a worker is in each of its partitions."""

from asyncio import Queue
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import faust
from faust.transport.drivers.aiokafka import Consumer
from faust.types import Message
from faust.types.tuples import TP


@dataclass(frozen=True)
class PartitionProgress:
    """The next offset of a partition to be finished, and whether records of it wait.

    `handed_on`: the agent was given some that it has not finished; `unread`: some are in Kafka that
    the consumer has not read yet. Kafka's control records are neither.
    """

    committed: int
    handed_on: bool
    unread: bool


@dataclass(frozen=True)
class WorkerProgress:
    """The progress in each partition, how many events were finished in all, how many are begun.

    `buffered` counts the events that wait before the agent, and those that it has begun.
    """

    partitions: Mapping[TP, PartitionProgress]
    finished: int
    buffered: int


class CountedDelivery(Consumer):  # type: ignore[misc]
    """Note the offset last handed on of each partition, and count what was finished.

    Upstream: faust/transport/consumer.py, Consumer._read_offset is the offset last delivered, but
        after a seek the one to be delivered next.
    Issue: not reported upstream
    Prevents: A worker ends itself where only a transaction's control record is left, which Kafka
        counts and never gives.
    Test: tests/unit/test_transaction_patches.py::test_a_control_record_does_not_wait
    """

    def __init__(self, transport: Any, callback: Any, *args: Any, **kwargs: Any) -> None:
        self.handed_on: dict[TP, int] = {}
        self.finished = 0

        async def deliver(message: Message) -> None:
            await callback(message)
            self.handed_on[message.tp] = message.offset

        super().__init__(transport, deliver, *args, **kwargs)

    def ack(self, message: Message) -> bool:
        """Finish a message, and count it."""
        self.finished += 1
        return bool(super().ack(message))


def worker_progress(app: faust.App) -> WorkerProgress:
    """The progress in each partition that something was delivered of since the last seek.

    Paused topics and the tables' changelogs are left out.

    Upstream: faust/transport/drivers/aiokafka.py, AIOKafkaConsumerThread.verify_event_path only
        logs that a partition stands still; no public attribute says how far a consumer is.
    Issue: https://github.com/faust-streaming/faust/issues/175
    Prevents: A worker stands still for ever while records wait.
    Test: tests/unit/test_paused_topic_patches.py::test_a_worker_that_stands_still_ends
    """
    consumer = app.consumer
    queued = sum(each.qsize() for each in app.flow_control._queues if isinstance(each, Queue))
    partitions = {
        partition: _partition_progress(consumer, partition)
        for partition in app.transport.paused.without_paused(consumer.assignment())
        if consumer._read_offset.get(partition) is not None
        and not consumer._is_changelog_tp(partition)
    }
    return WorkerProgress(partitions, consumer.finished, queued + len(consumer.unacked))


def _partition_progress(consumer: Any, partition: TP) -> PartitionProgress:
    committed = consumer._committed_offset.get(partition) or 0
    handed_on = consumer.handed_on.get(partition, -1) >= committed
    return PartitionProgress(committed, handed_on, consumer._thread.unread(partition))
