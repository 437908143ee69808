"""A message whose delivery was interrupted does not count as delivered."""

from collections import defaultdict
from typing import Any

from faust.transport.drivers.aiokafka import Consumer
from faust.types.tuples import TP

from processors.faust.patches.first_gap import DeliveredOffset


class InterruptedDelivery(Consumer):  # type: ignore[misc]
    """Do not note the offset of a message whose delivery a rebalance interrupted.

    Upstream: faust/transport/consumer.py, Consumer._drain_messages notes the offset of each message
        after wait_first, also where the delivery lost the race against the suspended flow.
    Issue: https://github.com/faust-streaming/faust/issues/221 (its fix interrupts deliveries)
    Prevents: The offset of the interrupted message replaces the one that the rebalance went back
        to; Faust drops all before it as read, and commits nothing more in that partition.
    Test: tests/unit/test_consumer_patches.py::test_an_interrupted_message_does_not_count
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_offset = ReadOffsets()

    async def wait_first(self, *waiting: Any, timeout: Any = None) -> Any:
        """Wait as Faust does; of a delivery, remember whether it was interrupted."""
        result = await super().wait_first(*waiting, timeout=timeout)
        if len(waiting) == 2:  # a delivery, and the event that suspends the flow
            self._read_offset.interrupted = waiting[0] not in result.done
        return result


class ReadOffsets(defaultdict[TP, int | None]):
    """The offset last delivered of each partition: Faust delivers none before it again."""

    def __init__(self) -> None:
        super().__init__(lambda: None)
        self.interrupted = False

    def __setitem__(self, partition: TP, offset: int | None) -> None:
        """Note an offset as delivered, unless its delivery was interrupted just now."""
        if self.interrupted:
            self.interrupted = False
        else:
            super().__setitem__(partition, None if offset is None else DeliveredOffset(offset))
