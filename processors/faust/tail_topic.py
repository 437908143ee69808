"""Reads a topic of one partition from its beginning and follows it, apart from Faust's consumer."""

import asyncio
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition


async def tail_topic(
    bootstrap: str,
    topic: str,
    on_record: Callable[[ConsumerRecord], None],
    caught_up: asyncio.Event,
) -> None:
    """Call `on_record` with each record, for ever; set `caught_up` at the present end."""
    partition = TopicPartition(topic, 0)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    await consumer.start()
    try:
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        while True:
            if await consumer.position(partition) >= end:
                caught_up.set()
            for record in (await consumer.getmany(partition, timeout_ms=500)).get(partition, ()):
                on_record(record)
    finally:
        await consumer.stop()
