"""An agency's event as the broker received it, and how it goes on to the place of its case.

Agencies' clients hash keys by different rules: Java's and kafka-python by murmur2, librdkafka by
CRC32. What intake finds in another partition than murmur2 gives the case, it forwards through
`case-links`, which it keys itself.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from events.identifiers import Agency
from schemas.refusal import Problem, Reason, Refused
from schemas.rejected_records import MOST_HEADERS


@dataclass(frozen=True, slots=True)
class ReceivedEvent:
    """A record of an agency's topic: its place there, and when the broker received it, in UTC.

    `key`, `value` and `headers` are the record's own: anything may be in them.
    """

    agency: Agency
    partition: int
    offset: int
    received: datetime
    key: bytes | None = field(repr=False)
    value: bytes | None = field(repr=False)
    headers: tuple[tuple[str, bytes | None], ...] = field(repr=False)


def encode_received(event: ReceivedEvent) -> bytes:
    """Write an event that was checked for `case-links`; the record's key is the event's own.

    Of headers larger than MOST_HEADERS only those go with it that are read. Raises Refused where
    these alone are larger: the topic might not take the record.
    """
    headers = event.headers
    if _size(headers) > MOST_HEADERS:
        headers = tuple((name, raw) for name, raw in headers if _is_read(name.lower()))
        if _size(headers) > MOST_HEADERS:
            raise Refused(Reason.TOO_LARGE, [Problem("headers", "too_large")])
    return orjson.dumps(
        {
            "event": _text(event.value),
            "headers": [(name, _text(raw)) for name, raw in headers],
            "agency": event.agency,
            "received": event.received,
            "partition": event.partition,
            "offset": event.offset,
        }
    )


def decode_received(key: str, raw: Mapping[str, Any]) -> ReceivedEvent:
    """Read a forwarded event. Intake wrote it, so what fails here is a bug."""
    return ReceivedEvent(
        agency=Agency(raw["agency"]),
        partition=raw["partition"],
        offset=raw["offset"],
        received=datetime.fromisoformat(raw["received"]).astimezone(UTC),
        key=key.encode(),
        value=_bytes(raw["event"]),
        headers=tuple((name, _bytes(text)) for name, text in raw["headers"]),
    )


def _is_read(name: str) -> bool:
    return name == "content-type" or name.startswith("ce_")


def _size(headers: tuple[tuple[str, bytes | None], ...]) -> int:
    return sum(len(name.encode()) + len(raw or b"") for name, raw in headers)


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else base64.b64encode(raw).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
