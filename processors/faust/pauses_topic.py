"""`intake-pauses` as the intake writes and follows it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import faust
from aiokafka import ConsumerRecord

from events.identifiers import Agency
from processors.faust.intake_pausing import IntakePausing
from processors.faust.set_aside_topic import SetAsideTopic
from processors.faust.tail_topic import tail_topic
from schemas.intake_pauses import (
    Paused,
    RateLimited,
    decode_pause_record,
    encode_pause,
    rate_key,
)
from schemas.records_set_aside import RecordSetAside
from schemas.topics import INTAKE_PAUSES
from schemas.unreadable_records import UnreadableRecord


@dataclass
class PausesTopic:
    """The topic as one of the intake's workers writes to it."""

    topic: Any

    @classmethod
    def of(cls, app: faust.App) -> "PausesTopic":
        """The topic of an app."""
        raw = {"key_serializer": "raw", "value_serializer": "raw"}
        return cls(app.topic(INTAKE_PAUSES, value_type=bytes, **raw))

    def publish(self, agency: Agency, pause: Paused) -> None:
        """Pause an agency's intake in all workers."""
        self.topic.send_soon(key=agency.encode(), value=encode_pause(pause))

    def publish_rate(self, agency: Agency, events: int, seconds: float) -> None:
        """Note that one worker took so many events of an agency, and waits for so many seconds."""
        limited = encode_pause(RateLimited(events, seconds))
        self.topic.send_soon(key=rate_key(agency), value=limited)


async def follow_pauses(
    bootstrap: str, pausing: IntakePausing, aside: SetAsideTopic, known: asyncio.Event
) -> None:
    """Pause and resume as the topic says, for ever; set `known` at its present end."""

    def on_record(record: ConsumerRecord) -> None:
        apply_pause(pausing, aside, record)

    await tail_topic(bootstrap, INTAKE_PAUSES, on_record, known)


def apply_pause(pausing: IntakePausing, aside: SetAsideTopic, record: ConsumerRecord) -> None:
    """Apply a record of `intake-pauses`. One that cannot be read changes nothing, and is noted.

    That another worker waits for the end of a minute is nothing to this one.
    """
    try:
        agency, change = decode_pause_record(record.key, record.value)
    except UnreadableRecord as unreadable:
        written = datetime.fromtimestamp(record.timestamp / 1000, UTC)
        place = (record.topic, record.partition, record.offset)
        aside.send(RecordSetAside(aside.reader, *place, str(unreadable), written))
        return
    if not isinstance(change, RateLimited):
        pausing.apply(agency, change)
