"""A topic of looks in memory, which can lose answers, and looks to write to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from access.look_chain import TopicRecord
from access.looks import (
    BreakGlassReason,
    BrokenGlass,
    Look,
    LookAction,
    Looked,
    NotRecordedError,
)
from access.viewer import Role
from events.identifiers import Agency

AT = datetime(2025, 3, 3, 10, 12, tzinfo=UTC)
VICTIM = "victim-" + "a2" * 13
ANOTHER = "victim-" + "b3" * 13
PROVIDER = "https://provider.example"


def look(number: int = 0, *victims: str, subject: str = "1") -> Look:
    """A caseworker's look at a journey, so many minutes after AT."""
    return Look(
        issuer=PROVIDER,
        subject=subject,
        role=Role.CASEWORKER,
        to_whom=Agency.MET_POLICE,
        at=AT + timedelta(minutes=number),
        action=LookAction.CONSULTED,
        kind=Looked.JOURNEY,
        what=None,
        victims=victims or (VICTIM,),
    )


def broken_glass(subject: str = "1", teams: tuple[str, ...] = ("hackney-1",)) -> BrokenGlass:
    """A caseworker opened the journey of VICTIM for an hour."""
    return BrokenGlass(
        issuer=PROVIDER,
        subject=subject,
        role=Role.CASEWORKER,
        agency=Agency.MET_POLICE,
        staff="MP1001",
        teams=frozenset(teams),
        at=AT,
        until=AT + timedelta(hours=1),
        victim=VICTIM,
        reason=BreakGlassReason.RISK,
    )


@dataclass
class TopicInMemory:
    """What Kafka has. `away`: nothing is stored; `deaf`: it is stored, and the answer is lost.

    `late` has what is stored only when the test says so.
    """

    records: list[TopicRecord] = field(default_factory=list)
    away: bool = False
    deaf: bool = False
    slow: bool = False
    late: list[tuple[bytes, bytes]] = field(default_factory=list)

    def append(self, key: bytes, value: bytes) -> int:
        if self.slow:
            self.late.append((key, value))
        elif not self.away:
            self.store(key, value)
        if self.away or self.deaf or self.slow:
            raise NotRecordedError
        return len(self.records) - 1

    def store(self, key: bytes, value: bytes) -> None:
        self.records.append((len(self.records), key, value))

    def arrive(self) -> None:
        """What was on its way arrives."""
        for key, value in self.late:
            self.store(key, value)
        self.late.clear()

    def since(self, offset: int) -> Iterator[TopicRecord]:
        if self.away:
            raise NotRecordedError
        yield from self.records[offset:]
