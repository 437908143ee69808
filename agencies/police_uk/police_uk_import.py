"""An import: files in, events out, every row accounted for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from agencies.police_uk.crimes import (
    RowRefused,
    crime_events,
    crime_of,
    outcome_event,
    outcome_of,
)
from agencies.police_uk.csv_rows import Row, rows
from agencies.police_uk.import_report import Report, RowRefusal
from agencies.police_uk.published_files import FileKind, SourceFile, find
from events.reporting import VictimIdentified
from schemas.cloudevents import AgencyEvent


def read(paths: Iterable[Path]) -> Iterator[AgencyEvent]:
    """The events of every file under these paths. Raises NoSuchFile."""
    return Import(find(paths).files).events()


class Import:
    """Reads files of data.police.uk once; `report` is the account so far, complete at the end."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.report = Report()
        self._files = list(files)
        self._seen: set[bytes] = set()

    def events(self, progress: Callable[[int], None] = lambda _: None) -> Iterator[AgencyEvent]:
        """Every event, in the order of files and rows; a victim's identification once.

        `progress` gets each number of bytes read.
        """
        for file in self._files:
            self.report.files += 1
            same: Counter[str] = Counter()
            for row in rows(file, progress):
                if isinstance(row, RowRefusal):
                    self.report.refuse(row)
                else:
                    yield from map(self._counted, self._events(file.kind, row, same))

    def _events(self, kind: FileKind, row: Row, same: Counter[str]) -> list[AgencyEvent]:
        try:
            if kind is FileKind.STREET:
                return self._crime(row, same)
            return self._later_outcome(row, same)
        except RowRefused as refused:
            self.report.refuse(RowRefusal(row.file, row.line, refused.reason))
            return []

    def _crime(self, row: Row, same: Counter[str]) -> list[AgencyEvent]:
        crime = crime_of(row.cells)
        same[crime.content] += 1
        same[crime.outcome_content] += 1
        self.report.count_row(crime.victim_kind)
        events = crime_events(crime, same[crime.content], same[crime.outcome_content])
        return [*filter(self._is_new, events)]

    def _later_outcome(self, row: Row, same: Counter[str]) -> list[AgencyEvent]:
        outcome = outcome_of(row.cells)
        same[outcome.content] += 1
        self.report.count_outcome()
        return [outcome_event(outcome, same[outcome.content])]

    def _is_new(self, event: AgencyEvent) -> bool:
        """Whether no earlier row of the case has identified the victim."""
        fact = event.fact
        if isinstance(fact, VictimIdentified):
            self.report.journeys[fact.victim_kind] += self._first(f"victim {event.victim}")
            return self._first(f"event {event.id} {event.source}")
        return True

    def _counted(self, event: AgencyEvent) -> AgencyEvent:
        self.report.cases += self._first(f"case {event.case}")
        self.report.events += 1
        return event

    def _first(self, name: str) -> bool:
        """Whether this is new; it is remembered as a digest, because there may be millions."""
        digest = blake2b(name.encode(), digest_size=12).digest()
        known = digest in self._seen
        self._seen.add(digest)
        return not known
