"""A table without the keys of partitions that went to another worker."""

from typing import Any

from processors.faust.patches.placed_table import PlacedTable


class OwnedTable(PlacedTable):
    """A table that drops the keys of a partition that went to another worker, its own as well.

    Upstream: faust/stores/memory.py, Store.on_recovery_completed drops the keys of partitions that
        went to another worker as far as they were read from the changelog: those that the worker
        wrote itself stay.
    Issue: not reported upstream
    Prevents: A worker that had a partition for a while keeps what it wrote there without what it
        read: half of a journey, which it notes as one that cannot be read and that stands still.
    Test: tests/unit/test_batching_patches.py::test_what_a_worker_wrote_goes_with_its_partition
    """

    async def on_recovery_completed(self, active_tps: set[Any], standby_tps: set[Any]) -> None:
        """Drop the keys of others' partitions, and go on as Faust does."""
        kept = {tp.partition for tp in (*active_tps, *standby_tps)}
        if place := self.partition_of_key:
            written = self.data.data.keys() - self.data._key_partition.keys()
            for key in [key for key in written if place(key) not in kept]:
                del self.data.data[key]
        await super().on_recovery_completed(active_tps, standby_tps)
