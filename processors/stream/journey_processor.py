"""Every victim's journey on this worker, and the clock that passes over them. No Kafka here."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from events.identifiers import Pseudonym
from processors.fold.journey import Journey
from processors.stream.journey_table import JourneyTable
from processors.stream.victim_state import (
    StateUpdate,
    VictimState,
    add_merged,
    all_rows,
    pass_time,
    take_facts,
)
from schemas.changes import Changes
from schemas.log_records import LoggedFact, MergedFact, Tick

_CLOCK = "clock:"


def _clock(partition: int) -> Pseudonym:
    """Under which name a partition's clock is kept, beside its victims."""
    return Pseudonym(f"{_CLOCK}{partition}")


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """A record as it was read: a fact or a tick of the log, or a fact that is lent."""

    partition: int
    offset: int
    told: LoggedFact | Tick | MergedFact


def place_of(partition_of: Callable[[str], int]) -> Callable[[str], int]:
    """Which partition a key of the table belongs in: its victim's of the log, or its clock's."""

    def place(key: str) -> int:
        name, _, _ = key.partition("/")
        return int(name.removeprefix(_CLOCK)) if name.startswith(_CLOCK) else partition_of(name)

    return place


class JourneyProcessor:
    """Folds the log, partition by partition, into what is kept of each victim.

    `table` remembers (Faust's, or a dict): a record of the log writes one of it, a few where time
    passed or something was lent. `place` tells the partition of each of its keys.
    """

    def __init__(self, table: MutableMapping[str, bytes], place: Callable[[str], int]) -> None:
        self._kept = JourneyTable(table)
        self._place = place
        self._wakes: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
        self._unsaid: dict[int, set[str]] = defaultdict(set)
        self._stood_at: dict[int, dict[int, list[str]]] = {}

    def recovered(self) -> None:
        """Find again, after the table was restored, when each journey wakes and what it stood at.

        No journey is read before it is needed.
        """
        self._wakes.clear()
        self._unsaid.clear()
        self._stood_at.clear()
        for name, stood in self._kept.recovered():
            partition = self._place(name)
            stood_at = self._stood_at.setdefault(partition, {})
            stood_at.setdefault(stood.offset, []).append(name)
            if stood.wakes is not None:
                heapq.heappush(self._wakes[partition], (stood.wakes, name))
            if stood.unpublished:
                self._unsaid[partition].add(name)

    def take(self, records: Iterable[StreamRecord]) -> Iterator[Changes | MergedFact]:
        """Take in records in order, and give back what is to be said and lent.

        What comes between two ticks is taken in together, victim by victim: however many facts of
        one wait, the journey is judged once.
        """
        waiting: list[StreamRecord] = []
        for record in records:
            if isinstance(record.told, Tick):
                yield from self._between_ticks(waiting)
                yield from self.tick(record.told, record.partition, record.offset)
                waiting.clear()
            else:
                waiting.append(record)
        yield from self._between_ticks(waiting)

    def _between_ticks(self, run: Iterable[StreamRecord]) -> Iterator[Changes | MergedFact]:
        own: dict[tuple[Pseudonym, int], dict[int, LoggedFact]] = defaultdict(dict)
        lent: dict[tuple[Pseudonym, int], list[MergedFact]] = defaultdict(list)
        for record in run:
            match record.told:
                case LoggedFact(victim=victim) as fact if victim:
                    own[victim, record.partition][record.offset] = fact
                case MergedFact(to=to) as each:
                    lent[to, record.partition].append(each)
        for (victim, partition), more in own.items():
            yield from _said(self.facts(victim, more, partition))
        for (victim, partition), theirs in lent.items():
            yield from _said(self.lent(victim, theirs, partition))

    def facts(
        self, victim: Pseudonym, more: Mapping[int, LoggedFact], partition: int
    ) -> StateUpdate:
        """Fold facts, by their offsets, into their victim's journey."""
        before = self._kept.get(victim)
        absorbed = take_facts(before, more, self._now(partition))
        new = {offset: logged for offset, logged in more.items() if offset > before.offset}
        if new:
            self._kept.put_facts(absorbed.held, new)
            self._note(partition, absorbed.held, before)
        return absorbed

    def lent(self, victim: Pseudonym, lent: Sequence[MergedFact], partition: int) -> StateUpdate:
        """Take facts that others lend into the journey they are lent to."""
        before = self._kept.get(victim)
        absorbed = add_merged(before, lent, self._now(partition))
        self._kept.put_lent(absorbed.held, lent)
        self._note(partition, absorbed.held, before)
        return absorbed

    def tick(self, tick: Tick, partition: int, offset: int) -> Iterator[Changes]:
        """Let the clock of a partition pass; what that changed, journey by journey."""
        yield from self._said_at(partition, offset)
        clock = self._kept.get(_clock(partition))
        now = max(clock.journey.now, tick.at)
        for victim in list(self._unsaid[partition]):
            yield from self._pass(victim, now, partition, offset)
        wakes = self._wakes[partition]
        while wakes and wakes[0][0] <= now:
            _, victim = heapq.heappop(wakes)
            wakes_now = self._kept.get(victim).journey.wakes
            if wakes_now and wakes_now <= now:
                yield from self._pass(victim, now, partition, offset)
        self._kept.put(VictimState(clock.victim, Journey(now=now), max(offset, clock.offset)))

    def _pass(self, victim: str, now: datetime, partition: int, offset: int) -> Iterator[Changes]:
        before = self._kept.get(victim)
        if before.offset < offset:
            after, changes = pass_time(before, now, offset)
            if after is not before:
                self._kept.put(after)
                self._note(partition, after, before)
            if changes:
                yield changes

    def _now(self, partition: int) -> datetime:
        return self._kept.get(_clock(partition)).journey.now

    def _note(self, partition: int, held: VictimState, before: VictimState) -> None:
        """When it wakes, and whether something is still to be said of it."""
        if held.unpublished is not before.unpublished:
            unpublished = self._unsaid[partition]
            (unpublished.add if held.unpublished else unpublished.discard)(held.victim)
        wakes = held.journey.wakes
        if wakes is not None and wakes != before.journey.wakes:
            heapq.heappush(self._wakes[partition], (wakes, held.victim))

    def _said_at(self, partition: int, offset: int) -> Iterator[Changes]:
        """What an earlier life of this worker changed at this very record."""
        for name in self._stood_at.get(partition, {}).get(offset, []):
            held = self._kept.get(name)
            if held.own and held.offset == offset:
                yield all_rows(held)


def _said(absorbed: StateUpdate) -> Iterator[Changes | MergedFact]:
    if absorbed.changes:
        yield absorbed.changes
    yield from absorbed.lends
