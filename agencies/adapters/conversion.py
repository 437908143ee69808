"""One message of an agency's system into events, each checked as intake checks it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

import orjson

from agencies.adapters.adapter_report import AdapterReport
from agencies.adapters.left_fields import kind_of
from agencies.adapters.message_parts import Part, is_deeper, leaves
from agencies.event_lines import arriving
from schemas.envelope import TYPE_PREFIX
from schemas.refusal import Refused

_MESSAGES = UUID("0f6b6d5e-6a5b-5d0a-9a34-8a5f1b7c2e60")

_MOST_LEVELS = 64
"""Objects and lists within each other: four times as many as the deepest of the schemas has."""


class Unsayable(Exception):  # noqa: N818 - it says what is the case
    """A message, or a part of one, that is no event: what it is, and the rule, without a value."""

    def __init__(self, what: str, rule: str) -> None:
        self.what, self.rule = what, rule
        super().__init__(f"{what}: {rule}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a message says: a kind of event with its fields, about a case, at a time.

    `ids` are the message's own ids of what it says: they make the event's id, so that the same
    message gives the same event. `at` is an instant in RFC 3339, or a day.
    """

    kind: str
    ids: tuple[str, ...]
    subject: str
    at: str
    data: Mapping[str, Any] = field(default_factory=dict)
    victim: str | None = None
    agency: str | None = None


@dataclass
class ConversionNotes:
    """What an adapter notes while it reads a message."""

    report: AdapterReport = field(default_factory=AdapterReport)

    def unsaid(self, what: str, rule: str) -> None:
        """Count what could not be said."""
        self.report.unsaid[(what, rule)] += 1


@dataclass(frozen=True)
class Adapter:
    """How messages of one system are read.

    `says` yields what a message says, and raises Unsayable for one that it cannot read. `mapped`
    has the paths of the fields that it reads, each with what they become here.
    """

    name: str
    source: str
    agency: str
    says: Callable[[Part, ConversionNotes], Iterator[Draft]]
    mapped: Mapping[str, str]
    read: Callable[[bytes], Any] = orjson.loads

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of the fields that are read."""
        return frozenset(self.mapped)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a message: events as JSON, each with its case, and the report."""

    events: tuple[bytes, ...]
    report: AdapterReport


def convert(adapter: Adapter, message: bytes, received: datetime) -> Conversion:
    """The events of a message, as they would be accepted at `received`, and what became of it.

    Nothing is raised for a message that cannot be read: the report counts it as refused, with the
    rule. Twice the same message gives the same events.
    """
    notes = ConversionNotes()
    try:
        content = _content(adapter, message)
        drafts = [*adapter.says(Part(content), notes)]
    except Unsayable as unsayable:
        notes.unsaid(unsayable.what, unsayable.rule)
        notes.report.messages["refused"] += 1
        return Conversion((), notes.report)
    _count_fields(adapter, content, notes.report)
    unique = {event_id(draft): draft for draft in drafts}
    events = tuple(
        event
        for own, draft in unique.items()
        if (event := _checked(adapter, own, draft, received, notes)) is not None
    )
    notes.report.messages["converted" if events else "without an event"] += 1
    return Conversion(events, notes.report)


def _content(adapter: Adapter, message: bytes) -> Mapping[str, Any]:
    try:
        content = adapter.read(message)
    except (ValueError, LookupError):  # LookupError: XML in an encoding that nobody knows
        content = None
    except RecursionError:
        raise Unsayable("message", "nested_too_deep") from None
    if not isinstance(content, Mapping):
        raise Unsayable("message", "not_a_message") from None
    if is_deeper(content, _MOST_LEVELS):
        raise Unsayable("message", "nested_too_deep")
    return content


def _count_fields(adapter: Adapter, content: Mapping[str, Any], report: AdapterReport) -> None:
    for path in leaves(content):
        if path in adapter.paths:
            report.mapped[path] += 1
        else:
            report.left[kind_of(path)] += 1


def event_id(draft: Draft) -> str:
    """The id of the event of a draft: the same for the same ids of the message."""
    return f"{draft.kind}-{uuid5(_MESSAGES, chr(10).join((draft.kind, *draft.ids)))}"


def _checked(
    adapter: Adapter, own: str, draft: Draft, received: datetime, notes: ConversionNotes
) -> bytes | None:
    """The event in structured mode; None where it would be refused, and then it is noted."""
    event = {
        "specversion": "1.0",
        "id": own,
        "source": adapter.source,
        "type": f"{TYPE_PREFIX}{draft.kind}.v1",
        "subject": draft.subject,
        "agency": draft.agency or adapter.agency,
        **_when(draft.at),
        "data": draft.data,
    }
    if draft.victim is not None:
        event["victim"] = draft.victim
    value = orjson.dumps(event)
    try:
        arriving(value, None, received)
    except Refused as refused:
        for problem in refused.problems:
            notes.unsaid(draft.kind, str(problem))
        return None
    notes.report.said[draft.kind] += 1
    return value


def _when(at: str) -> dict[str, str]:
    if len(at) == len("2026-11-28"):
        return {"time": f"{at}T12:00:00Z", "timeprecision": "day"}
    return {"time": at}
