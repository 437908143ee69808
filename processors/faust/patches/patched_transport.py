"""Faust's transport with all patches of its consumer and its producer."""

from typing import Any

from faust.transport.drivers.aiokafka import Producer, Transport

from processors.faust.patches.confirmed_producer import ConfirmedBuffer
from processors.faust.patches.direct_delivery import DirectDelivery
from processors.faust.patches.fair_fetch import FairFetch
from processors.faust.patches.interrupted_delivery import InterruptedDelivery
from processors.faust.patches.partition_progress import CountedDelivery
from processors.faust.patches.paused_topics import PausedFetch, PausedTopics
from processors.faust.patches.read_committed import ReadCommitted
from processors.faust.patches.safe_seek import BeginningSeek, StoppedSeek, TimedSeek
from processors.faust.patches.unread_gap import UnreadGap


class PatchedThread(ReadCommitted, FairFetch):
    """The thread of Faust's consumer with all patches."""


class PatchedConsumer(
    CountedDelivery,
    DirectDelivery,
    InterruptedDelivery,
    StoppedSeek,
    TimedSeek,
    BeginningSeek,
    PausedFetch,
    UnreadGap,
):
    """Faust's consumer with all patches."""

    def _new_consumer_thread(self) -> PatchedThread:
        return PatchedThread(self, loop=self.loop, beacon=self.beacon)


class PatchedProducer(Producer):  # type: ignore[misc]
    """Faust's producer with the patched buffer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buffer = ConfirmedBuffer(loop=self.loop, beacon=self.beacon)
        self.buffer.app = self.app


class PatchedTransport(Transport):  # type: ignore[misc]
    """Kafka through aiokafka; the consumer fetches nothing of the topics in `paused`."""

    Consumer = PatchedConsumer
    Producer = PatchedProducer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paused = PausedTopics()
