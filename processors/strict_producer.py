"""Faust's outgoing buffer, made strict: a commit waits until the broker has confirmed every record.

Faust's own gives up waiting after 0.1 s without progress and then commits, and it only logs a
record that could not be sent, with its value: both would lose what a journey said.
"""

import asyncio
import logging
import os
from functools import partial
from typing import Any

from faust.transport.drivers.aiokafka import Producer
from faust.transport.producer import ProducerBuffer
from faust.types.tuples import FutureMessage
from mode import Service

logger = logging.getLogger(__name__)

EX_IOERR = 74


class StrictBuffer(ProducerBuffer):  # type: ignore[misc]
    """Sends what tables and topics write, in order, and knows what is not confirmed yet."""

    max_messages = 5_000

    def __post_init__(self) -> None:
        super().__post_init__()
        self._unconfirmed: dict[int, FutureMessage] = {}

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
            await self._send(await self.pending.get())

    async def _send(self, fut: FutureMessage) -> None:
        message = fut.message
        try:
            confirmed = await self.app.producer.send(
                message.channel.get_topic_name(),
                message.key,
                message.value,
                partition=message.partition,
                timestamp=None,
                headers=message.headers,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing may be committed now
            _give_up(error)
        else:
            confirmed.add_done_callback(partial(self._confirmed, fut))

    def _confirmed(self, fut: FutureMessage, confirmed: "asyncio.Future[Any]") -> None:
        if error := confirmed.exception():
            _give_up(error)
        del self._unconfirmed[id(fut)]
        fut.set_result(confirmed.result())
        if fut.message.callback:
            fut.message.callback(fut)


def _give_up(error: BaseException) -> None:
    """End the process before anything is acknowledged; a new worker reads the records again."""
    logger.critical("stopping: a record could not be sent: %s", type(error).__name__)
    logging.shutdown()
    os._exit(EX_IOERR)


class StrictProducer(Producer):  # type: ignore[misc]
    """Kafka's producer behind the strict buffer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buffer = StrictBuffer(loop=self.loop, beacon=self.beacon)
        self.buffer.app = self.app
