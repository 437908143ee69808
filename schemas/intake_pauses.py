"""`intake-pauses`: the agencies whose intake is paused. The key is the agency.

That as many events were taken in a minute as are allowed has a key of its own, `AGENCY/rate`: it
must not replace a pause.
"""

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


@dataclass(frozen=True)
class RateLimited:
    """So many events of an agency, as many as are allowed, were taken in a minute by one worker.

    There the rest waits for so many `seconds` from the record's time, until the minute is over.
    Then it goes on by itself.
    """

    events: int
    seconds: float


PauseRecord = Paused | Resumed | RateLimited

_RATE = "/rate"


def rate_key(agency: Agency) -> bytes:
    """The key of a record that says RateLimited."""
    return f"{agency}{_RATE}".encode()


def encode_pause(pause: PauseRecord) -> bytes:
    """Write a record's value."""
    match pause:
        case Paused():
            content = {"state": "paused", "refused": pause.refused, "events": pause.events}
        case Resumed():
            uncounted = {str(partition): offset for partition, offset in pause.uncounted.items()}
            content = {"state": "resumed", "uncounted": uncounted}
        case RateLimited():
            content = {"state": "rate-limited", "events": pause.events, "seconds": pause.seconds}
        case _:
            assert_never(pause)
    return orjson.dumps(content)


@reads_records
def decode_pause_record(key: bytes | None, value: bytes) -> tuple[Agency, PauseRecord]:
    """Read a record: the agency of its key, and what its value says. Raises UnreadableRecord."""
    return Agency(key_text(key).removesuffix(_RATE)), decode_pause(value)


@reads_records
def decode_pause(value: bytes) -> PauseRecord:
    """Read a record's value. Raises UnreadableRecord."""
    content = orjson.loads(value)
    if content["state"] == "paused":
        return Paused(int(content["refused"]), int(content["events"]))
    if content["state"] == "rate-limited":
        return RateLimited(int(content["events"]), float(content["seconds"]))
    uncounted = content["uncounted"].items()
    return Resumed({int(partition): int(offset) for partition, offset in uncounted})
