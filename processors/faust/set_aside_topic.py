"""Notes in a topic of its own where a record is that a worker could not read."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import faust

from events.identifiers import Pseudonym
from schemas.records_set_aside import NO_OFFSET, RecordReader, RecordSetAside, encode_set_aside
from schemas.topics import SET_ASIDE

logger = logging.getLogger(__name__)


@dataclass
class SetAsideTopic:
    """The topic as one of the processors writes to it."""

    topic: Any
    reader: RecordReader

    @classmethod
    def of(cls, app: faust.App, reader: RecordReader) -> "SetAsideTopic":
        """The topic of an app."""
        topic = app.topic(SET_ASIDE, value_type=bytes, key_serializer="raw", value_serializer="raw")
        return cls(topic, reader)

    def note(self, message: Any, error: str, victim: Pseudonym | None = None) -> None:
        """Note a record of Kafka's, with the victim whose journey stands still because of it."""
        written = datetime.fromtimestamp(message.timestamp, UTC)
        place = (message.topic, message.partition, message.offset)
        self.send(RecordSetAside(self.reader, *place, error, written, victim))

    def note_restored(
        self, changelog: str, partition: int, error: str, victim: Pseudonym | None
    ) -> None:
        """Note what a restored table held."""
        place = (changelog, partition, NO_OFFSET)
        self.send(RecordSetAside(self.reader, *place, error, None, victim))

    def send(self, record: RecordSetAside) -> None:
        """Send the note, and log the place: never the content."""
        logger.error("%s cannot be read (%s): it is set aside", record.place, record.error)
        self.topic.send_soon(key=record.key, value=encode_set_aside(record))
