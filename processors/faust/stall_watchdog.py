"""A worker that stands still while records wait ends, and is started anew."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import faust
from faust.types.tuples import TP

from processors.faust.exit_now import exit_now

PATIENCE = 120.0
"""Seconds in which something that waits in a partition must be finished."""
LOOKS_EVERY = 10.0


@dataclass(frozen=True)
class PartitionProgress:
    """How far a partition is: the next offset to be finished, and the end of what waits."""

    committed: int
    end: int


class StalledError(Exception):
    """Records wait, and none was finished for too long."""


@dataclass
class StallWatchdog:
    """What was seen last of each partition, and since when it has not moved."""

    seen: dict[TP, tuple[int, float]] = field(default_factory=dict)

    def look(self, progress: Mapping[TP, PartitionProgress], now: float) -> set[TP]:
        """Which partitions have records waiting and did not move for PATIENCE seconds of `now`."""
        before, self.seen = self.seen, {}
        for place, at in progress.items():
            if at.committed < at.end:
                last, since = before.get(place, (at.committed, now))
                self.seen[place] = (at.committed, since if last == at.committed else now)
        return {place for place, (_, since) in self.seen.items() if now - since > PATIENCE}


def watch(app: faust.App) -> None:
    """Have an app look after itself. A rebalance or a recovery begins the waiting anew."""
    seen = StallWatchdog()

    @app.timer(interval=LOOKS_EVERY)  # type: ignore[untyped-decorator]
    async def look() -> None:
        busy = app.rebalancing or app.in_recovery
        if still := seen.look({} if busy else _progress(app), time.monotonic()):
            where = ", ".join(sorted(f"{place.topic}/{place.partition}" for place in still))
            exit_now(f"standing still at {where}", StalledError())


def _progress(app: faust.App) -> dict[TP, PartitionProgress]:
    """Of each partition of which anything was handed on since the last seek, and is not held."""
    consumer = app.consumer
    committed = consumer._committed_offset
    return {
        place: PartitionProgress(committed.get(place) or 0, consumer.highwater(place) or 0)
        for place in app.transport.holding.leave_out(consumer.assignment())
        if consumer._read_offset.get(place) is not None and not consumer._is_changelog_tp(place)
    }
