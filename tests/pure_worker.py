"""A worker of the journey processor without Kafka, and what ClickHouse would hold of its words."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from events.identifiers import Pseudonym
from processors.journey import Journey
from processors.journeys import Journeys
from processors.kept import Kept
from schemas.changes import Changes, Row
from schemas.log import Lent, Logged, Tick


class Worker:
    """The journeys of a worker, what they lend each other, and what ClickHouse would hold."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.journeys = Journeys(self.kept, lambda name: 0)
        self.waiting: list[Lent] = []
        self.table: dict[Pseudonym, dict[UUID, tuple[int, Row | None]]] = defaultdict(dict)
        self.offset = 0

    def fact(self, logged: Logged) -> None:
        absorbed = self.journeys.fact(logged, 0, self._next())
        assert absorbed
        self.waiting += absorbed.lends
        self._say(absorbed.changes)

    def lend(self, number: int = 0) -> None:
        self.waiting += self.journeys.lent(self.waiting.pop(number), 0).lends

    def tick(self, at: datetime) -> None:
        for changes in self.journeys.tick(Tick(at), 0, self._next()):
            self._say(changes)

    def killed(self) -> None:
        """Begin again with what the changelog holds."""
        self.journeys = Journeys(self.kept, lambda name: 0)
        self.journeys.recovered()

    def holds(self, victim: Pseudonym) -> Journey:
        return Kept.of(self.kept).get(victim).journey

    def rows(self, victim: Pseudonym) -> Mapping[UUID, Row]:
        return {row: value for row, (_, value) in self.table[victim].items() if value}

    def _next(self) -> int:
        self.offset += 1
        return self.offset

    def _say(self, changes: Changes | None) -> None:
        if changes is None:
            return
        table = self.table[changes.victim]
        for row in changes.rows:
            table[row.id] = (changes.revision, row)
        for _, gone in changes.gone:
            table[gone] = (changes.revision, None)
