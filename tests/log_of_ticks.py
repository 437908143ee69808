"""A log of facts and ticks, taken in by workers that are killed, and whom people were told of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from caseworker_notes import Notes
from events.identifiers import Agency
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from pure_worker import KilledError, Table
from schemas.alert_policy import AlertPolicy
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.changes import Changes, Row
from schemas.log_records import LoggedFact
from schemas.ticks import Tick

HOLD = timedelta(minutes=45)
SLOW = timedelta(hours=14)

Log = Sequence[LoggedFact | Tick]


def policy(hold: timedelta = HOLD, **lags: timedelta) -> AlertPolicy:
    """A policy; agencies by their names, with `_` for `-`."""
    named = ((Agency(name.replace("_", "-")), lag) for name, lag in lags.items())
    return AlertPolicy(hold, tuple(sorted(named)))


def ticks(
    first: datetime, last: datetime, said: AlertPolicy | None, every: timedelta
) -> Iterable[Tick]:
    """A tick each `every`, both ends included."""
    for number in range((last - first) // every + 1):
        yield Tick(first + number * every, said)


def log_of(people: Iterable[Notes], ticked: Iterable[Tick]) -> list[LoggedFact | Tick]:
    """Facts as they were received, and ticks as they were written."""
    facts = [fact for notes in people for fact in notes.facts]
    return sorted([*facts, *ticked], key=_written)


def _written(record: LoggedFact | Tick) -> tuple[datetime, bool]:
    if isinstance(record, Tick):
        return record.at, False
    return record.received, True


@dataclass
class Told:
    """What came of a log: whom people were told of, and the rows in the end.

    `raised` has, by alert, the record at which people are told, and the alert as it was then.
    """

    raised: dict[UUID, tuple[int, Alert]] = field(default_factory=dict)
    rows: dict[UUID, Row] = field(default_factory=dict)

    def late(self) -> list[Alert]:
        """The alerts of late duties of one rule that anybody was told of."""
        late = (alert for _, alert in self.raised.values() if alert.kind is AlertKind.LATE)
        return [alert for alert in late if alert.rule == "R6.1"]

    def take(self, changes: Changes) -> None:
        for row in changes.rows:
            self.rows[row.id] = row
            if isinstance(row, Alert) and row.state is AlertState.RAISED:
                self.raised.setdefault(row.id, (changes.revision, row))
        for _, gone in changes.gone:
            self.rows.pop(gone, None)


def told(
    log: Log, killed_before: Collection[int] = (), killed_within: Mapping[int, int] | None = None
) -> Told:
    """Take a log in, record by record, by workers that are killed before some records, or within
    one, once so many records of the table are written.
    """
    table, seen = Table(), Told()
    worker = _worker(table)
    for offset, value in enumerate(log):
        if offset in killed_before:
            worker = _worker(table)
        if killed_within and offset in killed_within:
            table.writes_left = killed_within[offset]
            try:
                _take(worker, offset, value, seen)
            except KilledError:
                worker = _worker(table)
            table.writes_left = None
        _take(worker, offset, value, seen)
    return seen


def _worker(table: Table) -> JourneyProcessor:
    table.writes_left = None
    worker = JourneyProcessor(table, lambda name: 0)
    worker.recovered()
    return worker


def _take(worker: JourneyProcessor, offset: int, value: LoggedFact | Tick, seen: Told) -> None:
    for output in worker.take([StreamRecord(0, offset, value)]):
        if isinstance(output, Changes):
            seen.take(output)
