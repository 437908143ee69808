"""`rejected.<agency>`: a refused record, byte for byte, with the reason in its headers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import orjson

from events.identifiers import Agency, event_identity
from schemas.cloudevents import BYTE_ORDER_MARK
from schemas.refusal import Problem, Reason, Refused, read_problem
from schemas.topics import agency_topic
from schemas.unreadable_records import reads_records

ORIGINAL = "original-"
"""Before the name of each header that the refused record itself had."""

MOST_HEADERS = 64 * 1024
"""Bytes: larger headers of a refused record are left out, or the record might not fit."""


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A refused record: what the agency sent, why it was refused, and the offsets of both.

    `received` is the broker's time of the original, in UTC. `value`, `key` and `headers` are the
    original's own: anything may be in them, so they are shown to that agency alone, never logged.
    """

    agency: Agency
    offset: int
    reason: Reason
    problems: tuple[Problem, ...]
    source_partition: int
    source_offset: int
    received: datetime
    key: bytes | None = field(repr=False)
    value: bytes | None = field(repr=False)
    headers: tuple[tuple[str, bytes], ...] = field(repr=False)
    headers_dropped: int = 0
    """How many of its own headers were left out."""

    @property
    def id(self) -> str:
        """How people name it: the agency and the offset in its rejected topic."""
        return f"{self.agency}/{self.offset}"

    @property
    def source_topic(self) -> str:
        """The topic that the record was sent to."""
        return agency_topic(self.agency)


def rejected_headers(
    refused: Refused,
    source_partition: int,
    source_offset: int,
    received: datetime,
    original_headers: Sequence[tuple[str, bytes | None]] = (),
) -> list[tuple[str, bytes]]:
    """The headers of a refused record; its key and value go with them as they came.

    Its own headers go with it too, unless they are larger than MOST_HEADERS.
    """
    ours = {
        "reason": str(refused.reason),
        "problems": orjson.dumps([problem.written for problem in refused.problems]).decode(),
        "source-partition": str(source_partition),
        "source-offset": str(source_offset),
        "received": received.isoformat(),
    }
    originals = [(ORIGINAL + name, raw) for name, raw in original_headers if raw is not None]
    if sum(len(name) + len(value) for name, value in originals) > MOST_HEADERS:
        ours["headers-dropped"] = str(len(originals))
        originals = []
    return [*((name, text.encode()) for name, text in ours.items()), *originals]


@reads_records
def decode_rejected(
    value: bytes | None,
    headers: Sequence[tuple[str, bytes]],
    offset: int,
    agency: Agency,
    key: bytes | None,
) -> RejectedRecord:
    """Read a record of a rejected topic. Raises UnreadableRecord."""
    ours = {name: raw.decode() for name, raw in headers if not name.startswith(ORIGINAL)}
    return RejectedRecord(
        agency=agency,
        offset=offset,
        reason=Reason(ours["reason"]),
        problems=tuple(map(read_problem, orjson.loads(ours["problems"]))),
        headers_dropped=int(ours.get("headers-dropped", 0)),
        source_partition=int(ours["source-partition"]),
        source_offset=int(ours["source-offset"]),
        received=datetime.fromisoformat(ours["received"]),
        key=key,
        value=value,
        headers=tuple(
            (name.removeprefix(ORIGINAL), raw) for name, raw in headers if name.startswith(ORIGINAL)
        ),
    )


def identity(record: RejectedRecord) -> UUID | None:
    """The event in a refused record, as the platform names it; None without an id and source."""
    try:
        content = orjson.loads((record.value or b"").removeprefix(BYTE_ORDER_MARK))
    except orjson.JSONDecodeError:
        content = None
    fields = content if isinstance(content, dict) else {}
    attributes = {name: value.decode("utf-8", "replace") for name, value in record.headers}
    source, name = (attributes.get(f"ce_{of}") or fields.get(of) for of in ("source", "id"))
    if not isinstance(source, str) or not isinstance(name, str):
        return None
    return event_identity(record.agency, source, name)
