"""The log of record: what one victim's journey is folded from, and the ticks of the clock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from events.clocks import Occurred, Precision
from events.corrections import ReportWithdrawn
from events.identifiers import Agency, Pseudonym
from events.vocabulary import AnyFact
from schemas.alert_policy import AlertPolicy
from schemas.cloudevents import AgencyEvent
from schemas.ticks import TICK, Tick
from schemas.unreadable_records import reads_records, text
from schemas.upcasting import fact_class, upcast


@dataclass(frozen=True, slots=True)
class SequenceNumber:
    """An event's number among those of its source, one of an agency's systems."""

    source: str
    number: int


@dataclass(frozen=True, slots=True)
class MergedFrom:
    """Whose journey a fact was in before a merge, and when the platform knew it of them."""

    victim: Pseudonym
    learned: datetime


@dataclass(frozen=True, slots=True)
class LoggedFact:
    """An accepted event as the log holds it, with the victim's pseudonym for their reference.

    `victim` is None for an event of a case in which no victim was known when it came in. `received`
    is when it reached the platform (the broker's time), in UTC; `linked` is when it became known
    that it concerns the victim, where that was later. Where it says that two references are one
    person, `kept` is the pseudonym whose journey goes on and `joined` the other; `issuers` are the
    agencies that issued the two, and are empty in a record from before they were written.
    `sequence` is None where its source does not number its events. `recorded_by` is who of the
    agency's staff recorded it, where the event says so. It `names_this_victim` where an event of
    its kind may name one victim or none, and this one named them. It is a `proposal` where an
    agency says something that another one must agree to and has not. A result that takes the place
    of one taken back has the moment `anew` since which news is of it. A fact that is `in_question`
    leaves open which offences are meant. A fact that came by a merge of two references says so in
    `merged_from`. These follow from all facts and are never written.

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
    recorded_by: str | None = None
    names_this_victim: bool = False
    proposal: bool = False
    anew: datetime | None = None
    in_question: bool = False
    merged_from: MergedFrom | None = None
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
            event=event.identity,
            agency=event.agency,
            case=event.case,
            victim=victim,
            occurred=event.occurred,
            recorded=event.recorded,
            known=event.known,
            received=received,
            fact=_by_identity(event),
            sequence=None
            if event.sequence is None
            else SequenceNumber(event.source, event.sequence),
            recorded_by=event.recorded_by,
            names_this_victim=event.fact.may_name_victim and event.victim is not None,
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
            "recorded_by": self.recorded_by,
            "names_this_victim": self.names_this_victim,
        }
        return orjson.dumps(record | {name: each for name, each in others.items() if each})


@reads_records
def decode_log(value: bytes) -> LoggedFact | Tick:
    """Read a record of the log, of whatever version. Raises UnreadableRecord."""
    raw: dict[str, Any] = orjson.loads(value)
    if raw["kind"] == TICK:
        policy = AlertPolicy.read(raw["policy"]) if "policy" in raw else None
        return Tick(_instant(raw["at"]), policy)
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
        recorded_by=text(raw["recorded_by"]) if "recorded_by" in raw else None,
        names_this_victim=raw.get("names_this_victim", False) is True,
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


def _by_identity(event: AgencyEvent) -> AnyFact:
    """The fact, without an agency's own id of another event: the identity stands for it."""
    if isinstance(event.fact, ReportWithdrawn):
        return event.fact.by_identity(event.agency, event.source)
    return event.fact


def _victim(name: object) -> Pseudonym | None:
    return None if name is None else Pseudonym(text(name))


def pseudonyms(names: Iterable[object]) -> tuple[Pseudonym, ...]:
    """Pseudonyms from a record. Raises TypeError for what is no text."""
    return tuple(Pseudonym(text(each)) for each in names)


def _sequence(raw: dict[str, Any]) -> SequenceNumber:
    return SequenceNumber(text(raw["source"]), int(raw["number"]))


def _instant(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    return at if at.tzinfo is UTC else at.astimezone(UTC)
