"""Each patch of Faust: what Faust's own code does, and what the patched code does instead.

Where a case of Faust's own fails with a new version of Faust, that patch may be needed no more.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import faust
import pytest
from aiokafka.errors import MessageSizeTooLargeError
from faust.events import Event
from faust.streams import current_event
from faust.tables.recovery import Recovery
from faust.tables.recovery import ServiceStopped as RecoveryEnded
from faust.transport.drivers.aiokafka import Consumer, Producer
from faust.types.tuples import TP

from faust_fakes import FakeBroker, make_consumer, make_producer, message, record
from processors.faust.faust_app import WorkerPlace, make_app
from processors.faust.patches import batching
from processors.faust.patches.batching import event_batches
from processors.faust.patches.patched_transport import PatchedConsumer, PatchedProducer
from processors.faust.patches.placed_table import PlacedTable
from processors.faust.stall_watchdog import PATIENCE, StallWatchdog

TOPIC = "agency.met-police"
PARTITION, OTHER = TP(TOPIC, 0), TP("agency.cps", 0)
ENDED = 70

Returned = TypeVar("Returned")


def either(**cases: tuple[Any, Any]) -> pytest.MarkDecorator:
    """One case with Faust's own class and one with ours, each with what comes of it."""
    (name, (own, ours)) = next(iter(cases.items()))
    return pytest.mark.parametrize((name, "outcome"), [own, ours], ids=["faust", "patched"])


@pytest.fixture
def app(tmp_path: Path) -> Iterator[faust.App]:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield make_app("test", WorkerPlace("nowhere:9092", tmp_path, partitions=4))
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)


def run(app: faust.App, coroutine: Coroutine[Any, Any, Returned]) -> Returned:
    result: Returned = app.loop.run_until_complete(coroutine)
    return result


@pytest.fixture(autouse=True)
def _exits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the end of the process an exception."""

    def end(status: int) -> None:
        raise SystemExit(status)

    monkeypatch.setattr(os, "_exit", end)


async def nothing(_: Any) -> None:
    """Deliver a message to an agent whose buffer has room."""


async def for_ever(_: Any) -> None:
    """Deliver a message to an agent whose buffer is full."""
    await asyncio.Event().wait()


@either(kind=((Consumer, 4), (PatchedConsumer, 0)))
def test_a_delivery_that_need_not_wait_makes_no_task(
    app: faust.App, kind: type[Any], outcome: int
) -> None:
    made: list[Any] = []

    def counted(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> Any:
        made.append(coroutine)
        return asyncio.Task(coroutine, loop=loop, **options)

    async def deliver() -> int:
        consumer = make_consumer(kind, app, {PARTITION: 0}, nothing)
        asyncio.get_running_loop().set_task_factory(counted)
        await consumer.wait_first(nothing(None), consumer.suspend_flow.wait())
        return len(made)

    assert run(app, deliver()) == outcome


@either(kind=((Consumer, 205), (PatchedConsumer, 131)))
def test_an_interrupted_message_does_not_count_as_delivered(
    app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given a message that waits, when a rebalance goes back, then its offset is not noted."""

    async def rebalance() -> int:
        consumer = make_consumer(kind, app, {PARTITION: 205}, for_ever)
        consumer._thread.records.append(record(PARTITION, 205))
        draining = asyncio.create_task(consumer._drain_messages(consumer))
        await asyncio.sleep(0.05)
        consumer.stop_flow()
        consumer._read_offset.update({PARTITION: 131})
        await asyncio.sleep(0.05)
        draining.cancel()
        offset: int = consumer._read_offset[PARTITION]
        return offset

    assert run(app, rebalance()) == outcome


@either(kind=((Consumer, [7]), (PatchedConsumer, [])))
def test_nothing_is_delivered_during_a_seek(
    app: faust.App, kind: type[Any], outcome: list[int]
) -> None:
    """Given a slow coordinator, when the consumer seeks, then what was fetched is not delivered."""
    delivered: list[int] = []

    async def deliver(each: Any) -> None:
        delivered.append(each.offset)

    async def seek() -> None:
        consumer = make_consumer(kind, app, {PARTITION: 7}, deliver)
        draining = asyncio.create_task(consumer._drain_messages(consumer))
        seeking = asyncio.create_task(consumer.perform_seek())
        await asyncio.sleep(0.02)
        consumer._thread.records.append(record(PARTITION, 7))
        await asyncio.sleep(0.05)
        for task in (draining, seeking):
            task.cancel()
        await asyncio.gather(draining, seeking, return_exceptions=True)

    run(app, seek())

    assert delivered == outcome


@either(kind=((Consumer, RecoveryEnded), (PatchedConsumer, SystemExit)))
def test_a_seek_without_an_end_ends_the_worker(
    app: faust.App, kind: type[Any], outcome: type[BaseException]
) -> None:
    """Given a coordinator that never answers, when Faust seeks, then the recovery just ends."""
    app.conf.broker_request_timeout = 0.2

    async def recover() -> None:
        consumer = make_consumer(kind, app, {PARTITION: 7}, nothing)
        recovery = Recovery(app, app.tables)
        timeout = app.conf.broker_request_timeout
        await recovery._wait(consumer.perform_seek(), timeout=timeout)

    with pytest.raises(outcome):
        run(app, recover())


@either(kind=((Consumer, 100), (PatchedConsumer, 0)))
def test_a_seek_with_nothing_committed_goes_to_the_beginning(
    app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given records read and dropped, when the consumer seeks, then it reads them again."""

    async def seek() -> dict[TP, int]:
        consumer = make_consumer(kind, app, {PARTITION: 100, OTHER: 100}, nothing)
        consumer._thread.committed_offsets = {OTHER: 60}
        consumer._thread.coordinator_answers.set()
        await consumer.perform_seek()
        positions: dict[TP, int] = consumer._thread.positions
        return positions

    assert run(app, seek()) == {PARTITION: outcome, OTHER: 60}


@either(kind=((Consumer, {PARTITION, OTHER}), (PatchedConsumer, {OTHER})))
def test_nothing_of_a_paused_topic_is_fetched(
    app: faust.App, kind: type[Any], outcome: set[TP]
) -> None:
    """Given a paused topic, when a recovery resumes all, then it is neither fetched nor missed."""
    app.transport.paused.topics.add(TOPIC)

    async def fetch() -> Any:
        consumer = make_consumer(kind, app, {PARTITION: 0, OTHER: 0}, nothing)
        consumer.pause_partitions({PARTITION})
        consumer.resume_partitions({PARTITION, OTHER})  # as a recovery does at its end
        await consumer._wait_next_records(timeout=0.1)
        for partition in (PARTITION, OTHER):
            consumer.verify_event_path(0.0, partition)
        return consumer._thread

    thread = run(app, fetch())

    assert thread.fetched == [outcome]
    assert set(thread.complained_of) == outcome


@pytest.mark.parametrize(("paused", "outcome"), [(False, "waits"), (True, "ends")])
def test_a_worker_with_events_set_aside_can_end(app: faust.App, paused: bool, outcome: str) -> None:
    """Given an event begun and not acknowledged, when Faust ends, then it waits for no other."""
    if paused:
        app.transport.paused.topics.add(TOPIC)

    async def end() -> str:
        consumer = make_consumer(PatchedConsumer, app, {PARTITION: 0}, nothing)
        event = begun_event(app, consumer, 0)
        app.transport.paused.set_aside(event)
        ending = asyncio.create_task(consumer.wait_empty())
        done, _ = await asyncio.wait([ending], timeout=0.3)
        consumer._stopped.set()  # a cancellation would not end it
        return "ends" if done else "waits"

    assert run(app, end()) == outcome


def begun_event(app: faust.App, consumer: Any, offset: int) -> Any:
    """An event as the stream gives it to the agent."""
    taken = consumer._to_message(PARTITION, record(PARTITION, offset))
    taken.tracked = True
    consumer.track_message(taken)
    return SimpleNamespace(app=app, message=taken)


@either(kind=((Producer, 0), (PatchedProducer, 3)))
def test_a_flush_waits_for_the_brokers_confirmation(
    app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given a broker that is slow to take messages, when a commit flushes, then it waits for it."""

    async def flush() -> int:
        broker = FakeBroker(delay=0.3)
        producer = make_producer(kind, app, broker)
        async with running(producer.buffer):
            for _ in range(3):
                producer.buffer.put(message(app, PARTITION))
            await producer.flush()
            return sum(broker.sent)

    assert run(app, flush()) == outcome


@either(kind=((Producer, None), (PatchedProducer, ENDED)))
def test_a_message_that_cannot_be_sent_ends_the_worker(
    app: faust.App, kind: type[Any], outcome: int | None
) -> None:
    """Given a broker that refuses a message, when a commit flushes, then it does not go on."""

    async def flush() -> None:
        producer = make_producer(kind, app, FakeBroker(error=MessageSizeTooLargeError()))
        async with running(producer.buffer):
            sent = message(app, PARTITION)
            producer.buffer.put(sent)
            await asyncio.sleep(0)
            await producer.flush()
            await asyncio.sleep(0.05)
            assert sent.exception()

    status = None
    try:
        run(app, flush())
    except SystemExit as ended:
        status = ended.code
    assert status == outcome


@either(kind=((Producer, [1, 1, 1, 1, 1]), (PatchedProducer, [3, 2])))
def test_messages_of_one_partition_go_in_one_batch(
    app: faust.App, kind: type[Any], outcome: list[int]
) -> None:
    async def send() -> list[int]:
        broker = FakeBroker()
        producer = make_producer(kind, app, broker)
        async with running(producer.buffer):
            for partition in (PARTITION, OTHER, PARTITION, OTHER, PARTITION):
                producer.buffer.put(message(app, partition))
            await asyncio.sleep(0.05)
            return broker.sent

    assert run(app, send()) == outcome


class running:  # noqa: N801 - reads as what it does
    """Start a service of Faust; stop it without its own wait."""

    def __init__(self, service: Any) -> None:
        self.service = service

    async def __aenter__(self) -> None:
        self.task = asyncio.create_task(self.service._handle_pending.fun(self.service))
        self.service._started.set()

    async def __aexit__(self, *_: Any) -> None:
        self.task.cancel()


@either(kind=((faust.Table, TypeError), (PlacedTable, None)))
def test_a_table_is_written_outside_of_an_event(
    app: faust.App, kind: type[Any], outcome: type[Exception] | None
) -> None:
    app.conf.Table = kind
    table = app.Table("held", partitions=4)
    table.partition_of_key = lambda key: int(key) % 4
    assert current_event() is None

    if outcome:
        with pytest.raises(outcome):
            table.partition_for_key("6")
    else:
        assert table.partition_for_key("6") == 2


@pytest.mark.parametrize(("ours", "outcome"), [(False, None), (True, ENDED)])
def test_a_worker_that_stands_still_ends(app: faust.App, ours: bool, outcome: int | None) -> None:
    """Given records that wait, when none is finished for minutes, then Faust only logs it."""

    async def stand_still() -> None:
        consumer = make_consumer(PatchedConsumer, app, {PARTITION: 5}, nothing)
        consumer._read_offset[PARTITION] = 5
        watchdog = StallWatchdog()
        for now in (0, PATIENCE + 1):
            if ours:
                watchdog.check(app, now)
            else:
                await consumer.verify_all_partitions_active()
        assert consumer._thread.complained_of == ([] if ours else [PARTITION] * 2)

    status = None
    try:
        run(app, stand_still())
    except SystemExit as ended:
        status = ended.code
    assert status == outcome


def noack_take(stream: Any) -> Any:
    return stream.noack_take(1_000, within=30)


@pytest.mark.parametrize(
    ("take", "outcome"),
    [(noack_take, None), (event_batches, [0, 1, 2, 3, 4])],
    ids=["faust", "patched"],
)
def test_the_events_that_wait_are_given_at_once(
    app: faust.App, take: Callable[[Any], Any], outcome: list[int] | None
) -> None:
    """Given a few events, when an agent asks for many, then it gets these without a wait."""

    async def first_batch() -> list[int] | None:
        stream = await stream_of(app, 5)
        batches = aiter(take(stream))
        first = asyncio.create_task(anext(batches))
        done, _ = await asyncio.wait([first], timeout=0.5)
        return [event.message.offset for event in first.result()] if done else None

    assert run(app, first_batch()) == outcome


@pytest.mark.parametrize(
    ("begin", "outcome"), [(False, {0}), (True, {0, 1, 2})], ids=["faust", "patched"]
)
def test_a_rebalance_waits_for_a_whole_batch(
    app: faust.App, begin: bool, outcome: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a batch in hand, when a rebalance begins, then all of it is begun and none is done."""
    if not begin:
        monkeypatch.setattr(batching, "_tracked", lambda event: event)

    async def begun() -> tuple[set[int], set[int]]:
        stream = await stream_of(app, 3)
        batches = aiter(event_batches(stream))
        await anext(batches)
        in_hand = {each.offset for each in app.consumer.unacked}
        asking = asyncio.ensure_future(anext(batches))
        await asyncio.sleep(0.05)
        asking.cancel()
        return in_hand, {each.offset for each in app.consumer.unacked}

    assert run(app, begun()) == (outcome, set())


async def stream_of(app: faust.App, count: int) -> Any:
    """An agent's stream in which some events wait."""
    consumer = make_consumer(PatchedConsumer, app, {PARTITION: 0}, nothing)
    app.flow_control.resume()
    stream = app.topic(TOPIC, value_serializer="raw").stream()
    for offset in range(count):
        taken = consumer._to_message(PARTITION, record(PARTITION, offset))
        await stream.channel.queue.put(Event(app, b"k", b"v", {}, taken))
    return stream
