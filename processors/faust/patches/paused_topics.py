"""What a worker takes nothing of for now: whole topics, and what it had been handed of them."""

from typing import Any

from faust.types import EventT
from faust.types.tuples import TP


class PausedTopics:
    """Topics held, and their events that had been handed on already.

    None of these is acknowledged, and Faust does not know that they were begun: before a rebalance
    and at its end it would wait for them. Who empties its buffers empties this, too: after a
    rebalance all that was not acknowledged is read again.
    """

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self._events: list[EventT] = []

    def keeps(self, event: EventT) -> bool:
        """Keep an event if its topic is held; says whether it is."""
        message = event.message
        if message.topic not in self.topics:
            return False
        event.app.consumer.unacked.discard(message)
        message.tracked = False
        self._events.append(event)
        return True

    def leave_out(self, places: set[TP]) -> set[TP]:
        """Those partitions of which something may be taken."""
        if not self.topics:
            return places
        return {place for place in places if place.topic not in self.topics}

    def let_go(self, topic: str, queue: Any) -> None:
        """Hold a topic no more, and put its events back into the agent's queue, in order.

        They go in at once, whatever the queue's size: nothing may come between.
        """
        self.topics.discard(topic)
        kept, self._events = self._events, []
        for event in kept:
            if event.message.topic == topic:
                queue.force_put_nowait(event)
            else:
                self._events.append(event)

    def clear(self) -> None:
        """Forget the events, for they are read again; Faust's flow control calls this."""
        self._events.clear()
