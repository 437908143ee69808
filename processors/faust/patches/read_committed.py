"""Records of aborted transactions are passed over, and an open transaction is waited for."""

from typing import Any

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.types.tuples import TP


class ReadCommitted(AIOKafkaConsumerThread):  # type: ignore[misc]
    """Read only what was committed, and know where that ends.

    Upstream: faust/transport/drivers/aiokafka.py, AIOKafkaConsumerThread._create_worker_consumer
        reads uncommitted records, but for `exactly_once`, where it writes in transactions, too.
    Issue: not reported upstream
    Prevents: An event counts whose transaction the agency aborted.
    Test: tests/unit/test_transaction_patches.py::test_aborted_records_are_passed_over
    """

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        return consumer

    def highwater(self, tp: TP) -> int:
        """The offset after the last record that can be read now: no transaction is open before."""
        end: int = self._ensure_consumer().last_stable_offset(tp)
        return end

    def unread(self, partition: TP) -> bool:
        """Whether the consumer has not yet read up to that offset.

        It has read the control records, too, which it never gives.
        """
        assignment = self._ensure_consumer()._subscription.subscription.assignment
        state = assignment.state_value(partition)
        return bool(state.has_valid_position and state.position < (state.lso or 0))
