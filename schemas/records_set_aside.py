"""`set-aside`: the places of records that could not be read. The key is the place.

Nothing of such a record's content is here: it may be anything.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson

from events.identifiers import Pseudonym, is_pseudonym
from schemas.unreadable_records import reads_records, text


class RecordReader(StrEnum):
    """Which part of the platform met a record."""

    INTAKE = "intake"
    JOURNEYS = "journeys"
    SINK = "sink"


NO_OFFSET = -1
"""The offset of what was read from a restored table: where it stood is not known any more."""

MERGED_GAP = "MergedGap"
"""The `error` where the record could be read, and says that the facts of a victim who was merged
into this one have a gap."""


FULL_CASE = "FullCase"
"""The `error` where the record could be read, and waits: its case has as many victims or links as
one can have."""

UNREADABLE_CASE = "UnreadableCase"
"""The `error` where the record could be read, and what is stored of its case could not."""


@dataclass(frozen=True, slots=True)
class RecordSetAside:
    """A record that `reader` could not read, and went past.

    `error` is the type of the error. `written` is Kafka's time of the record, in UTC; None where
    there is no offset. `victim` is whose journey stands still because of it; None for nobody's.
    """

    reader: RecordReader
    topic: str
    partition: int
    offset: int
    error: str
    written: datetime | None
    victim: Pseudonym | None = None

    @property
    def place(self) -> str:
        """Where it is, as people write it."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def key(self) -> bytes:
        """The key in the topic: met again, it is the same record."""
        return "/".join([self.reader, self.place, self.victim or ""]).encode()


def encode_set_aside(record: RecordSetAside) -> bytes:
    """Write a record's value."""
    return orjson.dumps(asdict(record))


@reads_records
def decode_set_aside(value: bytes) -> RecordSetAside:
    """Read a record's value. Raises UnreadableRecord."""
    raw: dict[str, Any] = orjson.loads(value)
    return RecordSetAside(
        reader=RecordReader(raw["reader"]),
        topic=text(raw["topic"]),
        partition=int(raw["partition"]),
        offset=int(raw["offset"]),
        error=text(raw["error"]),
        written=raw["written"] and datetime.fromisoformat(raw["written"]).astimezone(UTC),
        victim=raw["victim"] and Pseudonym(text(raw["victim"])),
    )


def victim_of_key(key: bytes | str | None) -> Pseudonym | None:
    """The victim whose pseudonym a record's key is; None where it is no pseudonym."""
    name = key.decode(errors="replace") if isinstance(key, bytes) else key
    return Pseudonym(name) if name and is_pseudonym(name) else None
