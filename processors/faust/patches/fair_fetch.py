"""Each partition gets its share of what is taken at once."""

from collections.abc import Container
from typing import Any

from aiokafka.consumer.fetcher import Fetcher, FetchResult
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

ROUND = 4096
"""The most records that are taken from the fetched ones at once: as many as a stream's buffer."""


class FairFetch(AIOKafkaConsumerThread):  # type: ignore[misc]
    """Take no more than a round of the fetched records, of each partition its share.

    Upstream: faust/transport/drivers/aiokafka.py, AIOKafkaConsumerThread._fetch_records takes all
        that was fetched, a megabyte of each partition, and asks again when all is handed on.
    Issue: not reported upstream
    Prevents: A message between cases waits behind a hundred thousand events of an agency.
    Test: tests/unit/test_transaction_patches.py::test_each_partition_gets_its_share
    """

    async def _fetch_records(
        self,
        consumer: Any,
        active_partitions: Any,
        timeout: float | None = None,
        max_records: int | None = None,
    ) -> Any:
        fetched = consumer._fetcher._records
        share = max(1, ROUND // max(1, len(_ready(fetched, active_partitions))))
        records = await super()._fetch_records(consumer, active_partitions, timeout, share)
        if records:  # nothing may be awaited from here on: a rebalance must not come between
            _add_shares(records, consumer._fetcher, active_partitions, share)
        return records


def _ready(fetched: dict[Any, Any], active: Container[Any]) -> list[Any]:
    return [each for each in fetched if each in active and type(fetched[each]) is FetchResult]


def _add_shares(
    records: dict[Any, Any], fetcher: Fetcher, active: Container[Any], share: int
) -> None:
    """Add the shares of the other partitions, as Fetcher.fetched_records takes them."""
    fetched = fetcher._records
    for partition in _ready(fetched, active):
        if partition in records:
            continue
        more = fetched[partition].getall(share)
        if not fetched[partition].has_more():
            del fetched[partition]
            fetcher._notify(fetcher._wait_consume_future)
        if more:
            records[partition] = more
