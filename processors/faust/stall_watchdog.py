"""A worker that stands still while records wait ends, and is started anew.

A worker that is busy does not: its records wait one behind the other in one buffer. A partition is
judged only from the moment on in which the agent must have come to its records.
"""

import time
from dataclasses import dataclass, field, replace

import faust
from faust.types.tuples import TP

from processors.faust.exit_now import exit_now
from processors.faust.patches.fair_fetch import ROUND
from processors.faust.patches.partition_progress import (
    PartitionProgress,
    WorkerProgress,
    worker_progress,
)

PATIENCE = 120.0
"""Seconds in which something that waits in a partition must be finished, once its turn has come."""
CHECK_INTERVAL = 10.0


class StalledError(Exception):
    """Records wait, and none was finished for too long."""


@dataclass(frozen=True)
class PartitionWait:
    """Records of a partition that wait: since when, and how far the partition and the agent were.

    Their turn has come when the agent has finished `turn` events in all; `came` is when that was.
    """

    at: PartitionProgress
    since: float
    turn: int
    came: float | None = None

    def still(self, at: PartitionProgress) -> bool:
        """Whether the same records wait, and in the same place."""
        return at.committed == self.at.committed and at.handed_on == self.at.handed_on

    def seen_by(self, finished: int, now: float) -> "PartitionWait":
        """The wait, with the moment noted if the turn of its records has come."""
        come = self.came is None and finished >= self.turn
        return replace(self, came=now) if come else self


@dataclass
class StallWatchdog:
    """What waits in each partition, and when the agent last finished something."""

    waits: dict[TP, PartitionWait] = field(default_factory=dict)
    finished: int = -1
    finished_at: float = 0.0

    def stalled(self, progress: WorkerProgress, now: float) -> set[TP]:
        """The partitions that stand still: for more than PATIENCE seconds of `now`, records of
        it wait, none was finished, and the agent finished nothing at all or had come to them.
        """
        if progress.finished != self.finished:
            self.finished, self.finished_at = progress.finished, now
        self.waits = {
            partition: self._wait(partition, at, progress, now).seen_by(progress.finished, now)
            for partition, at in progress.partitions.items()
            if at.handed_on or at.unread
        }
        idle = now - self.finished_at > PATIENCE
        counted = {each: w.since if idle else w.came for each, w in self.waits.items()}
        return {each for each, at in counted.items() if at is not None and now - at > PATIENCE}

    def _wait(
        self, partition: TP, at: PartitionProgress, progress: WorkerProgress, now: float
    ) -> PartitionWait:
        before = self.waits.get(partition)
        if before and before.still(at):
            return before
        ahead = progress.buffered + (0 if at.handed_on else ROUND)
        return PartitionWait(at, now, progress.finished + ahead)

    def check(self, app: faust.App, now: float) -> None:
        """End the process if it stands still. A rebalance or a recovery begins the waiting anew."""
        if app.rebalancing or app.in_recovery:
            self.waits = {}
        elif stalled := self.stalled(worker_progress(app), now):
            where = ", ".join(sorted(f"{each.topic}/{each.partition}" for each in stalled))
            exit_now(f"standing still at {where}", StalledError())


def watch(app: faust.App) -> None:
    """Have an app check itself while it runs."""
    watchdog = StallWatchdog()

    @app.timer(interval=CHECK_INTERVAL)  # type: ignore[untyped-decorator]
    async def check() -> None:
        watchdog.check(app, time.monotonic())
