"""Events of several cases and of offenders, as agencies publish them, through intake in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import orjson

from events.identifiers import Agency, Pseudonym, pseudonym
from events.offender_references import is_offender
from processors.fold.journey import fold
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from processors.stream.case_table import CaseTable
from published_journey import KEY, Read
from schemas.case_links import decode_message, encode_message
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact
from schemas.received_events import ReceivedEvent


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
