"""A message is delivered without tasks."""

from collections.abc import Awaitable, Coroutine, Generator
from functools import partial
from typing import Any

from faust.transport.drivers.aiokafka import Consumer


class DirectDelivery(Consumer):  # type: ignore[misc]
    """Deliver a message without making tasks, as long as the delivery need not wait.

    Where it must wait, for a full buffer or a suspended flow, it goes on as in Faust: in a task
    that a rebalance interrupts.

    Upstream: faust/transport/consumer.py, Consumer._drain_messages makes four tasks for each
        message, through mode/services.py, Service.wait_first.
    Issue: https://github.com/robinhood/faust/issues/563
    Prevents: Each message costs some 40 µs for tasks that have nothing to wait for; without them
        1 µs.
    Test: tests/unit/test_consumer_patches.py::test_a_delivery_that_need_not_wait_makes_no_task
    """

    async def wait_first(self, *waiting: Any, timeout: Any = None) -> Any:
        """Run the delivery; race it with what suspends the flow only if it has to wait."""
        if len(waiting) != 2:  # not a delivery: something waits for the flow to resume
            return await super().wait_first(*waiting, timeout=timeout)
        delivery, suspended = waiting
        try:
            started = StartedCoroutine(delivery, delivery.send(None))
        except StopIteration:
            suspended.close()
            return None
        return await super().wait_first(started, suspended, timeout=timeout)


class StartedCoroutine(Awaitable[Any]):
    """A coroutine that has begun and now waits for a future: awaiting this runs the rest of it."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], future: Any) -> None:
        self._coroutine, self._future = coroutine, future

    def __await__(self) -> Generator[Any, Any, Any]:
        future = self._future
        while True:
            try:
                result = yield future
            except BaseException as error:  # noqa: BLE001 - a cancellation, too, goes to the coroutine
                step = partial(self._coroutine.throw, error)
            else:
                step = partial(self._coroutine.send, result)
            try:
                future = step()
            except StopIteration as done:
                return done.value
