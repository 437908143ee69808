"""A worker of the journey processor without Kafka, and the rows that ClickHouse would hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from events.identifiers import Pseudonym
from processors.fold.journey import Journey
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from processors.stream.journey_table import CLOCK, JourneyTable
from schemas.alert_policy import AlertPolicy
from schemas.changes import Changes, Row
from schemas.log_records import LoggedFact
from schemas.merge_records import JourneyGap, MergeRecord
from schemas.ticks import Tick


class KilledError(Exception):
    """The worker was killed while it wrote."""


class Table(dict[str, bytes]):
    """What the changelog holds; it may be told to be written no more than so many times."""

    writes_left: int | None = None

    def __setitem__(self, key: str, value: bytes) -> None:
        if self.writes_left is not None:
            if not self.writes_left:
                raise KilledError
            self.writes_left -= 1
        super().__setitem__(key, value)


class PureWorker:
    """The journeys of a worker, what a merge makes them pass on, and what ClickHouse would hold."""

    def __init__(self) -> None:
        self.changelog = Table()
        self.journeys = JourneyProcessor(self.changelog, lambda name: 0)
        self.waiting: list[MergeRecord] = []
        self.table: dict[Pseudonym, dict[UUID, tuple[int, Row | None]]] = defaultdict(dict)
        self.offset = 0

    def facts(
        self,
        *facts: LoggedFact,
        killed_after: int | None = None,
        then: Sequence[LoggedFact] = (),
    ) -> None:
        """Take in facts that wait together; killed after so many writes, again by the next.

        By `then`, which come after them, the next waits too, if it is killed.
        """
        records = [StreamRecord(0, self._next(), logged) for logged in facts]
        later = [StreamRecord(0, self._next(), logged) for logged in then]
        self.changelog.writes_left = killed_after
        try:
            self._take(records)
        except KilledError:
            self.killed()
            records, later = [*records, *later], []
            self._take(records)
        self.changelog.writes_left = None
        if later:
            self._take(later)

    def take_merge_records(self, number: int = 0, most: int = 1) -> None:
        """Take in some of the merge records that wait."""
        merged = self.waiting[number : number + most]
        del self.waiting[number : number + most]
        self._take([StreamRecord(0, 0, each) for each in merged])

    def take_all_merge_records(self) -> None:
        """Pass on all that waits, and what that makes wait."""
        while self.waiting:
            self.take_merge_records()

    def gap(self, victim: Pseudonym) -> None:
        """Meet a record of a victim that cannot be read."""
        self.facts_and_gap((), victim, ())

    def facts_and_gap(
        self, before: Sequence[LoggedFact], victim: Pseudonym, after: Sequence[LoggedFact]
    ) -> None:
        """The same between facts that wait together with it."""
        values: list[LoggedFact | JourneyGap] = [*before, JourneyGap(victim), *after]
        self._take([StreamRecord(0, self._next(), value) for value in values])

    def again(self, facts: Sequence[LoggedFact]) -> None:
        """Take in once more the facts that were the first ever, at their offsets."""
        self._take([StreamRecord(0, number, each) for number, each in enumerate(facts, 1)])

    def tick(self, at: datetime, policy: AlertPolicy | None = None) -> None:
        self._take([StreamRecord(0, self._next(), Tick(at, policy))])

    def killed(self) -> None:
        """Begin again with what the changelog holds."""
        self.changelog.writes_left = None
        self.journeys = JourneyProcessor(self.changelog, lambda name: 0)
        self.journeys.recovered()

    def holds(self, victim: Pseudonym) -> Journey:
        """What another worker reads, by the policies that the clock has."""
        timing = JourneyTable.of(self.changelog).get(f"{CLOCK}0").journey.timing
        journeys = JourneyTable(self.changelog, lambda _: timing)
        list(journeys.recovered())
        return journeys.get(victim).journey

    def rows(self, victim: Pseudonym) -> Mapping[UUID, Row]:
        return {row: value for row, (_, value) in self.table[victim].items() if value}

    def _next(self) -> int:
        self.offset += 1
        return self.offset

    def _take(self, records: Sequence[StreamRecord]) -> None:
        for output in self.journeys.take(records):
            if isinstance(output, Changes):
                self._project(output)
            else:
                self.waiting.append(output)

    def _project(self, changes: Changes) -> None:
        table = self.table[changes.victim]
        for row in changes.rows:
            table[row.id] = (changes.revision, row)
        for _, removed in changes.gone:
            table[removed] = (changes.revision, None)
