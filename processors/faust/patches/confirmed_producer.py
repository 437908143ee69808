"""Faust's outgoing buffer, made strict: a commit waits until the broker has confirmed every record.

Faust's own gives up waiting after 0.1 s without progress and then commits, and it only logs a
record that could not be sent, with its value: both would lose what a journey said.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder
from faust.transport.drivers.aiokafka import Producer
from faust.transport.producer import ProducerBuffer
from faust.types.tuples import TP, FutureMessage, PendingMessage
from mode import Service

from processors.faust.exit_now import exit_now


class ConfirmedBuffer(ProducerBuffer):  # type: ignore[misc]
    """Sends what tables and topics write, in order, and knows what is not confirmed yet.

    All that waits goes in batches, one a partition: to send records one by one costs a worker a
    third of its time.
    """

    max_messages = 5_000

    def __post_init__(self) -> None:
        super().__post_init__()
        self._unconfirmed: dict[int, FutureMessage] = {}
        self._known: set[str] = set()

    def put(self, fut: FutureMessage) -> None:
        """Take a message to be sent."""
        self._unconfirmed[id(fut)] = fut
        self.pending.put_nowait(fut)

    async def flush(self) -> None:
        """Wait until the broker has confirmed all that was put in before."""
        if waiting := list(self._unconfirmed.values()):
            await asyncio.wait(waiting)

    async def wait_until_ebb(self) -> None:
        """Hold the stream while too much waits to be sent."""
        while self.size > self.max_messages:
            await asyncio.sleep(0.005)

    @Service.task  # type: ignore[untyped-decorator]
    async def _handle_pending(self) -> None:
        while not self.should_stop:
            waiting = [await self.pending.get()]
            while not self.pending.empty():
                waiting.append(self.pending.get_nowait())
            try:
                await self._send(waiting)
            except Exception as error:  # noqa: BLE001 - whatever it is, nothing may be committed now
                exit_now("sending", error)

    async def _send(self, waiting: Sequence[FutureMessage]) -> None:
        """Send messages, in order, those of one partition in as few batches as hold them."""
        by_place: dict[TP, list[FutureMessage]] = {}
        for fut in waiting:
            by_place.setdefault(await self._place(fut.message), []).append(fut)
        for place, messages in by_place.items():
            while messages:
                messages = await self._send_batch(place, messages)

    async def _place(self, message: PendingMessage) -> TP:
        topic = message.channel.get_topic_name()
        if message.partition is not None:
            return TP(topic, message.partition)
        if topic not in self._known:
            await self._kafka.partitions_for(topic)  # the partitioner must know how many there are
            self._known.add(topic)
        return self.app.producer.key_partition(topic, message.key)

    async def _send_batch(self, place: TP, messages: list[FutureMessage]) -> list[FutureMessage]:
        """Send as many as a batch holds, at least one; the rest is given back."""
        batch = self._kafka.create_batch()
        taken = sum(1 for _ in takewhile(partial(_fits, batch), messages))
        confirmed = await self._kafka.send_batch(batch, place.topic, partition=place.partition)
        confirmed.add_done_callback(partial(self._confirmed, messages[:taken]))
        return messages[taken:]

    @property
    def _kafka(self) -> AIOKafkaProducer:
        """Faust's producer sends single records only; the one beneath it sends batches."""
        return self.app.producer._ensure_producer()

    def _confirmed(
        self, messages: Sequence[FutureMessage], confirmed: "asyncio.Future[Any]"
    ) -> None:
        if error := confirmed.exception():
            exit_now("sending", error)
        first = confirmed.result()
        for number, fut in enumerate(messages):
            del self._unconfirmed[id(fut)]
            fut.set_result(first._replace(offset=first.offset + number))
            if fut.message.callback:
                fut.message.callback(fut)


def _fits(batch: BatchBuilder, fut: FutureMessage) -> bool:
    """Add a message to a batch, if there is room for it; there always is for the first."""
    message = fut.message
    headers = message.headers or []
    added = batch.append(
        timestamp=None,
        key=message.key,
        value=message.value,
        headers=list(headers.items() if isinstance(headers, dict) else headers),
    )
    return added is not None


class ConfirmedProducer(Producer):  # type: ignore[misc]
    """Kafka's producer behind the strict buffer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buffer = ConfirmedBuffer(loop=self.loop, beacon=self.beacon)
        self.buffer.app = self.app
