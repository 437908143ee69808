"""Two workers of the journey processor that pass facts to one another, and the agencies' merges."""

from collections import defaultdict, deque
from dataclasses import replace
from datetime import datetime

from caseworker_notes import Notes
from events.contact import ToldAbout
from events.identifiers import Agency, Pseudonym, event_identity
from events.identity import VictimsMerged, VictimsUnmerged
from processors.stream.journey_table import JourneyTable
from processors.stream.removed_rows import has_rows
from pure_worker import PureWorker
from schemas.log_records import LoggedFact
from schemas.merge_records import JourneyGap, MergeRecord
from story_facts import told

ISSUERS = {
    Pseudonym("victim-met-1"): Agency.MET_POLICE,
    Pseudonym("victim-met-2"): Agency.MET_POLICE,
    Pseudonym("victim-support"): Agency.VICTIM_SUPPORT,
    Pseudonym("victim-city"): Agency.CITY_POLICE,
}
"""Who issued the reference of each pseudonym."""

FIRST, SECOND, CLIENT, CITY = ISSUERS


def own_facts(victim: Pseudonym) -> list[LoggedFact]:
    """A victim's own facts: they were identified, and told of something."""
    notes = Notes(victim)
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-20 14:00", told(ToldAbout.PROGRESS), ISSUERS[victim])
    return notes.facts


OWN = {victim: own_facts(victim) for victim in ISSUERS}


def said(
    number: int,
    fact: VictimsMerged | VictimsUnmerged,
    kept: Pseudonym,
    joined: Pseudonym,
    agency: Agency,
) -> list[LoggedFact]:
    """What an agency says of two references, `number` hours into May: as the log has it."""
    when = f"2025-05-{1 + number // 24:02d} {number % 24:02d}:00"
    logged = replace(
        Notes(kept).happened(when, fact, agency),
        event=event_identity(agency, "merges", str(number)),
        kept=kept,
        joined=joined,
        issuers=(ISSUERS[kept], ISSUERS[joined]),
    )
    return [replace(logged, victim=each) for each in (kept, joined)]


class MergingWorkers:
    """Victims on two workers. What one sends to a victim comes in order, from each worker."""

    def __init__(self) -> None:
        self.workers = (PureWorker(), PureWorker())
        self.on_the_way: dict[tuple[int, Pseudonym], deque[MergeRecord]] = defaultdict(deque)

    def worker(self, victim: Pseudonym) -> PureWorker:
        return self.workers[list(ISSUERS).index(victim) % 2]

    def facts(self, *facts: LoggedFact, killed_after: int | None = None) -> None:
        """Take in facts of the log, each at its victim's worker."""
        for worker in self.workers:
            theirs = [each for each in facts if each.victim and self.worker(each.victim) is worker]
            if theirs:
                worker.facts(*theirs, killed_after=killed_after)
                self._collect()

    def deliver(self, number: int) -> None:
        """Let the oldest record of one of the ways arrive."""
        ways = [way for way, records in self.on_the_way.items() if records]
        if ways:
            way = ways[number % len(ways)]
            receiver = self.worker(way[1])
            receiver.waiting.append(self.on_the_way[way].popleft())
            receiver.take_merge_records()
            self._collect()

    def take_away(self, to: Pseudonym) -> list[MergeRecord]:
        """What is on the way to a victim, which does not arrive by itself any more."""
        ways = [records for way, records in self.on_the_way.items() if way[1] == to]
        taken = [each for records in ways for each in records]
        for records in ways:
            records.clear()
        return taken

    def deliver_all(self) -> None:
        self._collect()
        while any(self.on_the_way.values()):
            self.deliver(0)

    def tick(self, at: datetime) -> None:
        for worker in self.workers:
            worker.tick(at)

    def stored_owners(self, victim: Pseudonym) -> set[str]:
        """Whose facts are stored with a victim's, by the table's keys."""
        keys = (key.split("/") for key in self.worker(victim).changelog if not has_rows(key))
        return {key[1] for key in keys if key[0] == victim and len(key) == 3}

    def holds_of(self, victim: Pseudonym) -> set[Pseudonym]:
        """Whose facts the state that is read from the table has beside the victim's own."""
        return set(JourneyTable.of(self.worker(victim).changelog).get(victim).merged)

    def _collect(self) -> None:
        for number, worker in enumerate(self.workers):
            for record in worker.waiting:
                to = record.victim if isinstance(record, JourneyGap) else record.to
                self.on_the_way[number, to].append(record)
            worker.waiting.clear()
