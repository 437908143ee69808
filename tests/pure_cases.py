"""Cases that intake keeps and their messages, over two topics in memory: kills included."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from events.clocks import Occurred
from events.fact import Fact
from events.identifiers import Agency, CaseLevel, Pseudonym, level
from events.identity import CaseLinked
from events.reporting import VictimIdentified
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from processors.stream.case_table import CaseTable, case_of_key
from schemas.case_links import CaseMessage, LinkAdded, VictimJoined, decode_message, encode_message
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact

KEY = b"a secret"
AT = datetime(2025, 4, 1, 10, tzinfo=UTC)


def case_event(number: int, case: str, fact: Fact, victim: str | None = None) -> AgencyEvent:
    return AgencyEvent(
        id=str(number),
        source="any",
        agency=Agency.MET_POLICE,
        case=case,
        occurred=Occurred(AT),
        fact=fact,  # type: ignore[arg-type]
        victim=victim,
    )


def link(number: int, one: str, other: str) -> AgencyEvent:
    return case_event(number, one, CaseLinked(other=other))


def identified(number: int, case: str, name: str) -> AgencyEvent:
    return case_event(number, case, VictimIdentified(), f"met-police:{name}")


@dataclass
class PureCases:
    """Every case, the events in their order, and the messages that cases sent one another."""

    events: list[AgencyEvent]
    table: dict[str, bytes] = field(default_factory=dict)
    messages: list[tuple[str, bytes]] = field(default_factory=list)
    records: list[LoggedFact] = field(default_factory=list)
    next_event: int = 0
    next_message: int = 0

    def __post_init__(self) -> None:
        self.cases = CaseTable.of(self.table)

    def event(self) -> None:
        """Take in the next event; the broker received it as many minutes on as it has numbers."""
        number = self.next_event
        event = self.events[number]
        received = AT + timedelta(minutes=int(event.id))
        taken = take_in(
            self.cases.get(event.case), event, received, KEY, f"agency.met-police/0/{number}"
        )
        self.next_event += 1
        self._write(event.case, taken)

    def message(self) -> None:
        number = self.next_message
        to, value = self.messages[number]
        message = decode_message(to.encode(), value)
        assert isinstance(message, VictimJoined | LinkAdded)
        self.next_message += 1
        self._write(to, take_message(self.cases.get(to), message, f"case-links/0/{number}"))

    def snapshot(self) -> "PureCases":
        """As it is now; what it does later does not change it."""
        return replace(
            self,
            table=dict(self.table),
            messages=list(self.messages),
            records=list(self.records),
        )

    def waits(self) -> tuple[bool, bool]:
        """Whether an event waits, and whether a message does."""
        return self.next_event < len(self.events), self.next_message < len(self.messages)

    def run(self) -> None:
        """Take in all that waits, messages first."""
        while any(self.waits()):
            self.message() if self.waits()[1] else self.event()

    def known(self) -> dict[str, Mapping[Pseudonym, datetime]]:
        """Since when each case knows of each victim."""
        stored = CaseTable.of(self.table)
        cases = {name: stored.get(name) for name in map(case_of_key, self.table)}
        return {name: case.victims for name, case in cases.items() if case.victims}

    def given(self) -> dict[Pseudonym, dict[UUID, datetime]]:
        """The facts in each victim's journey, and since when each was learned."""
        found: dict[Pseudonym, dict[UUID, datetime]] = defaultdict(dict)
        for logged in self.records:
            if logged.victim:
                learned = found[logged.victim].get(logged.event, logged.learned)
                found[logged.victim][logged.event] = min(learned, logged.learned)
        return found

    def _write(self, name: str, taken: IntakeResult) -> None:
        self.cases.put(name, taken.case)
        self.records += taken.records
        self.messages += [(each.to, encode_message(each)) for each in taken.messages]


def reachable(events: list[AgencyEvent]) -> dict[tuple[str, str], datetime]:
    """By case and victim's reference, since when the victim concerns the case: by the plain rule.

    A victim concerns a case once identified and once each link of some way to it is known; of
    several ways that counts which was known first. No way leads to a crime from what is none, and
    none from one prosecution over an arrest or a court's number to another prosecution.
    """
    at = {event: AT + timedelta(minutes=int(event.id)) for event in events}
    ways = [
        (one, other, at[event])
        for event in events
        if isinstance(event.fact, CaseLinked)
        for one, other in ((event.case, event.fact.other), (event.fact.other, event.case))
        if not (level(other) is CaseLevel.CRIME < level(one))
    ]
    known: dict[tuple[str, str, bool], datetime] = {}
    waits = [(event.case, event.victim, False, at[event]) for event in events if event.victim]
    while waits:
        case, victim, placed, since = waits.pop()
        if since < known.get((case, victim, placed), datetime.max.replace(tzinfo=UTC)):
            known[case, victim, placed] = since
            is_prosecution = level(case) is CaseLevel.PROSECUTION
            waits += [
                (other, victim, placed or is_prosecution, max(since, linked))
                for one, other, linked in ways
                if one == case
                and (is_prosecution or not placed or level(other) is not CaseLevel.PROSECUTION)
            ]
    first: dict[tuple[str, str], datetime] = {}
    for (case, victim, _), since in known.items():
        first[case, victim] = min(since, first.get((case, victim), since))
    return first


@dataclass
class CaseNetwork:
    """Every case, told of at once: what each victim's journey is given, and the messages sent."""

    key: bytes = b"a secret of the tests, long enough to be one"
    files: dict[str, CaseFile] = field(default_factory=dict)
    given: dict[Pseudonym, dict[UUID, LoggedFact]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    sent: list[CaseMessage] = field(default_factory=list)

    def take_all(self, events: Iterable[AgencyEvent]) -> None:
        """Take events in, each a minute after the one before, with all messages that follow."""
        for number, event in enumerate(events):
            case, received = self._file(event.case), AT + timedelta(minutes=number)
            waits = self._took(event.case, take_in(case, event, received, self.key))
            while waits:
                message = waits.pop(0)
                waits += self._took(message.to, take_message(self._file(message.to), message))

    def _file(self, name: str) -> CaseFile:
        return self.files.setdefault(name, CaseFile())

    def _took(self, name: str, taken: IntakeResult) -> list[CaseMessage]:
        self.files[name] = taken.case
        self.sent += taken.messages
        for logged in taken.records:
            if logged.victim:
                self.given[logged.victim][logged.event] = logged
        return [*taken.messages]
