"""The buffer of outgoing messages: a commit waits until the broker has confirmed them all."""

import asyncio
from collections.abc import Sequence
from typing import Any

from faust.transport.producer import ProducerBuffer
from faust.types.tuples import FutureMessage
from mode import Service

from processors.faust.exit_now import exit_now
from processors.faust.patches.batched_sending import BatchedSender


class ConfirmedBuffer(ProducerBuffer):  # type: ignore[misc]
    """Send what tables and topics write, in order, and know what is not confirmed yet.

    Upstream: faust/transport/producer.py, ProducerBuffer.flush_atmost gives up after 0.1 s without
        progress, and the commit goes on; faust/topics.py, Topic._on_published logs a message that
        could not be sent, with its value, and the commit goes on.
    Issue: not reported upstream (https://github.com/faust-streaming/faust/pull/273 added the flush)
    Prevents: A record is acknowledged whose results are not in Kafka: they are lost.
    Test: tests/unit/test_producer_patches.py::test_a_flush_waits_for_the_brokers_confirmation
    Test: tests/unit/test_producer_patches.py::test_a_message_that_cannot_be_sent_ends_the_worker
    """

    max_messages = 5_000

    def __post_init__(self) -> None:
        super().__post_init__()
        self._unconfirmed: dict[int, FutureMessage] = {}
        self._sender = BatchedSender(self._confirmed)

    def put(self, fut: FutureMessage) -> None:
        """Take a message to be sent."""
        self._unconfirmed[id(fut)] = fut
        self.pending.put_nowait(fut)

    async def flush(self) -> None:
        """Wait until the broker has confirmed all that was put in before."""
        if waiting := list(self._unconfirmed.values()):
            await asyncio.wait(waiting)

    async def wait_until_ebb(self) -> None:
        """Hold up the stream while too much waits to be sent."""
        while self.size > self.max_messages:
            await asyncio.sleep(0.005)

    @Service.task  # type: ignore[untyped-decorator]
    async def _handle_pending(self) -> None:
        while not self.should_stop:
            messages = [await self.pending.get()]
            while not self.pending.empty():
                messages.append(self.pending.get_nowait())
            try:
                await self._sender.send(self.app.producer, messages)
            except Exception as error:  # noqa: BLE001 - whatever it is, nothing may be committed now
                exit_now("sending", error)

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
