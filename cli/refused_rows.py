"""Refused events as rows, for people and for programs."""

import base64
from datetime import datetime
from typing import Any

from cli.output import Format, problems_text
from schemas.rejected_records import RejectedRecord
from web.formats import moment


def record_row(record: RejectedRecord, how: Format) -> dict[str, Any]:
    """The row of a refused event: its id, when it was received, why it was refused, its size."""
    return {
        "id": record.id,
        "received": record.received.isoformat(timespec="seconds"),
        "reason": str(record.reason),
        "problems": problems_text(record.problems, how),
        "bytes": len(record.value or b""),
    }


def listed_row(record: RejectedRecord, accepted: datetime | None = None) -> dict[str, Any]:
    """A line of the list for people: each problem on a line of its own below the reason."""
    problems = [problems_text([problem]) for problem in record.problems]
    if accepted:
        problems.append(f"accepted: received {moment(accepted)}")
    return {
        "id": record.id,
        "received": record.received.isoformat(timespec="seconds"),
        "reason_and_problems": "\n".join([str(record.reason), *problems]),
    }


def listed_row_coded(
    record: RejectedRecord, accepted: datetime | None, how: Format
) -> dict[str, Any]:
    """A line of the list for programs."""
    at = accepted.isoformat(timespec="seconds") if accepted else None
    return record_row(record, how) | {"accepted": at}


def place_row(record: RejectedRecord) -> dict[str, Any]:
    """Where the event was in its agency's topic, and how many headers were dropped."""
    return {
        "topic": record.source_topic,
        "partition": record.source_partition,
        "offset": record.source_offset,
        "headers_dropped": record.headers_dropped,
    }


def original(record: RejectedRecord) -> dict[str, Any]:
    """The original for programs: as text where it is text, and always in base64."""
    return {
        "key": record.key and record.key.decode("utf-8", "backslashreplace"),
        "headers": {name: printable(value) for name, value in record.headers},
        "text": (record.value or b"").decode("utf-8", "backslashreplace"),
        "base64": base64.b64encode(record.value or b"").decode(),
    }


def printable(value: bytes) -> str:
    """Bytes as text that cannot command a terminal."""
    text = value.decode("utf-8", "backslashreplace")
    plain = (each if each.isprintable() or each in "\n\t" else ascii(each)[1:-1] for each in text)
    return "".join(plain)
