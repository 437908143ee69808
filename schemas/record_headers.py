"""What the headers of a record say of its event: its mode, and in binary mode its attributes.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from schemas.envelope import Envelope
from schemas.refusal import Problem, Reason, Refused, nearest

SINGLE = "application/cloudevents+json"
Headers = Sequence[tuple[str, bytes | None]]

MOST_NAMED = 10
"""So many unknown attributes of an event are named."""

_NOT_ATTRIBUTES = {"data", "data_base64"}
_ATTRIBUTES = Envelope.model_fields.keys() - _NOT_ATTRIBUTES
_ATTRIBUTE_NAME = re.compile("[a-z0-9]{1,20}")
"""A name by CloudEvents. What is no such name is not repeated to its sender."""


def media_type(content_type: str) -> str:
    """A content type without its parameters, in small letters."""
    return content_type.partition(";")[0].strip().lower()


def is_structured(record_headers: Headers) -> bool:
    """Whether the value is the whole event. Raises Refused for a format that is not read here."""
    types = [media_type(given.decode("latin-1")) for given in _content_types(record_headers)]
    ours = [given for given in types if given.startswith("application/cloudevents")]
    if any(given != SINGLE for given in ours):
        raise Refused(Reason.NOT_A_CLOUD_EVENT, [Problem("content-type", "not_read_here")])
    return bool(ours) or not any(name.startswith("ce_") for name, _ in record_headers)


def header_attributes(record_headers: Headers) -> dict[str, str]:
    """The attributes in binary mode; the type of the data is that of the whole record.

    Raises Refused for an attribute that is there twice, or is not in UTF-8.
    """
    given = [
        (name.removeprefix("ce_"), raw)
        for name, raw in record_headers
        if raw is not None and name.startswith("ce_")
    ]
    if not any(name == "datacontenttype" for name, _ in given):
        given += [("datacontenttype", raw) for raw in _content_types(record_headers) if raw]
    repeated = [
        name
        for name, times in Counter(name for name, _ in given).items()
        if times > 1 and name in _ATTRIBUTES
    ]
    if repeated:
        raise Refused(Reason.INVALID, [Problem(name, "repeated") for name in repeated])
    return {name: _text(name, raw) if name in _ATTRIBUTES else "" for name, raw in given}


def unknown_attributes(attributes: dict[str, Any]) -> Iterator[Problem]:
    """Each attribute that is not known and not null: what is in it could be anything."""
    for name, value in attributes.items():
        if name in _ATTRIBUTES or name in _NOT_ATTRIBUTES or value is None:
            continue
        near = nearest(name, sorted(_ATTRIBUTES))
        shown = name if _ATTRIBUTE_NAME.fullmatch(name) else ""
        yield Problem("", "not_an_attribute", near, shown)


def check_header_names(record_headers: Headers) -> None:
    """Raises Refused for a name that was not UTF-8: it has U+FFFD in place of the bytes."""
    if any("\ufffd" in name for name, _ in record_headers):
        raise Refused(Reason.INVALID, [Problem("headers", "not_utf_8")])


def _content_types(record_headers: Headers) -> list[bytes]:
    return [raw or b"" for name, raw in record_headers if name.lower() == "content-type"]


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    raise Refused(Reason.INVALID, [Problem(name, "not_utf_8")])
