"""Events of several cases and of offenders, as agencies publish them, through intake in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import orjson

from events.identifiers import Agency, Pseudonym, pseudonym
from events.offender_references import is_offender
from processors.fold.journey import fold
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from processors.stream.case_table import CaseTable
from published_journey import KEY, Read, published_event
from schemas.case_links import decode_message, encode_message
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact
from schemas.received_events import ReceivedEvent

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
V1, V2 = "met-police:V1", "met-police:V2"
URN, OTHER_URN = "urn:01ZD0303225", "urn:01ZD0404425"
CRIME = "crime:met-police:4401234/25"
NOMS, OTHER_NOMS, CRN, PNC = "noms:A1234BC", "noms:A9999ZZ", "crn:X320741", "pnc:2012/0012345X"
ASN = "2501ZD0100000104411J"

Event = dict[str, Any]


def said(
    kind: str, at: str, agency: str, subject: str = NOMS, victim: str = "", **data: Any
) -> Event:
    """An event of a day, by default about an offender."""
    extra = {"victim": victim} if victim else {}
    extra["id"] = f"{kind}-{at}-{agency}-{subject}-{victim}-{data.get('offender')}"
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=subject, **extra)


def identified(victim: str, subject: str = URN) -> Event:
    """A victim of a case."""
    return said("victim-identified", "2025-03-01", "met-police", subject, victim)


def linked(subject: str = URN, offender: str = NOMS, at: str = "2026-01-10", **data: Any) -> Event:
    """A case is linked with an offender."""
    return said("offender-linked", at, "prison-service", subject, offender=offender, **data)


def unlinked(subject: str = URN, offender: str = NOMS, at: str = "2026-02-01") -> Event:
    """A link is taken back."""
    return said("offender-unlinked", at, "prison-service", subject, offender=offender)


RELEASED = said("prisoner-released", "2026-06-10", "prison-service", release="conditional")
RECALLED = said("prisoner-recalled", "2026-07-10", "prison-service", recall="fixed-term-28")


@dataclass
class OffenderCases:
    """The table of cases, the log, and how many messages went between cases.

    Events and messages come in an order that `chance` draws: any event before any message.
    """

    chance: Random = field(default_factory=lambda: Random(1))
    table: dict[str, bytes] = field(default_factory=dict)
    log: list[bytes] = field(default_factory=list)
    facts: dict[Pseudonym | None, list[LoggedFact]] = field(
        default_factory=lambda: defaultdict(list)
    )
    messages: list[tuple[str, bytes]] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.cases = CaseTable.of(self.table)

    def publish(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Take in events as they come, and their messages in between; then all that waits."""
        for event in events:
            self.take(event)
            while self.messages and self.chance.random() < 0.5:
                self._message()
        self.settle()

    def settle(self) -> None:
        """Take in every message that waits."""
        while self.messages:
            self._message()

    def read(self, victim: str, at: datetime) -> Read:
        """A victim's journey."""
        return Read(fold(self.facts_of(victim), at))

    def facts_of(self, victim: str) -> list[LoggedFact]:
        """What the log has of a victim."""
        return self.facts[pseudonym(victim, KEY)]

    def take(self, event: Mapping[str, Any]) -> None:
        """Take in one event, and no message. Raises Refused."""
        read = decode(orjson.dumps(event), [])
        received = datetime.fromisoformat(event["time"]) + timedelta(minutes=1)
        check_arrival(read, Agency(event["agency"]), event["subject"].encode(), received)
        if is_offender(read.case):
            self._send(take_in(CaseFile(), read, received, KEY))
        else:
            self._write(read.case, take_in(self.cases.get(read.case), read, received, KEY))

    def _message(self) -> None:
        to, value = self.messages.pop(self.chance.randrange(len(self.messages)))
        message = decode_message(to.encode(), value)
        assert not isinstance(message, ReceivedEvent)
        self._write(to, take_message(self.cases.get(to), message))

    def _write(self, case: str, taken: IntakeResult) -> None:
        self.cases.put(case, taken.case)
        self._send(taken)

    def _send(self, taken: IntakeResult) -> None:
        for logged in taken.records:
            self.log.append(logged.written)
            self.facts[logged.victim].append(logged)
        for message in taken.messages:
            self.messages.append((message.to, encode_message(message)))
            self.sent += 1


def published(*events: Event, chance: int = 1) -> OffenderCases:
    """What comes of events, in an order of messages by chance."""
    cases = OffenderCases(Random(chance))
    cases.publish(events)
    return cases
