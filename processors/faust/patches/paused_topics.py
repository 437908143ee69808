"""Topics of which a worker takes nothing for now, and the events that it was given of them."""

from typing import Any

from faust.transport.drivers.aiokafka import Consumer
from faust.types import EventT
from faust.types.tuples import TP


class PausedTopics:
    """Set paused topics' events aside, unacknowledged, until their topic is resumed.

    After a rebalance Faust empties its buffers and reads again what was not acknowledged: whoever
    empties the buffers must `clear` this too.

    Upstream: faust/transport/consumer.py, Consumer.wait_empty waits before a rebalance, and at the
        end of a worker, for each message that was begun and not acknowledged.
    Issue: https://github.com/robinhood/faust/issues/261
    Prevents: A worker with a paused topic never ends, and holds up each rebalance of its group.
    Test: tests/unit/test_paused_topic_patches.py::test_a_worker_with_events_set_aside_can_end
    """

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self._events: list[EventT] = []

    def set_aside(self, event: EventT) -> bool:
        """Set an event aside if its topic is paused; returns whether it is."""
        message = event.message
        if message.topic not in self.topics:
            return False
        event.app.consumer.unacked.discard(message)
        message.tracked = False
        self._events.append(event)
        return True

    def without_paused(self, partitions: set[TP]) -> set[TP]:
        """Those of some partitions whose topic is not paused."""
        if not self.topics:
            return partitions
        return {partition for partition in partitions if partition.topic not in self.topics}

    def resume(self, topic: str, queue: Any) -> None:
        """Resume a topic, and put its events back into the agent's queue, in order.

        They go in at once, whatever the queue's size, and before what is in it: later events of the
        topic may be there already, and one that is acknowledged first could hide these.
        """
        self.topics.discard(topic)
        events = [event for event in self._events if event.message.topic == topic]
        self._events = [event for event in self._events if event.message.topic != topic]
        for event in events:
            queue.force_put_nowait(event)
        if events:
            queue._queue.rotate(len(events))

    def clear(self) -> None:
        """Forget the events, for they are read again; Faust's flow control calls this."""
        self._events.clear()


class PausedFetch(Consumer):  # type: ignore[misc]
    """Fetch nothing of paused topics.

    Upstream: faust/tables/recovery.py, Recovery.on_recovery_completed resumes all partitions, those
        too that Consumer.pause_partitions paused.
    Issue: https://github.com/robinhood/faust/issues/261
    Prevents: The next rebalance ends every pause.
    Test: tests/unit/test_paused_topic_patches.py::test_nothing_of_a_paused_topic_is_fetched
    """

    async def _getmany(self, active_partitions: set[TP], timeout: float) -> Any:
        wanted = self.transport.paused.without_paused(active_partitions)
        if not wanted:
            await self.sleep(timeout)
            return {}
        return await super()._getmany(wanted, timeout)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Log a partition that stands still, unless its topic is paused."""
        if tp.topic not in self.transport.paused.topics:
            super().verify_event_path(now, tp)
