"""Silences: until when nobody is told anything, of one agency or of all, as `silences` has it."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from events.identifiers import Agency
from schemas.unreadable_records import key_text, reads_records

ALL = "all"
"""The key of a silence of all agencies."""


@dataclass(frozen=True, slots=True)
class Silence:
    """From `starts` until `ends`, aware instants, nothing is sent but what is urgent.

    What waits is sent at its end, to each person as one message. `agency` None is all of them.
    """

    agency: Agency | None
    starts: datetime
    ends: datetime


def encode_silence(silence: Silence) -> tuple[bytes, bytes]:
    """Key and value of the record. A record without a value ends the silence."""
    value = {"starts": silence.starts, "ends": silence.ends}
    return (silence.agency or ALL).encode(), orjson.dumps(value)


@reads_records
def decode_silence(key: bytes | None, value: bytes | None) -> tuple[str, Silence | None]:
    """The agency, or `all`, and its silence, None if it was ended. Raises UnreadableRecord."""
    name = key_text(key)
    agency = None if name == ALL else Agency(name)
    if value is None:
        return name, None
    told = orjson.loads(value)
    starts, ends = (datetime.fromisoformat(told[each]) for each in ("starts", "ends"))
    if starts.tzinfo is None or ends.tzinfo is None:
        raise ValueError
    return name, Silence(agency, starts, ends)
