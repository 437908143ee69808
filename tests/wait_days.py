"""Waits by the days on which they were watched, one by one, and their counts by day."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies

from task_group.aalen_johansen import DayCounts, by_day

OPEN, MOVED_ON, ENDED_OTHERWISE = 0, 1, 2


class WatchedWait(NamedTuple):
    """Watched from one day of the wait to another, and what its last day ended in."""

    first: int
    last: int
    end: int


def counts_of(waits: Sequence[WatchedWait]) -> DayCounts:
    days = 1 + max(wait.last for wait in waits)
    lasts = [
        by_day(((wait.last, 1) for wait in waits if wait.end == end), days)
        for end in (OPEN, MOVED_ON, ENDED_OTHERWISE)
    ]
    return DayCounts(by_day(((wait.first, 1) for wait in waits), days), *lasts)


def _wait(first: int, longer: int, end: int) -> WatchedWait:
    return WatchedWait(first, first + longer, end)


ANY_WAITS = strategies.lists(
    strategies.builds(
        _wait,
        strategies.just(0) | strategies.integers(0, 12),
        strategies.integers(0, 25),
        strategies.sampled_from([OPEN, MOVED_ON, ENDED_OTHERWISE]),
    ),
    min_size=1,
    max_size=80,
)
