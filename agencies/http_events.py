"""Events as they come over HTTP: single in either mode, or many in a batch.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote_to_bytes

import orjson

from events.identifiers import Agency
from schemas.cloudevents import (
    BYTE_ORDER_MARK,
    check_arrival,
    decode,
    headers,
)
from schemas.envelope import Envelope
from schemas.json_text import read_json
from schemas.record_headers import SINGLE, media_type
from schemas.refusal import Problem, Reason, Refused
from schemas.repeated_keys import is_shallow, refuse_repeated_keys

BATCH = "application/cloudevents-batch+json"

DEEPEST = 32
"""Lists and objects within one another in a batch: an event has three or four."""

_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)

Header = tuple[str, bytes]


class NotReadHere(Exception):  # noqa: N818 - it says what is the case
    """The request is not a CloudEvent in a format that the gateway reads."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event that would be accepted: its own id, the record to publish, what does not count."""

    id: str
    value: bytes = field(repr=False)
    key: bytes = field(repr=False)
    headers: Sequence[Header] = field(repr=False)
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An event that would be refused: its number in the request, from 0, and why."""

    number: int
    refused: Refused


def read_events(
    sent: Iterable[tuple[str, str]], body: bytes, agency: Agency, received: datetime
) -> list[Arrived | NotTaken]:
    """Each event of a request with these headers, as intake would judge it at `received`.

    A header's value is text in latin-1, as HTTP servers give it. Raises NotReadHere, and Refused if
    a batch or the headers as a whole cannot be read.
    """
    records = _records([(name.lower(), value) for name, value in sent], body)
    return [_judged(number, record, agency, received) for number, record in enumerate(records)]


Record = tuple[bytes, Sequence[Header]]


def _records(sent: Sequence[tuple[str, str]], body: bytes) -> list[Record]:
    """The records that would be published to Kafka; no parameter of a media type goes with them."""
    types = {media_type(value) for name, value in sent if name == "content-type"}
    content_type = types.pop() if types else ""
    if types:
        raise Refused(Reason.INVALID, [Problem("content-type", "repeated")])
    if content_type == SINGLE:
        return [(body, headers())]
    if content_type == BATCH:
        return [(value, headers()) for value in _batch(body)]
    given = [(name, value) for name, value in sent if name.startswith("ce-")]
    if not given or content_type.startswith("application/cloudevents"):
        raise NotReadHere
    of_data = [("content-type", content_type.encode())] if content_type else []
    return [(body, [*of_data, *(_attribute(name, value) for name, value in given)])]


def _attribute(header: str, value: str) -> Header:
    """An attribute from its header: quotation marks off, then one round of percent-decoding.

    That is the binding's order (3.1.3.2). Raises Refused for what is no percent-encoded text; the
    codec refuses what is not UTF-8 then.
    """
    name = header.removeprefix("ce-")
    unquoted = _QUOTED.sub(_unescaped, value.strip().encode("latin-1"))
    if _PERCENT.search(unquoted):
        raise Refused(Reason.INVALID, [Problem(_known(name), "not_percent_encoded")])
    return f"ce_{name}", unquote_to_bytes(unquoted)


def _unescaped(quoted: re.Match[bytes]) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", quoted[1], flags=re.DOTALL)


def _known(name: str) -> str:
    """An attribute's name; "headers" where it is none of ours: then its name is the sender's."""
    return name if name in Envelope.model_fields else "headers"


def _batch(body: bytes) -> Iterator[bytes]:
    """The events of a batch, each by itself; an empty batch is one."""
    written = body.removeprefix(BYTE_ORDER_MARK)
    content = read_json(written)
    if not isinstance(content, list):
        raise Refused(Reason.NOT_JSON, [Problem("", "not_a_list_of_events")])
    for number, each in enumerate(content):
        if not is_shallow(each, DEEPEST):
            raise Refused(Reason.NOT_JSON, [Problem(f"event {number}", "too_deep")])
    refuse_repeated_keys(written, content, path="")
    yield from map(orjson.dumps, content)


def _judged(number: int, record: Record, agency: Agency, received: datetime) -> Arrived | NotTaken:
    value, record_headers = record
    try:
        event = decode(value, record_headers)
        key = event.case.encode()
        check_arrival(event, agency, key, received)
    except Refused as refused:
        return NotTaken(number, refused)
    return Arrived(event.id, value, key, record_headers, event.remarks)
