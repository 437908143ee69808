"""`case-links`: what one case passes on to another, so that facts reach all their victims, and the
agencies' events that stand elsewhere than their case.

The key is the case that receives it. A victim of a crime is passed on to its prosecution, arrests
and court's numbers, and never back: one prosecution may have victims who must not hear of each
other's crimes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from events.identifiers import CaseLevel, Pseudonym, level
from events.offender_references import is_offender
from schemas.log_records import LoggedFact
from schemas.merge_records import fact_of
from schemas.received_events import ReceivedEvent, decode_received
from schemas.unreadable_records import key_text, reads_records, text


@dataclass(frozen=True, slots=True)
class VictimJoined:
    """A victim concerns the case `to`, as is known `since`.

    `sender` is the case that passes them on, None where they were identified in `to` itself. They
    are `placed` if they belong to a prosecution by then: they do not go on to another one.
    """

    to: str
    victim: Pseudonym
    since: datetime
    sender: str | None
    placed: bool = False

    @property
    def name(self) -> str:
        """What it brings to the case: the victim."""
        return f"{self.victim}/placed" if self.placed else self.victim


@dataclass(frozen=True, slots=True)
class LinkAdded:
    """A link that was made or undone is passed on to its other end, `to`."""

    to: str
    link: LoggedFact

    @property
    def name(self) -> str:
        """What it brings to the case: the other case."""
        return self.link.case

    @property
    def since(self) -> datetime:
        """Since when the link is known."""
        return self.link.received


@dataclass(frozen=True, slots=True)
class OffenderCase:
    """A case concerns an offender, `to`, as is known `since`: the offender's facts go to it."""

    to: str
    case: str
    since: datetime

    @property
    def name(self) -> str:
        """What it brings to the offender: the case."""
        return self.case


@dataclass(frozen=True, slots=True)
class OffenderFact:
    """A fact about an offender, `to` the offender, or from there to a case that concerns them."""

    to: str
    logged: LoggedFact

    @property
    def name(self) -> str:
        """What it brings: the fact, by its event."""
        return str(self.logged.event)

    @property
    def since(self) -> datetime:
        """Since when the fact is known."""
        return self.logged.received


OffenderMessage = OffenderCase | OffenderFact
CaseMessage = VictimJoined | LinkAdded | OffenderMessage


def encode_message(message: CaseMessage) -> bytes:
    """Write a message from one case to another."""
    if isinstance(message, LinkAdded):
        return orjson.dumps({"link": orjson.Fragment(message.link.written)})
    if isinstance(message, OffenderFact):
        return orjson.dumps({"of_offender": orjson.Fragment(message.logged.written)})
    if isinstance(message, OffenderCase):
        return orjson.dumps({"concerns_offender": message.case, "since": message.since})
    path = [message.sender] if message.sender else []
    placed = {"placed": True} if message.placed else {}
    return orjson.dumps({"victim": message.victim, "since": message.since, "path": path, **placed})


@reads_records
def decode_message(key: bytes | None, value: bytes) -> CaseMessage | ReceivedEvent:
    """Read what came for the case that is the record's key. Raises UnreadableRecord."""
    raw, to = orjson.loads(value), _receiver(key_text(key))
    if "event" in raw:
        return decode_received(to, raw)
    if "link" in raw:
        link = fact_of(raw["link"])
        _case(link.case)
        return LinkAdded(to, link)
    if "of_offender" in raw:
        return OffenderFact(to, fact_of(raw["of_offender"]))
    since = datetime.fromisoformat(raw["since"]).astimezone(UTC)
    if "concerns_offender" in raw:
        return OffenderCase(to, _case(raw["concerns_offender"]), since)
    path = [_case(name) for name in raw["path"]]
    sender = path[-1] if path else None
    placed = raw.get("placed", False) is True or _is_prosecution(sender)
    return VictimJoined(to, Pseudonym(text(raw["victim"])), since, sender, placed=placed)


def _is_prosecution(sender: str | None) -> bool:
    """Whether a prosecution sent a victim; the version before did not say that they are placed."""
    return sender is not None and level(sender) is CaseLevel.PROSECUTION


def _receiver(name: str) -> str:
    """A case or an offender. Raises KeyError for another key."""
    return name if is_offender(name) else _case(name)


def _case(name: str) -> str:
    """A case, whose level must be known. Raises KeyError."""
    level(text(name))
    return name
