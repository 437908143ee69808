"""Offsets that are never delivered, right after the first record of a partition."""


class DeliveredOffset(int):
    """The offset of a delivered record: true, also where it is 0.

    Upstream: faust/transport/consumer.py, Consumer._drain_messages notes a gap in the offsets only
        where the offset delivered before is true.
    Issue: not reported upstream
    Prevents: Where an aborted transaction follows the first record of a partition, Faust never
        commits anything in that partition again.
    Test: tests/unit/test_transaction_patches.py::test_a_gap_after_the_first_record_is_noted
    """

    def __bool__(self) -> bool:
        return True
