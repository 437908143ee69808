"""Following a topic of one partition from its beginning, beside what Faust reads."""

import asyncio
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition


async def tail_topic(
    bootstrap: str, topic: str, hear: Callable[[ConsumerRecord], None], caught_up: asyncio.Event
) -> None:
    """Have `hear` called with each record, for ever; `caught_up` is set at the present end."""
    place = TopicPartition(topic, 0)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        consumer.assign([place])
        end = (await consumer.end_offsets([place]))[place]
        while True:
            if await consumer.position(place) >= end:
                caught_up.set()
            for record in (await consumer.getmany(place, timeout_ms=500)).get(place, ()):
                hear(record)
    finally:
        await consumer.stop()
