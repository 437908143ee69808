"""A table that can be written outside of an event."""

from collections.abc import Callable

import faust


class PlacedTable(faust.Table):  # type: ignore[misc]
    """A table that may be given a function for the partition of each key.

    Upstream: faust/tables/base.py, Collection.partition_for_key takes the partition of the current
        event, and raises TypeError where there is none.
    Issue: https://github.com/faust-streaming/faust/issues/497
    Prevents: Of events that are taken in together, only the last counts as the current one: the
        keys of the others would be written in its partition, and be missing after a recovery.
    Test: tests/unit/test_batching_patches.py::test_a_table_is_written_outside_of_an_event
    """

    partition_of_key: Callable[[str], int] | None = None

    def partition_for_key(self, key: str) -> int:
        """The partition of the changelog that a key is written in."""
        if self.partition_of_key is None:
            return int(super().partition_for_key(key))
        return self.partition_of_key(key)
