"""Faust's consumer and producer with a broker in memory beneath them."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

import faust
import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata
from faust.types.tuples import TP, FutureMessage, PendingMessage

PARTITION, OTHER = TP("agency.met-police", 0), TP("agency.cps", 0)
ENDED = 70
"""The status of a worker that ended itself."""

Returned = TypeVar("Returned")


def either(**cases: tuple[Any, Any]) -> pytest.MarkDecorator:
    """One case with Faust's own class and one with ours, each with what comes of it."""
    (name, (own, ours)) = next(iter(cases.items()))
    return pytest.mark.parametrize((name, "outcome"), [own, ours], ids=["faust", "patched"])


def run(app: faust.App, coroutine: Coroutine[Any, Any, Returned]) -> Returned:
    result: Returned = app.loop.run_until_complete(coroutine)
    return result


async def nothing(_: Any) -> None:
    """Deliver a message to an agent whose buffer has room."""


class FakeConsumerThread:
    """The thread in which Faust runs aiokafka: what it was asked for, and what it answers."""

    def __init__(self, positions: Mapping[TP, int]) -> None:
        self.positions = dict(positions)
        self.committed_offsets: dict[TP, int] = {}
        self.coordinator_answers = asyncio.Event()
        self.records: list[ConsumerRecord] = []
        self.fetched: list[set[TP]] = []
        self.complained_of: list[TP] = []
        self._subscription = SimpleNamespace(assigned_partitions=self.assignment)
        self._fetcher = SimpleNamespace(seek_to=self.positions.__setitem__)

    def assignment(self) -> set[TP]:
        return set(self.positions)

    def highwater(self, partition: TP) -> int:
        return 1_000

    def unread(self, partition: TP) -> bool:
        return bool(self.positions[partition] < self.highwater(partition))

    async def getmany(self, active: set[TP], timeout: float) -> Any:
        self.fetched.append(set(active))
        await asyncio.sleep(0)
        records, self.records = self.records, []
        return {TP(each.topic, each.partition): [each] for each in records}

    async def committed(self, partition: TP) -> int | None:
        await self.coordinator_answers.wait()
        return self.committed_offsets.get(partition)

    async def seek_to_committed(self) -> Any:
        return await AIOKafkaConsumer.seek_to_committed(self)

    async def earliest_offsets(self, *partitions: TP) -> Mapping[TP, int]:
        return dict.fromkeys(partitions, 0)

    def seek(self, partition: TP, offset: int) -> None:
        self.positions[partition] = offset

    def verify_event_path(self, now: float, partition: TP) -> None:
        self.complained_of.append(partition)


def make_consumer(
    kind: type[Any], app: faust.App, positions: Mapping[TP, int], deliver: Callable[[Any], Any]
) -> Any:
    """A consumer of a class that delivers messages by a coroutine function."""

    async def ignore(*_: Any) -> None:
        pass

    consumer = kind(app.transport, deliver, ignore, ignore)
    consumer._thread.thread_loop.close()
    consumer._thread = FakeConsumerThread(positions)
    consumer._set_active_tps(set(positions))
    app.consumer = consumer
    for partition in positions:
        app.topics._acking_topics.add(partition.topic)
    return consumer


def record(partition: TP, offset: int) -> ConsumerRecord:
    return ConsumerRecord(
        partition.topic, partition.partition, offset, 0, 0, b"k", b"v", None, 1, 1, ()
    )


class FakeBroker:
    """What aiokafka's producer would send to; `delay` in seconds before it takes something."""

    def __init__(self, delay: float = 0, error: Exception | None = None) -> None:
        self.delay, self.error = delay, error
        self.sent: list[int] = []
        """How many records each request brought."""

    async def send(self, topic: str, value: Any, partition: int | None, **_: Any) -> Any:
        return await self._take(topic, partition or 0, 1)

    async def send_batch(self, batch: BatchBuilder, topic: str, partition: int) -> Any:
        return await self._take(topic, partition, batch.record_count())

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(65_536, 0)

    async def flush(self) -> None:
        pass

    async def _take(self, topic: str, partition: int, count: int) -> Any:
        await asyncio.sleep(self.delay)
        answer = asyncio.get_running_loop().create_future()
        if self.error:
            answer.set_exception(self.error)
        else:
            self.sent.append(count)
            answer.set_result(RecordMetadata(topic, partition, None, 0, None, None, None))
        return answer


def make_producer(kind: type[Any], app: faust.App, broker: FakeBroker) -> Any:
    producer = kind(app.transport)
    producer._producer = broker
    producer._started.set()
    app.producer = producer
    return producer


def message(app: faust.App, partition: TP) -> FutureMessage:
    """A message as Faust puts it into its buffer."""
    topic = app.topic(partition.topic)
    return FutureMessage(
        PendingMessage(topic, b"k", b"v", partition.partition, None, None, None, None, None)
    )
