"""The patches for producers that write in transactions: Faust's own code, and the patched."""

import asyncio
from contextlib import nullcontext
from types import MethodType, SimpleNamespace
from typing import Any

import faust
import pytest
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from faust.transport.drivers.aiokafka import Consumer
from faust.types.tuples import TP

from faust_fakes import OTHER, PARTITION, either, make_consumer, nothing, record, run
from processors.faust.patches.fair_fetch import ROUND
from processors.faust.patches.partition_progress import worker_progress
from processors.faust.patches.patched_transport import PatchedConsumer


@either(kind=((Consumer, "read_uncommitted"), (PatchedConsumer, "read_committed")))
def test_aborted_records_are_passed_over(
    faust_app: faust.App, kind: type[Any], outcome: str
) -> None:
    async def create() -> Any:
        consumer = kind(faust_app.transport, nothing, nothing, nothing)
        consumer._thread.thread_loop.close()
        created = consumer._thread._create_worker_consumer(faust_app.transport)
        created._closed = True  # it was not started
        return created._isolation_level

    assert run(faust_app, create()) == outcome


@either(kind=((Consumer, None), (PatchedConsumer, 6)))
def test_a_gap_after_the_first_record_is_noted(
    faust_app: faust.App, kind: type[Any], outcome: int | None
) -> None:
    """Given offset 0 finished, and 1 to 4 never given, when 5 is finished, then 6 is committed."""

    async def finish() -> Any:
        consumer = make_consumer(kind, faust_app, {PARTITION: 0}, nothing)
        draining = asyncio.create_task(consumer._drain_messages(consumer))
        offsets = []
        for offset in (0, 5):
            consumer._thread.records.append(record(PARTITION, offset))
            await asyncio.sleep(0.05)
            consumer.ack(consumer._to_message(PARTITION, record(PARTITION, offset)))
            offsets.append(consumer._new_offset(PARTITION))
            consumer._committed_offset[PARTITION] = offsets[-1]
        draining.cancel()
        assert offsets[0] == 1
        return offsets[-1]

    assert run(faust_app, finish()) == outcome


@either(kind=((Consumer, 4), (PatchedConsumer, 11)))
def test_one_commit_gets_past_many_transactions(
    faust_app: faust.App, kind: type[Any], outcome: int
) -> None:
    """Given records between control records, when the first four are finished, one commit has all.

    The fifth was delivered and is not finished: it is not committed.
    """

    async def finish() -> Any:
        consumer = make_consumer(kind, faust_app, {PARTITION: 0}, nothing)
        draining = asyncio.create_task(consumer._drain_messages(consumer))
        for offset in (1, 3, 5, 10, 12):
            consumer._thread.records.append(record(PARTITION, offset))
            await asyncio.sleep(0.05)
        for offset in (1, 3, 5, 10):
            consumer.ack(consumer._to_message(PARTITION, record(PARTITION, offset)))
        draining.cancel()
        return consumer._new_offset(PARTITION)

    assert run(faust_app, finish()) == outcome


@pytest.mark.parametrize(
    ("committed", "position", "given", "waits"),
    [
        pytest.param(7, 1_000, [], (False, False), id="a control record, passed over"),
        pytest.param(7, 7, [], (False, True), id="a record that is not read"),
        pytest.param(7, 1_000, [7, 9], (True, False), id="a record that is not finished"),
        pytest.param(10, 1_000, [7, 9], (False, False), id="finished"),
    ],
)
def test_a_control_record_does_not_wait(
    faust_app: faust.App,
    committed: int,
    position: int,
    given: list[int],
    waits: tuple[bool, bool],
) -> None:
    """Given a partition that ends at 1,000, then it waits only if a record was not finished."""

    async def look() -> Any:
        consumer = make_consumer(PatchedConsumer, faust_app, {PARTITION: position}, nothing)
        consumer._read_offset[PARTITION] = consumer._committed_offset[PARTITION] = committed
        for offset in given:
            await consumer.callback(consumer._to_message(PARTITION, record(PARTITION, offset)))
        return worker_progress(faust_app)

    at = run(faust_app, look()).partitions[PARTITION]

    assert (at.handed_on, at.unread) == waits


BACKLOG = 2 * ROUND


@either(
    kind=(
        (Consumer, {PARTITION: BACKLOG, OTHER: 2}),
        (PatchedConsumer, {PARTITION: ROUND // 2, OTHER: 2}),
    )
)
def test_each_partition_gets_its_share(
    faust_app: faust.App, kind: type[Any], outcome: dict[TP, int]
) -> None:
    """Given a backlog in one partition, when records are taken, then no more than its share."""

    async def fetch() -> list[dict[TP, list[int]]]:
        thread = kind(faust_app.transport, nothing, nothing, nothing)._thread
        thread.thread_loop.close()
        kafka = fetched({PARTITION: BACKLOG, OTHER: 2})
        taken = []
        while kafka._fetcher._records:
            given = await thread._fetch_records(kafka, {PARTITION, OTHER}, timeout=1.0)
            taken.append({tp: [each.offset for each in some] for tp, some in given.items()})
        return taken

    taken = run(faust_app, fetch())

    assert {partition: len(offsets) for partition, offsets in taken[0].items()} == outcome
    offsets = [offset for each in taken for offset in each.get(PARTITION, [])]
    assert offsets == list(range(BACKLOG))


def fetched(counts: dict[TP, int]) -> Any:
    """An aiokafka consumer that has fetched so many records of each partition."""
    states = {partition: SimpleNamespace(paused=False, position=0) for partition in counts}
    for state in states.values():
        state.consumed_to = lambda offset, state=state: setattr(state, "position", offset)
    assignment = SimpleNamespace(active=True, state_value=states.__getitem__)
    subscriptions = SimpleNamespace(
        reassignment_in_progress=False, is_assigned=counts.__contains__, fetch_context=nullcontext
    )
    part = SimpleNamespace(
        _records={
            partition: fetcher.FetchResult(
                partition,
                assignment=assignment,
                partition_records=_batch(partition, count),
                backoff=0,
            )
            for partition, count in counts.items()
        },
        _subscriptions=subscriptions,
        _closed=False,
        _notify=lambda _: None,
        _wait_consume_future=None,
    )
    part.fetched_records = MethodType(fetcher.Fetcher.fetched_records, part)
    return SimpleNamespace(_fetcher=part, _closed=False)


def _batch(partition: TP, count: int) -> Any:
    """The records of a fetch."""
    builder = _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, -1, 10 * 1024 * 1024)
    for offset in range(count):
        builder.append(offset, 1, b"k", b"v", [])
    records = fetcher.MemoryRecords(bytes(builder.build()))
    return fetcher.PartitionRecords(partition, records, [], 0, None, None, True, 1)
