"""The sink from a test's Kafka into a chDB of its own, and what ClickHouse then holds."""

import asyncio
import time
from collections.abc import Callable, Sequence
from uuid import UUID

from kafka import KafkaConsumer, TopicPartition

from projections.projection_rows import TABLES
from projections.sink import Sink, SinkCheckpoint
from projections.store import Store
from schemas.topics import JOURNEY, JOURNEY_CHANGES

TOPICS = (JOURNEY, JOURNEY_CHANGES)

States = dict[tuple[str, UUID], object]
"""How each row stands, by whose it is and by its id; None of a row that has no state."""


def states(rows: dict[tuple[str, UUID], dict[str, object]]) -> States:
    """How rows stand, as `workers.projected` gives them."""
    return {key: row.get("state") for key, row in rows.items()}


def in_clickhouse(store: Store, bootstrap: str) -> States:
    """How each row stands in ClickHouse, once a sink has read all that Kafka holds by now."""
    ends = sum(_ends(bootstrap).values())
    run_until(store, bootstrap, lambda: sum(SinkCheckpoint(store).load()[0].values()) >= ends)
    return {
        (line["victim"], UUID(str(line["id"]))): line.get("state")
        for table in TABLES.values()
        for line in store.query(f"SELECT * FROM {table} FINAL")
    }


def run_until(
    store: Store, bootstrap: str, true: Callable[[], bool], topics: Sequence[str] = TOPICS
) -> None:
    """Run a sink until something is true, then stop it as it should be stopped."""

    async def both() -> None:
        stopping = asyncio.Event()
        running = asyncio.create_task(Sink(store, bootstrap, topics).run(stopping))
        ends = time.monotonic() + 180
        while not (running.done() or true()):
            assert time.monotonic() < ends, "the sink did not get there in three minutes"
            await asyncio.sleep(0.1)
        stopping.set()
        await running

    asyncio.run(both())


def _ends(bootstrap: str) -> dict[TopicPartition, int]:
    with KafkaConsumer(bootstrap_servers=bootstrap) as consumer:
        places = [
            TopicPartition(topic, number)
            for topic in TOPICS
            for number in consumer.partitions_for_topic(topic) or ()
        ]
        return dict(consumer.end_offsets(places))
