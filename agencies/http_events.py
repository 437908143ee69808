"""Events as they come over HTTP: single in either mode, or many in a batch.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote

import orjson

from events.identifiers import Agency
from schemas.cloudevents import check_arrival, decode, headers
from schemas.refusal import Problem, Reason, Refused
from schemas.repeated_keys import refuse_repeated_keys

BATCH = "application/cloudevents-batch+json"
SINGLE = "application/cloudevents+json"

Header = tuple[str, bytes]


class NotReadHere(Exception):  # noqa: N818 - it says what is the case
    """The request is not a CloudEvent in a format that the gateway reads."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event that would be accepted: its own id, and the record to publish."""

    id: str
    value: bytes = field(repr=False)
    key: bytes = field(repr=False)
    headers: Sequence[Header] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An event that would be refused: its number in the request, from 0, and why."""

    number: int
    refused: Refused


def read_events(
    sent: Iterable[tuple[str, str]], body: bytes, agency: Agency, received: datetime
) -> list[Arrived | NotTaken]:
    """Each event of a request with these headers, as intake would judge it at `received`.

    Raises NotReadHere, and Refused if a batch as a whole cannot be read.
    """
    records = _records({name.lower(): value for name, value in sent}, body)
    return [_judged(number, record, agency, received) for number, record in enumerate(records)]


Record = tuple[bytes, Sequence[Header]]


def _records(sent: dict[str, str], body: bytes) -> list[Record]:
    """The records that would be published to Kafka."""
    content_type = sent.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == SINGLE:
        return [(body, headers())]
    if content_type == BATCH:
        return [(value, headers()) for value in _batch(body)]
    attributes = [
        (f"ce_{name.removeprefix('ce-')}", unquote(value).encode())
        for name, value in sent.items()
        if name.startswith("ce-")
    ]
    if not attributes or content_type.startswith("application/cloudevents"):
        raise NotReadHere
    return [(body, [("content-type", sent.get("content-type", "").encode()), *attributes])]


def _batch(body: bytes) -> Iterator[bytes]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, list) or not content:
        raise Refused(Reason.NOT_JSON, [Problem("", "not_a_list_of_events")])
    refuse_repeated_keys(body, content, path="")
    yield from map(orjson.dumps, content)


def _judged(number: int, record: Record, agency: Agency, received: datetime) -> Arrived | NotTaken:
    value, record_headers = record
    try:
        event = decode(value, record_headers)
        key = event.case.encode()
        check_arrival(event, agency, key, received)
    except Refused as refused:
        return NotTaken(number, refused)
    return Arrived(event.id, value, key, record_headers)
