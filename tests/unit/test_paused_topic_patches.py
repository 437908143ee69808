"""The patches for paused topics and stalled workers: Faust's own code, and the patched.

Where a case of Faust's own fails with a new version of Faust, that patch may be needed no more.
"""

import asyncio
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.transport.drivers.aiokafka import Consumer
from faust.types.tuples import TP

from faust_fakes import ENDED, OTHER, PARTITION, either, make_consumer, nothing, record, run
from processors.faust.patches.patched_transport import PatchedConsumer
from processors.faust.stall_watchdog import PATIENCE, StallWatchdog


@either(kind=((Consumer, {PARTITION, OTHER}), (PatchedConsumer, {OTHER})))
def test_nothing_of_a_paused_topic_is_fetched(
    faust_app: faust.App, kind: type[Any], outcome: set[TP]
) -> None:
    """Given a paused topic, when a recovery resumes all, then it is neither fetched nor missed."""
    faust_app.transport.paused.topics.add(PARTITION.topic)

    async def fetch() -> Any:
        consumer = make_consumer(kind, faust_app, {PARTITION: 0, OTHER: 0}, nothing)
        consumer.pause_partitions({PARTITION})
        consumer.resume_partitions({PARTITION, OTHER})  # as a recovery does at its end
        await consumer._wait_next_records(timeout=0.1)
        for partition in (PARTITION, OTHER):
            consumer.verify_event_path(0.0, partition)
        return consumer._thread

    thread = run(faust_app, fetch())

    assert thread.fetched == [outcome]
    assert set(thread.complained_of) == outcome


@pytest.mark.parametrize(("paused", "outcome"), [(False, "waits"), (True, "ends")])
def test_a_worker_with_events_set_aside_can_end(
    faust_app: faust.App, paused: bool, outcome: str
) -> None:
    """Given an event begun and not acknowledged, when Faust ends, then it waits for no other."""
    if paused:
        faust_app.transport.paused.topics.add(PARTITION.topic)

    async def end() -> str:
        consumer = make_consumer(PatchedConsumer, faust_app, {PARTITION: 0}, nothing)
        event = begun_event(faust_app, consumer, 0)
        faust_app.transport.paused.set_aside(event)
        ending = asyncio.create_task(consumer.wait_empty())
        done, _ = await asyncio.wait([ending], timeout=1.0)
        consumer._stopped.set()  # a cancellation would not end it
        return "ends" if done else "waits"

    assert run(faust_app, end()) == outcome


def begun_event(faust_app: faust.App, consumer: Any, offset: int) -> Any:
    """An event as the stream gives it to the agent."""
    taken = consumer._to_message(PARTITION, record(PARTITION, offset))
    taken.tracked = True
    consumer.track_message(taken)
    return SimpleNamespace(app=faust_app, message=taken)


@pytest.mark.parametrize(("ours", "outcome"), [(False, None), (True, ENDED)])
def test_a_worker_that_stands_still_ends(
    faust_app: faust.App, ours: bool, outcome: int | None
) -> None:
    """Given records that wait, when none is finished for minutes, then Faust only logs it."""

    async def stand_still() -> None:
        consumer = make_consumer(PatchedConsumer, faust_app, {PARTITION: 5}, nothing)
        consumer._read_offset[PARTITION] = 5
        watchdog = StallWatchdog()
        for now in (0, PATIENCE + 1):
            if ours:
                watchdog.check(faust_app, now)
            else:
                await consumer.verify_all_partitions_active()
        assert consumer._thread.complained_of == ([] if ours else [PARTITION] * 2)

    status = None
    try:
        run(faust_app, stand_still())
    except SystemExit as ended:
        status = ended.code
    assert status == outcome
