"""All the events that wait for an agent, at once: to take them one by one costs much."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from faust.types import EventT, StreamT

MOST = 2_000
"""Events handed on together: so many hold up the worker for less than a second."""

TURNS = 5
"""The consumer hands on 100 in one turn of the event loop; in so many it surely has one."""


async def waiting_events(stream: StreamT) -> AsyncIterator[list[EventT]]:
    """Hand on what waits in a stream, in order, and acknowledge it once it has been dealt with.

    Nothing is awaited while events are in hand that were not handed on: no rebalance comes between.
    """
    queue, stream.enable_acks = stream.channel.queue, False
    async for event in stream.events():
        events = [event]
        while len(events) < MOST and not queue.empty():
            events.append(_begun(queue.get_nowait()))
        yield events
        for each in events:
            await stream.ack(each)
        await _filled(queue)


async def _filled(queue: "asyncio.Queue[Any]") -> None:
    """Let the consumer hand on what it has fetched already."""
    size, turns_since = queue.qsize(), 0
    while size < MOST and turns_since < TURNS:
        await asyncio.sleep(0)
        turns_since = turns_since + 1 if queue.qsize() == size else 0
        size = queue.qsize()


def _begun(event: EventT) -> EventT:
    """Mark an event as begun, as the stream does with those that it hands on itself."""
    message = event.message
    if not message.tracked:
        message.tracked = True
        event.app.consumer.track_message(message)
    return event
