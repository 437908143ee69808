"""The patches of Faust's producer: what its own does, and what the patched one does instead.

Where a case of Faust's own fails with a new version of Faust, that patch may be needed no more.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import faust
from aiokafka.errors import MessageSizeTooLargeError
from faust.transport.drivers.aiokafka import Producer

from faust_fakes import ENDED, OTHER, PARTITION, FakeBroker, either, make_producer, message, run
from processors.faust.patches.patched_transport import PatchedProducer


@either(kind=((Producer, 0), (PatchedProducer, 3)))
def test_a_flush_waits_for_the_brokers_confirmation(
    faust_app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given a broker that is slow to take messages, when a commit flushes, then it waits for it."""

    async def flush() -> int:
        broker = FakeBroker(delay=1.0)
        producer = make_producer(kind, faust_app, broker)
        async with running(producer.buffer):
            for _ in range(3):
                producer.buffer.put(message(faust_app, PARTITION))
            await producer.flush()
            return sum(broker.sent)

    assert run(faust_app, flush()) == outcome


@either(kind=((Producer, None), (PatchedProducer, ENDED)))
def test_a_message_that_cannot_be_sent_ends_the_worker(
    faust_app: faust.App, kind: type[Any], outcome: int | None
) -> None:
    """Given a broker that refuses a message, when a commit flushes, then it does not go on."""

    async def flush() -> None:
        producer = make_producer(kind, faust_app, FakeBroker(error=MessageSizeTooLargeError()))
        async with running(producer.buffer):
            sent = message(faust_app, PARTITION)
            producer.buffer.put(sent)
            await asyncio.sleep(0)
            await producer.flush()
            await asyncio.sleep(0.05)
            assert sent.exception()

    status = None
    try:
        run(faust_app, flush())
    except SystemExit as ended:
        status = ended.code
    assert status == outcome


@either(kind=((Producer, [1, 1, 1, 1, 1]), (PatchedProducer, [3, 2])))
def test_messages_of_one_partition_go_in_one_batch(
    faust_app: faust.App, kind: type[Any], outcome: list[int]
) -> None:
    async def send() -> list[int]:
        broker = FakeBroker()
        producer = make_producer(kind, faust_app, broker)
        async with running(producer.buffer):
            for partition in (PARTITION, OTHER, PARTITION, OTHER, PARTITION):
                producer.buffer.put(message(faust_app, partition))
            await asyncio.sleep(0.05)
            return broker.sent

    assert run(faust_app, send()) == outcome


@asynccontextmanager
async def running(buffer: Any) -> AsyncIterator[None]:
    """Run the task of a buffer that sends what was put in."""
    task = asyncio.create_task(buffer._handle_pending.fun(buffer))
    buffer._started.set()
    yield
    task.cancel()
