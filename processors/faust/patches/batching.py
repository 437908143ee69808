"""An agent takes all the events that wait for it in one step."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from faust.types import EventT, StreamT

MAX_EVENTS = 2_000
"""In one batch: so many hold up the worker for less than a second."""

IDLE_TURNS = 5
"""Of the event loop: in so many the consumer surely delivers, 100 messages at a time."""


async def event_batches(stream: StreamT) -> AsyncIterator[list[EventT]]:
    """Give the events that wait in a stream, in order; acknowledge them when the next are taken.

    Nothing is awaited between taking the events and giving them: no rebalance comes between.

    Upstream: faust/streams.py, Stream.noack_take waits until a batch is full, or its time is over,
        and takes event by event, with the cost of each; Stream.events gives single events.
    Issue: not reported upstream
    Prevents: A worker that has fallen behind computes the journey anew after each of its facts.
    Test: tests/unit/test_batching_patches.py::test_the_events_that_wait_are_given_at_once
    Test: tests/unit/test_batching_patches.py::test_a_rebalance_waits_for_a_whole_batch
    """
    queue, stream.enable_acks = stream.channel.queue, False
    async for event in stream.events():
        events = [event]
        while len(events) < MAX_EVENTS and not queue.empty():
            events.append(_tracked(queue.get_nowait()))
        yield events
        for each in events:
            await stream.ack(each)
        await _delivered(queue)


async def _delivered(queue: "asyncio.Queue[Any]") -> None:
    """Let the consumer deliver what it has fetched already."""
    size, idle_turns = queue.qsize(), 0
    while size < MAX_EVENTS and idle_turns < IDLE_TURNS:
        await asyncio.sleep(0)
        idle_turns = idle_turns + 1 if queue.qsize() == size else 0
        size = queue.qsize()


def _tracked(event: EventT) -> EventT:
    """Mark an event as begun, as the stream does with those that it gives itself."""
    message = event.message
    if not message.tracked:
        message.tracked = True
        event.app.consumer.track_message(message)
    return event
