"""Faust's consumer, made straight: no needless tasks, and no record passed over."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Coroutine, Generator
from functools import partial
from typing import Any

from faust.transport.drivers.aiokafka import Consumer
from faust.types.tuples import TP

from processors.faust.exit_now import exit_now


class ReadOffsets(defaultdict[TP, int | None]):
    """The offset last handed on in each partition: what lies before it is not handed on again."""

    def __init__(self) -> None:
        super().__init__(lambda: None)
        self.interrupted = False

    def __setitem__(self, place: TP, offset: int | None) -> None:
        """Note an offset as handed on, unless handing on was interrupted just now."""
        if self.interrupted:
            self.interrupted = False
        else:
            super().__setitem__(place, offset)


class PatchedConsumer(Consumer):  # type: ignore[misc]
    """Faust's consumer, with five differences.

    A message is handed on without making tasks of it, as long as handing on need not wait; where
    it must, for a full buffer or a suspended flow, it goes on as Faust would, in a task that a
    rebalance interrupts. A message so interrupted does not count as handed on: Faust notes its
    offset over the one that the rebalance went back to, and then drops all before it as read.
    A seek goes to the beginning where nothing was committed yet: Faust leaves the position where
    it is, past records that it had read and dropped. And nothing is handed on while it seeks, until
    the flow is resumed, which empties the buffers: what was handed on between the two would be
    gone, and Faust commits nothing more in a partition with such a hole. And nothing
    is fetched of topics that are held: Faust's own pause would end with the next recovery.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_offset = ReadOffsets()

    async def perform_seek(self) -> None:
        """Go back to what is committed, or to the beginning; who asks resumes the flow after.

        A worker that cannot seek in time ends: Faust would go on from where it was.
        """
        self.stop_flow()
        try:
            async with asyncio.timeout(0.9 * self.app.conf.broker_request_timeout):
                await self._seek_all()
        except TimeoutError as error:
            exit_now("seeking", error)

    async def _seek_all(self) -> None:
        await super().perform_seek()
        new = [
            place
            for place in self.assignment()
            if self._committed_offset.get(place) is None and not self._is_changelog_tp(place)
        ]
        if new:
            for place, offset in (await self.earliest_offsets(*new)).items():
                await self.seek(place, offset)

    async def _getmany(self, active_partitions: set[TP], timeout: float) -> Any:
        wanted = self.transport.holding.leave_out(active_partitions)
        if not wanted:
            await self.sleep(timeout)
            return {}
        return await super()._getmany(wanted, timeout)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Complain of a partition that stands still, unless it is held."""
        if tp.topic not in self.transport.holding.topics:
            super().verify_event_path(now, tp)

    async def wait_first(self, *waiting: Any, timeout: Any = None) -> Any:
        """Run the callback; start a race with what suspends the flow only if it has to wait."""
        if len(waiting) != 2:  # it waits for a suspended flow to be resumed
            return await super().wait_first(*waiting, timeout=timeout)
        callback, suspended = waiting
        try:
            rest = _Rest(callback, callback.send(None))
        except StopIteration:
            suspended.close()
            return None
        result = await super().wait_first(rest, suspended, timeout=timeout)
        self._read_offset.interrupted = rest not in result.done
        return result


class _Rest(Awaitable[Any]):
    """The rest of a coroutine that has begun, and waits for something."""

    def __init__(self, begun: Coroutine[Any, Any, Any], waits_for: Any) -> None:
        self._begun, self._waits_for = begun, waits_for

    def __await__(self) -> Generator[Any, Any, Any]:
        waits_for = self._waits_for
        while True:
            try:
                came = yield waits_for
            except BaseException as error:  # noqa: BLE001 - cancelled: the coroutine must know
                step = partial(self._begun.throw, error)
            else:
                step = partial(self._begun.send, came)
            try:
                waits_for = step()
            except StopIteration as done:
                return done.value
