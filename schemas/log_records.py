"""The log of record: what one victim's journey is folded from, and the ticks of the clock."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from events.clocks import Occurred, Precision
from events.identifiers import Agency, Pseudonym, event_identity
from events.vocabulary import AnyFact
from schemas.cloudevents import AgencyEvent
from schemas.unreadable_records import key_text, reads_records, text
from schemas.upcasting import fact_class, upcast


@dataclass(frozen=True, slots=True)
class SequenceNumber:
    """An event's number among those of its source, one of an agency's systems."""

    source: str
    number: int


@dataclass(frozen=True, slots=True)
class LoggedFact:
    """An accepted event as the log holds it, with the victim's pseudonym for their reference.

    `victim` is None for an event of a case in which no victim was known when it came in.
    `received` is when it reached the platform (the broker's time), in UTC; `linked` is when it
    became known that it concerns the victim, where that was later. Of two references of one person
    `kept` is the pseudonym whose journey goes on and `joined` the other; `issuers` are the agencies
    that issued the two, and are empty in a record from before they were written. `sequence` is None
    where its source does not number its events. It is a `proposal` where an agency says something
    that another one must agree to and has not; that follows from all facts and is never written.

    Facts are sorted by `order`: as they happened, simultaneous ones as they came in, then by id.
    What has no date of its own had happened by the time it came in.
    """

    event: UUID
    agency: Agency
    case: str
    victim: Pseudonym | None
    occurred: Occurred
    recorded: datetime | None
    known: datetime | None
    received: datetime
    fact: AnyFact
    linked: datetime | None = None
    kept: Pseudonym | None = None
    joined: Pseudonym | None = None
    sequence: SequenceNumber | None = None
    issuers: tuple[Agency, ...] = ()
    proposal: bool = False
    order: tuple[datetime, datetime, UUID] = field(init=False, compare=False, repr=False)
    _hash: int = field(init=False, compare=False, repr=False)
    _data: str | None = field(init=False, compare=False, repr=False, default=None)
    _written: bytes | None = field(init=False, compare=False, repr=False, default=None)

    def __post_init__(self) -> None:
        undated = self.occurred.precision is Precision.NOT_BEFORE_MONTH
        happened = self.received if undated else self.occurred.at
        object.__setattr__(self, "order", (happened, self.received, self.event))
        object.__setattr__(self, "_hash", hash(self.event))

    def __hash__(self) -> int:
        return self._hash

    @classmethod
    def accepted(
        cls, event: AgencyEvent, victim: Pseudonym | None, received: datetime
    ) -> "LoggedFact":
        """The log's record of an agency's event for one victim."""
        return cls(
            event=event_identity(event.agency, event.source, event.id),
            agency=event.agency,
            case=event.case,
            victim=victim,
            occurred=event.occurred,
            recorded=event.recorded,
            known=event.known,
            received=received,
            fact=event.fact,
            sequence=None
            if event.sequence is None
            else SequenceNumber(event.source, event.sequence),
        )

    @property
    def learned(self) -> datetime:
        """When the platform knew it of this victim."""
        return self.linked or self.received

    @property
    def data(self) -> str:
        """What the fact says, as JSON."""
        if self._data is None:
            object.__setattr__(self, "_data", self.fact.model_dump_json())
        assert self._data is not None
        return self._data

    @property
    def written(self) -> bytes:
        """As it is written in the log."""
        if self._written is None:
            object.__setattr__(self, "_written", self._encoded())
        assert self._written is not None
        return self._written

    def _encoded(self) -> bytes:
        record = {
            "kind": self.fact.kind,
            "version": self.fact.version,
            "event": self.event,
            "agency": self.agency,
            "case": self.case,
            "victim": self.victim,
            "occurred": self.occurred.at,
            "precision": self.occurred.precision,
            "recorded": self.recorded,
            "known": self.known,
            "received": self.received,
            "data": orjson.Fragment(self.data),
        }
        others = {
            "linked": self.linked,
            "kept": self.kept,
            "joined": self.joined,
            "sequence": self.sequence,
            "issuers": self.issuers,
        }
        return orjson.dumps(record | {name: each for name, each in others.items() if each})


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock says it is now `at`: a deadline passes when a tick says so."""

    at: datetime


def encode_tick(tick: Tick) -> bytes:
    """Write a tick for the log."""
    return orjson.dumps({"kind": "clock.tick", "at": tick.at})


@reads_records
def decode_log(value: bytes) -> LoggedFact | Tick:
    """Read a record of the log, of whatever version. Raises UnreadableRecord."""
    raw: dict[str, Any] = orjson.loads(value)
    if raw["kind"] == "clock.tick":
        return Tick(_instant(raw["at"]))
    version = raw.get("version", 1)
    fact = upcast(fact_class(raw["kind"], version).model_validate(raw["data"]))
    logged = LoggedFact(
        event=UUID(raw["event"]),
        agency=Agency(raw["agency"]),
        case=text(raw["case"]),
        victim=_victim(raw["victim"]),
        occurred=Occurred(_instant(raw["occurred"]), Precision(raw["precision"])),
        recorded=_instant(raw["recorded"]) if raw["recorded"] else None,
        known=_instant(raw["known"]) if raw["known"] else None,
        received=_instant(raw["received"]),
        linked=_instant(raw["linked"]) if raw.get("linked") else None,
        kept=_victim(raw.get("kept")),
        joined=_victim(raw.get("joined")),
        fact=fact,
        sequence=_sequence(raw["sequence"]) if "sequence" in raw else None,
        issuers=tuple(map(Agency, raw.get("issuers", ()))),
    )
    if fact.version == version:
        object.__setattr__(logged, "_written", value)  # it need not be written again
    return logged


def encode_facts(head: bytes, facts: Iterable[LoggedFact]) -> bytes:
    """Write facts as a table keeps them: its own line, without a line break, and one a fact."""
    return b"\n".join([head, *(logged.written for logged in facts)])


def decode_facts(value: bytes) -> tuple[bytes, list[LoggedFact]]:
    """Read the table's own line, and the facts in the order in which they were written."""
    head, *lines = value.split(b"\n")
    return head, [logged for logged in map(decode_log, lines) if isinstance(logged, LoggedFact)]


def _victim(name: object) -> Pseudonym | None:
    return None if name is None else Pseudonym(text(name))


def _victims(names: Iterable[object]) -> tuple[Pseudonym, ...]:
    return tuple(Pseudonym(text(each)) for each in names)


def _sequence(raw: dict[str, Any]) -> SequenceNumber:
    return SequenceNumber(text(raw["source"]), int(raw["number"]))


def _instant(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    return at if at.tzinfo is UTC else at.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class MergedFact:
    """A fact of one victim, for the journey of the one that they turned out to be.

    `through` are the victims between the two, who passed it on: it never comes to one twice.
    """

    owner: Pseudonym
    to: Pseudonym
    fact: LoggedFact
    through: tuple[Pseudonym, ...] = ()

    def passed_on(self, to: Pseudonym) -> "MergedFact | None":
        """The same for the victim whom its receiver was merged into; None if it was there."""
        passed = (*self.through, self.to)
        return None if to in (self.owner, *passed) else replace(self, to=to, through=passed)


@dataclass(frozen=True, slots=True)
class FactsWithdrawn:
    """The facts of some victims that `sender` sent to another journey no longer belong there.

    `through` are the victims who passed it on before the sender: it never comes to one twice.
    """

    owners: tuple[Pseudonym, ...]
    sender: Pseudonym
    to: Pseudonym
    through: tuple[Pseudonym, ...] = ()

    def passed_on(self, to: Pseudonym, still: Container[Pseudonym]) -> "FactsWithdrawn | None":
        """The same for the victim whom its receiver was merged into, but for those `still` there.

        None if nothing is left, or if it came from that victim.
        """
        owners = tuple(each for each in self.owners if each not in still and each != to)
        passed = (*self.through, self.sender)
        return FactsWithdrawn(owners, self.to, to, passed) if owners and to not in passed else None


@dataclass(frozen=True, slots=True)
class JourneyGap:
    """A record of a victim, or of one who was merged into them, cannot be read.

    From there on the victim's journey stands still: with the rest it would have a gap. `passed`
    are the merged victims that the gap came through.
    """

    victim: Pseudonym
    passed: tuple[Pseudonym, ...] = ()

    def on_to(self, into: Pseudonym | None) -> Iterator["JourneyGap"]:
        """The gap of the journey that this one was merged into, unless it came from there."""
        if into and into not in (self.victim, *self.passed):
            yield JourneyGap(into, (*self.passed, self.victim))


LentRecord = MergedFact | FactsWithdrawn | JourneyGap
"""What one journey sends to another one."""


def encode_merged(merged: LentRecord) -> bytes:
    """Write what goes to another journey; the record's key says to whose."""
    match merged:
        case JourneyGap(passed=passed):
            return orjson.dumps({"gap": passed})
        case FactsWithdrawn(owners=owners, sender=sender):
            record: dict[str, Any] = {"withdrawn": owners, "sender": sender}
        case MergedFact(owner=owner, fact=fact):
            record = {"owner": owner, "fact": orjson.Fragment(fact.written)}
    return orjson.dumps(record | ({"through": merged.through} if merged.through else {}))


@reads_records
def decode_merged(key: bytes | None, value: bytes) -> LentRecord:
    """Read what goes to another journey. Raises UnreadableRecord."""
    raw, to = orjson.loads(value), Pseudonym(key_text(key))
    if "gap" in raw:
        return JourneyGap(to, _victims(raw["gap"]))
    through = _victims(raw.get("through", ()))
    if "withdrawn" in raw:
        sender = Pseudonym(text(raw["sender"]))
        return FactsWithdrawn(_victims(raw["withdrawn"]), sender, to, through)
    return MergedFact(Pseudonym(text(raw["owner"])), to, fact_of(raw["fact"]), through)


def fact_of(raw: Any) -> LoggedFact:
    """A fact of the log inside another record. Raises TypeError for a tick."""
    fact = decode_log(orjson.dumps(raw))
    if not isinstance(fact, LoggedFact):
        raise TypeError
    return fact
