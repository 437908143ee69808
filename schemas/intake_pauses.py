"""`intake-pauses`: the agencies whose intake is paused. The key is the agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

import orjson

from events.identifiers import Agency
from schemas.unreadable_records import key_text, reads_records


@dataclass(frozen=True)
class Paused:
    """Too many of an agency's events were refused: the rest waits since the record's time."""

    refused: int
    events: int
    """So many events in a row were counted, and `refused` of them were refused."""


@dataclass(frozen=True)
class Resumed:
    """What waits is taken in again.

    `uncounted` has, by partition of the agency's topic, the offset before which a refusal does not
    count towards the next pause.
    """

    uncounted: Mapping[int, int] = field(default_factory=dict)


def encode_pause(pause: Paused | Resumed) -> bytes:
    """Write a record's value."""
    match pause:
        case Paused():
            content = {"state": "paused", "refused": pause.refused, "events": pause.events}
        case Resumed():
            uncounted = {str(partition): offset for partition, offset in pause.uncounted.items()}
            content = {"state": "resumed", "uncounted": uncounted}
        case _:
            assert_never(pause)
    return orjson.dumps(content)


@reads_records
def decode_pause_record(key: bytes | None, value: bytes) -> tuple[Agency, Paused | Resumed]:
    """Read a record: the agency of its key, and what its value says. Raises UnreadableRecord."""
    return Agency(key_text(key)), decode_pause(value)


@reads_records
def decode_pause(value: bytes) -> Paused | Resumed:
    """Read a record's value. Raises UnreadableRecord."""
    content = orjson.loads(value)
    if content["state"] == "paused":
        return Paused(int(content["refused"]), int(content["events"]))
    uncounted = content["uncounted"].items()
    return Resumed({int(partition): int(offset) for partition, offset in uncounted})
