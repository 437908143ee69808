"""`looks`: who looked at whom, as chains of records. The key is the chain.

Each record has the hash of the one before it in its chain, and its own. The bytes are canonical:
JSON with sorted keys and nothing between, so a record can be written in one way alone.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson

from schemas.unreadable_records import key_text, reads_records, text

BEGINNING = "0" * 64
"""What stands for the hash before the first record of a chain."""


class LookEntry(StrEnum):
    """What a record says."""

    LOOK = "look"
    """Somebody looked."""
    BREAK_GLASS = "break-glass"
    """Somebody opened the journey of a victim who is not on their caseload."""
    NOTICE_SEEN = "notice-seen"
    """A supervisor has seen that somebody did so."""


class HashMismatchError(ValueError):
    """A record is not what its hash was made of, or not written as records are."""


@dataclass(frozen=True, slots=True)
class LookRecord:
    """One record of a chain. `number` counts from 1; `at` and `until` are aware instants.

    The codes are those of `access`; a code of another version is read as it is. `until`, `staff`
    and `teams` are there for a break-glass: until when it is open, and whom to tell. `what` names
    the one thing, such as a duty's id, or the hash of the break-glass that was seen.
    """

    chain: str
    number: int
    before: str
    entry: LookEntry
    at: datetime
    issuer: str
    subject: str
    role: str
    to_whom: str | None = None
    action: str | None = None
    kind: str | None = None
    what: str | None = None
    victims: tuple[str, ...] = ()
    reason: str | None = None
    until: datetime | None = None
    staff: str | None = None
    teams: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """SHA-256 over all of it, which binds it to all before it: 64 hexadecimal digits."""
        return _hash(_content(self))

    def after(self, head: "ChainHead") -> "LookRecord":
        """The same as the record that follows on the head of a chain."""
        return replace(self, chain=head.chain, number=head.number + 1, before=head.hash)


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Up to where a chain goes: its last record, and where that stands in the topic.

    A chain that has not begun has the number 0 and the offset -1.
    """

    chain: str
    number: int = 0
    hash: str = BEGINNING
    offset: int = -1

    def leads_to(self, record: LookRecord) -> bool:
        """Whether a record is the next one of this chain."""
        return record == record.after(self)

    def moved_to(self, record: LookRecord, offset: int) -> "ChainHead":
        """The head of the chain once a record stands at this offset."""
        return ChainHead(record.chain, record.number, record.hash, offset)


_NAMES = tuple(field.name for field in fields(LookRecord))


def encode_look(record: LookRecord) -> bytes:
    """Write a record's value."""
    content = _content(record)
    return _canonical(content | {"hash": _hash(content)})


@reads_records
def decode_look(key: bytes | None, value: bytes | None) -> LookRecord:
    """Read a record. Raises UnreadableRecord, with `HashMismatchError` where it was changed."""
    raw: dict[str, Any] = orjson.loads(value or b"")
    record = look_record(raw)
    if encode_look(record) != value or raw["hash"] != record.hash or key_text(key) != record.chain:
        raise HashMismatchError
    return record


def look_record(raw: Mapping[str, Any]) -> LookRecord:
    """A record from its fields as JSON has them. ValueError, TypeError or KeyError for others."""
    given = {name: raw[name] for name in _NAMES if name in raw}
    for name in ("victims", "teams"):
        given[name] = tuple(map(text, given.get(name, ())))
    for name in ("at", "until"):
        given[name] = _instant(given.get(name))
    return LookRecord(**given | {"entry": LookEntry(given["entry"])})


def _content(record: LookRecord) -> dict[str, Any]:
    """The fields that have a value; the others mean the same when they are not there."""
    values = ((name, getattr(record, name)) for name in _NAMES)
    written = {name: value for name, value in values if value not in (None, ())}
    for name in {"at", "until"} & written.keys():
        written[name] = written[name].astimezone(UTC).isoformat()
    return written


def _hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(content: Mapping[str, Any]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def _instant(written: object) -> datetime | None:
    if written is None:
        return None
    if isinstance(written, str):
        written = datetime.fromisoformat(written)
    if not isinstance(written, datetime) or written.tzinfo is None:
        raise TypeError
    return written.astimezone(UTC)
