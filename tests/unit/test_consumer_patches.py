"""The patches of Faust's consumer: what its own does, and what the patched one does instead.

Where a case of Faust's own fails with a new version of Faust, that patch may be needed no more.
"""

import asyncio
from typing import Any

import faust
import pytest
from faust.tables.recovery import Recovery
from faust.tables.recovery import ServiceStopped as RecoveryEnded
from faust.transport.drivers.aiokafka import Consumer
from faust.types.tuples import TP

from faust_fakes import OTHER, PARTITION, either, make_consumer, nothing, record, run
from processors.faust.patches.patched_transport import PatchedConsumer


async def for_ever(_: Any) -> None:
    """Deliver a message to an agent whose buffer is full."""
    await asyncio.Event().wait()


@either(kind=((Consumer, 4), (PatchedConsumer, 0)))
def test_a_delivery_that_need_not_wait_makes_no_task(
    faust_app: faust.App, kind: type[Any], outcome: int
) -> None:
    made: list[Any] = []

    def counted(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> Any:
        made.append(coroutine)
        return asyncio.Task(coroutine, loop=loop, **options)

    async def deliver() -> int:
        consumer = make_consumer(kind, faust_app, {PARTITION: 0}, nothing)
        asyncio.get_running_loop().set_task_factory(counted)
        await consumer.wait_first(nothing(None), consumer.suspend_flow.wait())
        return len(made)

    assert run(faust_app, deliver()) == outcome


@either(kind=((Consumer, 205), (PatchedConsumer, 131)))
def test_an_interrupted_message_does_not_count(
    faust_app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given a message that waits, when a rebalance goes back, then its offset is not noted."""

    async def rebalance() -> int:
        consumer = make_consumer(kind, faust_app, {PARTITION: 205}, for_ever)
        consumer._thread.records.append(record(PARTITION, 205))
        draining = asyncio.create_task(consumer._drain_messages(consumer))
        await asyncio.sleep(0.05)
        consumer.stop_flow()
        consumer._read_offset.update({PARTITION: 131})
        await asyncio.sleep(0.05)
        draining.cancel()
        offset: int = consumer._read_offset[PARTITION]
        return offset

    assert run(faust_app, rebalance()) == outcome


@either(kind=((Consumer, [7]), (PatchedConsumer, [])))
def test_nothing_is_delivered_during_a_seek(
    faust_app: faust.App, kind: type[Any], outcome: list[int]
) -> None:
    """Given a slow coordinator, when the consumer seeks, then what was fetched is not delivered."""
    delivered: list[int] = []

    async def deliver(each: Any) -> None:
        delivered.append(each.offset)

    async def seek() -> None:
        consumer = make_consumer(kind, faust_app, {PARTITION: 7}, deliver)
        draining = asyncio.create_task(consumer._drain_messages(consumer))
        seeking = asyncio.create_task(consumer.perform_seek())
        await asyncio.sleep(0.02)
        consumer._thread.records.append(record(PARTITION, 7))
        await asyncio.sleep(0.05)
        for task in (draining, seeking):
            task.cancel()
        await asyncio.gather(draining, seeking, return_exceptions=True)

    run(faust_app, seek())

    assert delivered == outcome


@either(kind=((Consumer, RecoveryEnded), (PatchedConsumer, SystemExit)))
def test_a_seek_without_an_end_ends_the_worker(
    faust_app: faust.App, kind: type[Any], outcome: type[BaseException]
) -> None:
    """Given a coordinator that never answers, when Faust seeks, then the recovery just ends."""
    faust_app.conf.broker_request_timeout = 2.0

    async def recover() -> None:
        consumer = make_consumer(kind, faust_app, {PARTITION: 7}, nothing)
        recovery = Recovery(faust_app, faust_app.tables)
        timeout = faust_app.conf.broker_request_timeout
        await recovery._wait(consumer.perform_seek(), timeout=timeout)

    with pytest.raises(outcome):
        run(faust_app, recover())


@either(kind=((Consumer, 100), (PatchedConsumer, 0)))
def test_a_seek_with_nothing_committed_begins_anew(
    faust_app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given records read and dropped, when the consumer seeks, then it reads them again."""

    async def seek() -> dict[TP, int]:
        consumer = make_consumer(kind, faust_app, {PARTITION: 100, OTHER: 100}, nothing)
        consumer._thread.committed_offsets = {OTHER: 60}
        consumer._thread.coordinator_answers.set()
        await consumer.perform_seek()
        positions: dict[TP, int] = consumer._thread.positions
        return positions

    assert run(faust_app, seek()) == {PARTITION: outcome, OTHER: 60}
