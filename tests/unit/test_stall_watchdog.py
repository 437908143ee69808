"""When a worker counts as standing still, and when as busy."""

from collections.abc import Mapping

from faust.types.tuples import TP

from processors.faust.patches.fair_fetch import ROUND
from processors.faust.patches.partition_progress import PartitionProgress, WorkerProgress
from processors.faust.stall_watchdog import PATIENCE, StallWatchdog

PLACE, OTHER = TP("agency.met-police", 0), TP("agency.cps", 0)
LATER = PATIENCE + 1
NOTHING: Mapping[TP, PartitionProgress] = {}


def handed_on(committed: int) -> PartitionProgress:
    return PartitionProgress(committed, handed_on=True, unread=False)


def unread(committed: int) -> PartitionProgress:
    return PartitionProgress(committed, handed_on=False, unread=True)


def all_done(committed: int) -> PartitionProgress:
    return PartitionProgress(committed, handed_on=False, unread=False)


def worker(
    partitions: Mapping[TP, PartitionProgress], finished: int = 0, buffered: int = 0
) -> WorkerProgress:
    return WorkerProgress(partitions, finished, buffered)


def test_records_that_wait_too_long_are_seen() -> None:
    """Given two partitions with records waiting, when one moves on, then the other is seen."""
    watch = StallWatchdog()
    watch.stalled(worker({PLACE: handed_on(5), OTHER: handed_on(5)}), 0)

    assert watch.stalled(worker({PLACE: handed_on(5), OTHER: handed_on(6)}, 1), LATER) == {PLACE}


def test_an_agent_that_finishes_nothing_is_seen_whatever_waits_before() -> None:
    """Given a full buffer, when nothing at all is finished, then each partition stands still."""
    watch = StallWatchdog()
    for now in (0, PATIENCE / 2, LATER):
        stalled = watch.stalled(worker({PLACE: handed_on(5), OTHER: unread(5)}, 7, 4096), now)

    assert stalled == {PLACE, OTHER}


def test_records_behind_others_in_the_buffer_only_wait_for_their_turn() -> None:
    """Given 4,096 events before a link, when they take ten minutes, then only after them it counts.

    Then the turn of the link has come: PATIENCE is counted from there.
    """
    watch = StallWatchdog()
    for step in range(9):
        busy = worker({PLACE: handed_on(500 * step), OTHER: handed_on(3)}, 500 * step, 4096)
        assert not watch.stalled(busy, 60 * step)
    come = worker({PLACE: handed_on(4_500), OTHER: handed_on(3)}, 4_500, 4096)
    assert not watch.stalled(come, 1_000)
    assert not watch.stalled(worker({OTHER: handed_on(3)}, 4_600, 0), 1_000 + PATIENCE)

    assert watch.stalled(worker({OTHER: handed_on(3)}, 4_700, 0), 1_000 + LATER) == {OTHER}


def test_records_that_are_not_read_wait_for_a_round_of_the_fetch_as_well() -> None:
    watch = StallWatchdog()
    watch.stalled(worker({OTHER: unread(3)}, 0, 10), 0)

    assert not watch.stalled(worker({OTHER: unread(3)}, ROUND, 10), 500)
    assert not watch.stalled(worker({OTHER: unread(3)}, ROUND + 10, 10), 1_000)
    assert watch.stalled(worker({OTHER: unread(3)}, ROUND + 11, 10), 1_000 + LATER) == {OTHER}


def test_a_little_traffic_hides_no_standstill() -> None:
    """Given one partition stuck, when others get an event a minute, then it is seen."""
    watch = StallWatchdog()
    seen = [
        watch.stalled(worker({PLACE: handed_on(5)}, minute, buffered=1), 60 * minute)
        for minute in range(6)
    ]

    assert seen[2] == set()
    assert seen[-1] == {PLACE}


def test_records_that_were_read_meanwhile_begin_to_wait_anew() -> None:
    watch = StallWatchdog()
    watch.stalled(worker({PLACE: unread(5)}, 1), 0)
    watch.stalled(worker({PLACE: handed_on(5)}, 2, 3), PATIENCE)

    assert not watch.stalled(worker({PLACE: handed_on(5)}, 3, 3), LATER)


def test_a_partition_with_nothing_to_do_may_rest() -> None:
    """Given all was finished, when a record comes after hours, then its wait begins then."""
    watch = StallWatchdog()
    watch.stalled(worker({PLACE: all_done(9)}), 0)

    assert not watch.stalled(worker({PLACE: handed_on(9)}), 9_000)
    assert not watch.stalled(worker({PLACE: handed_on(9)}), 9_000 + PATIENCE)
    assert watch.stalled(worker({PLACE: handed_on(9)}), 9_000 + LATER) == {PLACE}


def test_a_recovery_begins_the_waiting_anew() -> None:
    watch = StallWatchdog()
    watch.stalled(worker({PLACE: handed_on(5)}), 0)
    watch.stalled(worker(NOTHING), 60)  # a rebalance or a recovery: nothing is looked at

    assert not watch.stalled(worker({PLACE: handed_on(5)}), LATER)
