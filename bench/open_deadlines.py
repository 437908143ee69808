"""A worker's restored table of very many journeys with open deadlines, made from two of them."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.clocks import Occurred
from events.identifiers import Agency, Pseudonym, event_identity
from events.investigation import SuspectArrested
from events.reporting import VictimIdentified
from events.vocabulary import AnyFact
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from schemas.log_records import LoggedFact
from schemas.ticks import Tick

_TEMPLATE = Pseudonym("victim-00000000000000000000000000")
_DIGITS = 26


@dataclass(frozen=True, slots=True)
class JourneyRecords:
    """The records of one journey by key; its name is in each of them, and in each key."""

    records: dict[str, bytes]

    @classmethod
    def arrested(cls, at: datetime, clock: datetime) -> "JourneyRecords":
        """Of a victim whose suspect was arrested at an instant, as it is stored at `clock`."""
        table: dict[str, bytes] = {}
        worker = JourneyProcessor(table, lambda name: 0)
        facts = (_fact(VictimIdentified(), at - timedelta(hours=1)), _fact(SuspectArrested(), at))
        values: list[Tick | LoggedFact] = [Tick(clock), *facts]
        for offset, value in enumerate(values):
            list(worker.take([StreamRecord(0, offset, value)]))
        return cls({key: each for key, each in table.items() if key.startswith(_TEMPLATE)})


def _fact(fact: AnyFact, at: datetime) -> LoggedFact:
    return LoggedFact(
        event=event_identity(Agency.MET_POLICE, "bench", fact.kind),
        agency=Agency.MET_POLICE,
        case="crime:met-police:4401234/25",
        victim=_TEMPLATE,
        occurred=Occurred(at),
        recorded=at,
        known=None,
        received=at,
        fact=fact,
    )


class OpenDeadlines(MutableMapping[str, bytes]):
    """What a worker restores: the first `due` journeys are of one kind, all others of another.

    A record is made when it is read, from that of its kind; what is written is stored.
    """

    def __init__(self, first: JourneyRecords, others: JourneyRecords, due: int, all_: int) -> None:
        self._kinds = (first.records, others.records)
        self._due, self._all = due, all_
        self._written: dict[str, bytes] = {}

    def __getitem__(self, key: str) -> bytes:
        written = self._written.get(key)
        if written is not None:
            return written
        name, slash, rest = key.partition("/")
        if not name.startswith("victim-"):
            raise KeyError(key)
        template = self._kinds[int(name[-_DIGITS:]) >= self._due][f"{_TEMPLATE}{slash}{rest}"]
        return template.replace(_TEMPLATE.encode(), name.encode())

    def __setitem__(self, key: str, value: bytes) -> None:
        self._written[key] = value

    def __delitem__(self, key: str) -> None:
        del self._written[key]

    def __iter__(self) -> Iterator[str]:
        for number in range(self._all):
            name = f"victim-{number:0{_DIGITS}}"
            for key in self._kinds[number >= self._due]:
                yield key.replace(_TEMPLATE, name)

    def __len__(self) -> int:
        return sum(1 for _ in self)
