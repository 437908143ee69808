"""The intake without Kafka: every case in a table, and the messages that cases send one another."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from processors.stream.case_intake import IntakeResult, take_in, take_message
from processors.stream.case_table import CaseTable
from schemas.case_links import CaseMessage, encode_message
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact


class CountedRecords(dict[str, bytes]):
    """A table that counts what is written to it."""

    writes = 0
    bytes_written = 0

    def __setitem__(self, key: str, value: bytes) -> None:
        self.writes += 1
        self.bytes_written += len(key) + len(value)
        super().__setitem__(key, value)


@dataclass
class PureIntake:
    """Takes events in one after the other, each with all messages that follow from it."""

    table: CountedRecords = field(default_factory=CountedRecords)
    records: list[LoggedFact] = field(default_factory=list)
    messages: int = 0
    _to_read: deque[CaseMessage] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._cases = CaseTable(self.table)

    def take(self, events: Iterable[AgencyEvent], received: datetime) -> None:
        """Take events in. The broker received them all at one moment."""
        for number, event in enumerate(events):
            case = self._cases.get(event.case)
            self._write(event.case, take_in(case, event, received, b"bench", f"agency/0/{number}"))
            while self._to_read:
                message = self._to_read.popleft()
                case = self._cases.get(message.to)
                place = f"case-links/0/{self.messages}"
                self._write(message.to, take_message(case, message, place))

    def _write(self, name: str, taken: IntakeResult) -> None:
        self._cases.put(name, taken.case)
        self.records += taken.records
        for message in taken.messages:
            encode_message(message)
            self.messages += 1
            self._to_read.append(message)
