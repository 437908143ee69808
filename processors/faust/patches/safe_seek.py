"""A seek back to the committed offsets passes over no record.

Faust seeks after a rebalance and after a recovery; who asks for the seek resumes the flow after.
"""

import asyncio

from faust.transport.drivers.aiokafka import Consumer

from processors.faust.exit_now import exit_now


class StoppedSeek(Consumer):  # type: ignore[misc]
    """Deliver nothing while the consumer seeks, until the flow is resumed.

    Upstream: faust/tables/recovery.py, Recovery.on_recovery_completed seeks one partition after the
        other while records flow, and then empties the buffers as it resumes.
    Issue: https://github.com/faust-streaming/faust/issues/216 (fixed where there are no tables)
    Prevents: A record delivered between the seek of its partition and the resume is gone; Faust
        commits nothing more in that partition.
    Test: tests/unit/test_consumer_patches.py::test_nothing_is_delivered_during_a_seek
    """

    async def perform_seek(self) -> None:
        """Stop the flow, then seek."""
        self.stop_flow()
        await super().perform_seek()


class TimedSeek(Consumer):  # type: ignore[misc]
    """End the process where a seek takes too long.

    Upstream: faust/tables/recovery.py, Recovery._wait takes the timeout of a seek for the end of
        the service, and the task that recovers ends.
    Issue: not reported upstream
    Prevents: A worker that is in its group and never reads again.
    Test: tests/unit/test_consumer_patches.py::test_a_seek_without_an_end_ends_the_worker
    """

    async def perform_seek(self) -> None:
        """Seek, in less time than Faust waits for."""
        try:
            async with asyncio.timeout(0.9 * self.app.conf.broker_request_timeout):
                await super().perform_seek()
        except TimeoutError as error:
            exit_now("seeking", error)


class BeginningSeek(Consumer):  # type: ignore[misc]
    """Seek to the beginning of a partition of which nothing is committed.

    Upstream: aiokafka/consumer/consumer.py, AIOKafkaConsumer.seek_to_committed leaves the position
        where it is if no offset is committed, or 0.
    Issue: https://github.com/aio-libs/aiokafka/issues/1003
    Prevents: Records that were read while the flow was suspended are dropped, and never read again.
    Test: tests/unit/test_consumer_patches.py::test_a_seek_with_nothing_committed_begins_anew
    """

    async def perform_seek(self) -> None:
        """Seek to what is committed; then, where nothing is, to the beginning."""
        await super().perform_seek()
        new = [
            partition
            for partition in self.assignment()
            if self._committed_offset.get(partition) is None
            and not self._is_changelog_tp(partition)
        ]
        if new:
            for partition, offset in (await self.earliest_offsets(*new)).items():
                await self.seek(partition, offset)
