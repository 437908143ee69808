"""`case-links`: what one case tells another, so that victims and cases find each other.

The key is the case that is told. A victim of a crime concerns its prosecution, and what that is
divided into, and never the other way: one prosecution may have victims who must not hear of each
other's crimes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from events.identifiers import Pseudonym
from schemas.log_records import LoggedFact, decode_log


@dataclass(frozen=True, slots=True)
class VictimJoined:
    """A victim concerns the case `to`, as is known `since`; it came by the cases of `path`."""

    to: str
    victim: Pseudonym
    since: datetime
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkAdded:
    """What was said of a link at the case of wider level is told to the narrower one, `to`."""

    to: str
    link: LoggedFact


CaseMessage = VictimJoined | LinkAdded


def encode_message(told: CaseMessage) -> bytes:
    """Write what a case is told."""
    if isinstance(told, LinkAdded):
        return orjson.dumps({"link": orjson.Fragment(told.link.written)})
    return orjson.dumps({"victim": told.victim, "since": told.since, "path": told.path})


def decode_message(to: str, value: bytes) -> CaseMessage:
    """Read what a case is told. It was written here: what fails is a bug."""
    raw = orjson.loads(value)
    if "link" in raw:
        link = decode_log(orjson.dumps(raw["link"]))
        assert isinstance(link, LoggedFact)
        return LinkAdded(to, link)
    since = datetime.fromisoformat(raw["since"]).astimezone(UTC)
    return VictimJoined(to, Pseudonym(raw["victim"]), since, tuple(raw["path"]))
