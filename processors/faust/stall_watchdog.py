"""A worker that stands still while records wait ends, and is started anew."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import faust
from faust.types.tuples import TP

from processors.faust.exit_now import exit_now
from processors.faust.patches.partition_progress import PartitionProgress, partition_progress

PATIENCE = 120.0
"""Seconds in which something that waits in a partition must be finished."""
CHECK_INTERVAL = 10.0


class StalledError(Exception):
    """Records wait, and none was finished for too long."""


@dataclass
class StallWatchdog:
    """The progress last seen in each partition, and since when it has not changed."""

    seen: dict[TP, tuple[int, float]] = field(default_factory=dict)

    def stalled(self, progress: Mapping[TP, PartitionProgress], now: float) -> set[TP]:
        """The partitions where records wait and none was finished for PATIENCE seconds of `now`."""
        before, self.seen = self.seen, {}
        for partition, at in progress.items():
            if at.committed < at.end:
                last, since = before.get(partition, (at.committed, now))
                self.seen[partition] = (at.committed, since if last == at.committed else now)
        return {partition for partition, (_, since) in self.seen.items() if now - since > PATIENCE}

    def check(self, app: faust.App, now: float) -> None:
        """End the process if it stands still. A rebalance or a recovery begins the waiting anew."""
        busy = app.rebalancing or app.in_recovery
        if stalled := self.stalled({} if busy else partition_progress(app), now):
            where = ", ".join(sorted(f"{each.topic}/{each.partition}" for each in stalled))
            exit_now(f"standing still at {where}", StalledError())


def watch(app: faust.App) -> None:
    """Have an app check itself while it runs."""
    watchdog = StallWatchdog()

    @app.timer(interval=CHECK_INTERVAL)  # type: ignore[untyped-decorator]
    async def check() -> None:
        watchdog.check(app, time.monotonic())
