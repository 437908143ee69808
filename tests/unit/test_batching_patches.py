"""The patches for events taken in together: Faust's own code, and the patched.

Where a case of Faust's own fails with a new version of Faust, that patch may be needed no more.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import faust
import pytest
from faust.events import Event
from faust.streams import current_event
from faust.types import TP

from faust_fakes import PARTITION, either, make_consumer, nothing, record, run
from processors.faust.patches import batching
from processors.faust.patches.batching import event_batches
from processors.faust.patches.owned_table import OwnedTable
from processors.faust.patches.patched_transport import PatchedConsumer
from processors.faust.patches.placed_table import PlacedTable


@either(kind=((faust.Table, TypeError), (PlacedTable, None)))
def test_a_table_is_written_outside_of_an_event(
    faust_app: faust.App, kind: type[Any], outcome: type[Exception] | None
) -> None:
    faust_app.conf.Table = kind
    table = faust_app.Table("held", partitions=4)
    table.partition_of_key = lambda key: int(key) % 4
    assert current_event() is None

    if outcome:
        with pytest.raises(outcome):
            table.partition_for_key("6")
    else:
        assert table.partition_for_key("6") == 2


@either(kind=((PlacedTable, ["0", "4", "6"]), (OwnedTable, ["0", "4"])))
def test_what_a_worker_wrote_goes_with_its_partition(
    faust_app: faust.App, kind: type[Any], outcome: list[str]
) -> None:
    """Given keys of two partitions that a worker wrote, when it keeps one, the other is gone."""
    faust_app.conf.Table = kind
    table = faust_app.Table("held", partitions=4)
    table.partition_of_key = lambda key: int(key) % 4
    table.data.data.update(dict.fromkeys(["0", "4", "6"], b"own"))

    run(faust_app, table.on_recovery_completed({TP("changelog", 0)}, set()))

    assert sorted(table.data.data) == outcome


def noack_take(stream: Any) -> Any:
    return stream.noack_take(1_000, within=30)


@pytest.mark.parametrize(
    ("take", "outcome"),
    [(noack_take, None), (event_batches, [0, 1, 2, 3, 4])],
    ids=["faust", "patched"],
)
def test_the_events_that_wait_are_given_at_once(
    faust_app: faust.App, take: Callable[[Any], Any], outcome: list[int] | None
) -> None:
    """Given a few events, when an agent asks for many, then it gets these without a wait."""

    async def first_batch() -> list[int] | None:
        stream = await stream_of(faust_app, 5)
        batches = aiter(take(stream))
        first = asyncio.create_task(anext(batches))
        done, _ = await asyncio.wait([first], timeout=1.5)
        return [event.message.offset for event in first.result()] if done else None

    assert run(faust_app, first_batch()) == outcome


@pytest.mark.parametrize(
    ("begin", "outcome"), [(False, {0}), (True, {0, 1, 2})], ids=["faust", "patched"]
)
def test_a_rebalance_waits_for_a_whole_batch(
    faust_app: faust.App, begin: bool, outcome: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a batch in hand, when a rebalance begins, then all of it is begun and none is done."""
    if not begin:
        monkeypatch.setattr(batching, "_tracked", lambda event: event)

    async def begun() -> tuple[set[int], set[int]]:
        stream = await stream_of(faust_app, 3)
        batches = aiter(event_batches(stream))
        await anext(batches)
        in_hand = {each.offset for each in faust_app.consumer.unacked}
        asking = asyncio.ensure_future(anext(batches))
        await asyncio.sleep(0.05)
        asking.cancel()
        return in_hand, {each.offset for each in faust_app.consumer.unacked}

    assert run(faust_app, begun()) == (outcome, set())


async def stream_of(faust_app: faust.App, count: int) -> Any:
    """An agent's stream in which some events wait."""
    consumer = make_consumer(PatchedConsumer, faust_app, {PARTITION: 0}, nothing)
    faust_app.flow_control.resume()
    stream = faust_app.topic(PARTITION.topic, value_serializer="raw").stream()
    for offset in range(count):
        taken = consumer._to_message(PARTITION, record(PARTITION, offset))
        await stream.channel.queue.put(Event(faust_app, b"k", b"v", {}, taken))
    return stream
