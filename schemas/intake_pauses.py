"""`intake-pauses`: of which agencies nothing is taken in for now. The key is the agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

import orjson


@dataclass(frozen=True)
class Paused:
    """Too many of an agency's events were refused: the rest waits. The record's time says when."""

    refused: int
    events: int
    """Of how many events in a row so many were refused."""


@dataclass(frozen=True)
class Resumed:
    """What waits is taken in again.

    By partition of the agency's topic, `uncounted` says before which offset a refusal does not
    count towards the next pause.
    """

    uncounted: Mapping[int, int] = field(default_factory=dict)


def encode_pause(said: Paused | Resumed) -> bytes:
    """Write a record's value."""
    match said:
        case Paused():
            told = {"state": "paused", "refused": said.refused, "events": said.events}
        case Resumed():
            uncounted = {str(partition): offset for partition, offset in said.uncounted.items()}
            told = {"state": "resumed", "uncounted": uncounted}
        case _:
            assert_never(said)
    return orjson.dumps(told)


def decode_pause(value: bytes) -> Paused | Resumed:
    """Read a record's value. The platform wrote it, so what fails here is a bug."""
    told = orjson.loads(value)
    if told["state"] == "paused":
        return Paused(told["refused"], told["events"])
    return Resumed({int(partition): offset for partition, offset in told["uncounted"].items()})
