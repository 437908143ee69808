"""`case-links`: what one case passes on to another, so that facts reach all their victims.

The key is the case that receives it. A victim of a crime is passed on to its prosecution and to the
parts of that, never back: one prosecution may have victims who must not hear of each other's
crimes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from events.identifiers import Pseudonym
from schemas.log_records import LoggedFact, decode_log


@dataclass(frozen=True, slots=True)
class VictimJoined:
    """A victim concerns the case `to`, as is known `since`; it came through the cases of `path`."""

    to: str
    victim: Pseudonym
    since: datetime
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkAdded:
    """A link, reported at the case of wider level, is passed on to the narrower case, `to`."""

    to: str
    link: LoggedFact


CaseMessage = VictimJoined | LinkAdded


def encode_message(message: CaseMessage) -> bytes:
    """Write a message from one case to another."""
    if isinstance(message, LinkAdded):
        return orjson.dumps({"link": orjson.Fragment(message.link.written)})
    return orjson.dumps({"victim": message.victim, "since": message.since, "path": message.path})


def decode_message(to: str, value: bytes) -> CaseMessage:
    """Read a message to the case `to`. The platform wrote it, so what fails here is a bug."""
    raw = orjson.loads(value)
    if "link" in raw:
        link = decode_log(orjson.dumps(raw["link"]))
        assert isinstance(link, LoggedFact)
        return LinkAdded(to, link)
    since = datetime.fromisoformat(raw["since"]).astimezone(UTC)
    return VictimJoined(to, Pseudonym(raw["victim"]), since, tuple(raw["path"]))
