"""`intake-pauses`: the agencies whose intake is paused. The key is the agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

import orjson


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


def decode_pause(value: bytes) -> Paused | Resumed:
    """Read a record's value. The platform wrote it, so what fails here is a bug."""
    content = orjson.loads(value)
    if content["state"] == "paused":
        return Paused(content["refused"], content["events"])
    return Resumed({int(partition): offset for partition, offset in content["uncounted"].items()})
