"""The records of the table of cases, as bytes: a fact, a victim or link, a message that waits.

Each says by itself what it is, so that one that cannot be read is found when the table is restored.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from events.identifiers import Pseudonym
from processors.stream.case_file import CaseFile
from schemas.case_links import CaseMessage, decode_message, encode_message
from schemas.log_records import LoggedFact, decode_facts, decode_log
from schemas.received_events import ReceivedEvent
from schemas.unreadable_records import reads_records, text


@dataclass(frozen=True, slots=True)
class KnownSince:
    """Since when a case knows of a victim or a link, and the record that brought it.

    None for the record where an early version stored the case. `free` is the same of a victim as
    one whom no prosecution brought.
    """

    since: datetime
    brought: str | None
    free: "KnownSince | None" = None


EMPTIED = b'{"emptied":true}'
"""The value of a record that does not count any more."""

CaseEntry = LoggedFact | KnownSince | CaseMessage


def encode_entry(entry: CaseEntry) -> bytes:
    """Write a record's value."""
    match entry:
        case LoggedFact():
            return entry.written
        case KnownSince():
            return orjson.dumps(_known(entry) | {"free": entry.free and _known(entry.free)})
        case _:
            waits = orjson.Fragment(encode_message(entry))
            return orjson.dumps({"to": entry.to, "waits": waits})


@reads_records
def decode_entry(value: bytes) -> CaseEntry | CaseFile | None:
    """Read a record's value; None where it was emptied. Raises UnreadableRecord.

    A case as a whole is what the version before wrote.
    """
    if value == EMPTIED:
        return None
    raw = orjson.loads(value.partition(b"\n")[0])
    if "victims" in raw:
        return _whole(value)
    if "waits" in raw:
        return _waiting(text(raw["to"]), orjson.dumps(raw["waits"]))
    if "brought" in raw:
        free = raw.get("free", raw)  # the version before did not tell who came by a prosecution
        return replace(_known_since(raw), free=free and _known_since(free))
    logged = decode_log(value)
    if not isinstance(logged, LoggedFact):
        raise TypeError
    return logged


def _known(entry: KnownSince) -> dict[str, Any]:
    return {"since": entry.since, "brought": entry.brought}


def _known_since(raw: dict[str, Any]) -> KnownSince:
    brought = raw["brought"]
    return KnownSince(_instant(raw["since"]), None if brought is None else text(brought))


def checked(value: bytes) -> bytes:
    """A value as it is, once it is certain that it can be read. Raises UnreadableRecord."""
    decode_entry(value)
    return value


def _waiting(to: str, value: bytes) -> CaseMessage:
    message = decode_message(to.encode(), value)
    if isinstance(message, ReceivedEvent):
        raise TypeError
    return message


def _whole(value: bytes) -> CaseFile:
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    victims = {Pseudonym(name): _instant(since) for name, since in raw["victims"].items()}
    return CaseFile(
        victims=victims,
        free=victims,
        facts={logged.event: logged for logged in facts},
        links={name: _instant(since) for name, since in raw["links"].items()},
        brought=raw.get("brought", {}),
    )


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
