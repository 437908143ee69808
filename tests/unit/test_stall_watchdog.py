"""When a worker counts as standing still."""

from faust.types.tuples import TP

from processors.faust.patches.partition_progress import PartitionProgress
from processors.faust.stall_watchdog import PATIENCE, StallWatchdog

PLACE, OTHER = TP("agency.met-police", 0), TP("agency.cps", 0)
LATER = PATIENCE + 1


def test_records_that_wait_too_long_are_seen() -> None:
    """Given two partitions with records waiting, when one moves on, then the other is seen."""
    watch = StallWatchdog()
    watch.stalled({PLACE: PartitionProgress(5, 9), OTHER: PartitionProgress(5, 9)}, 0)

    assert watch.stalled(
        {PLACE: PartitionProgress(5, 12), OTHER: PartitionProgress(6, 9)}, LATER
    ) == {PLACE}


def test_a_partition_with_nothing_to_do_may_rest() -> None:
    """Given all was finished, when a record comes after hours, then its wait begins then."""
    watch = StallWatchdog()
    watch.stalled({PLACE: PartitionProgress(9, 9)}, 0)

    assert not watch.stalled({PLACE: PartitionProgress(9, 10)}, 9_000)
    assert not watch.stalled({PLACE: PartitionProgress(9, 10)}, 9_000 + PATIENCE)
    assert watch.stalled({PLACE: PartitionProgress(9, 10)}, 9_000 + LATER) == {PLACE}


def test_a_recovery_begins_the_waiting_anew() -> None:
    watch = StallWatchdog()
    watch.stalled({PLACE: PartitionProgress(5, 9)}, 0)
    watch.stalled({}, 60)  # a rebalance or a recovery: nothing is looked at

    assert not watch.stalled({PLACE: PartitionProgress(5, 9)}, LATER)
