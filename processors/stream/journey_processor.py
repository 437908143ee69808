"""Folds the log of record, partition by partition, and lets the clock pass. No Kafka here."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from events.identifiers import Pseudonym
from processors.fold.journey import Journey
from processors.fold.judging_clock import Clock
from processors.stream.journey_table import CLOCK, JourneyTable
from processors.stream.merged_facts import merged_into
from processors.stream.victim_state import (
    StateUpdate,
    VictimState,
    add_merged,
    all_rows,
    pass_time,
    take_facts,
    take_stopped,
)
from schemas.alert_policy import AlertTiming
from schemas.changes import Changes
from schemas.log_records import LoggedFact
from schemas.merge_records import FactsWithdrawn, JourneyGap, MergedFact, MergeRecord
from schemas.ticks import Tick

Output = Changes | MergeRecord
"""What is published of a record: changes of a journey, or what goes to another journey."""


UNPUBLISHED_A_TICK = 500
"""At most so many journeys are published whole with one tick: after an upgrade all of them wait."""


def _clock_name(partition: int) -> Pseudonym:
    """Under which name a partition's clock is stored, beside its victims."""
    return Pseudonym(f"{CLOCK}{partition}")


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """A record as it was read: a fact or a tick of the log, or what another journey sent."""

    partition: int
    offset: int
    value: LoggedFact | Tick | MergeRecord


def place_of(partition_of: Callable[[str], int]) -> Callable[[str], int]:
    """The partition of a key of the table: its victim's of the log, or its clock's."""

    def place(key: str) -> int:
        name, _, _ = key.partition("/")
        clock = name.removeprefix(CLOCK)
        return int(clock) if clock != name and clock.isdecimal() else partition_of(name)

    return place


class JourneyProcessor:
    """Takes in records of the log, in order, and gives back the changes of journeys.

    `table` remembers the states (Faust's, or a dict): a record of the log writes one record of it,
    a few where time passed, facts were merged or several came together. `place` tells the partition
    of each of its keys.
    """

    def __init__(self, table: MutableMapping[str, bytes], place: Callable[[str], int]) -> None:
        self._journeys = JourneyTable(table, self._timing_of)
        self._place = place
        self._next_changes: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
        self._unpublished: dict[int, set[str]] = defaultdict(set)
        self._restored_at: dict[int, dict[int, list[str]]] = {}

    def recovered(self) -> None:
        """Find again, after the table was restored, when time changes each journey.

        No journey is read before it is needed.
        """
        self._next_changes.clear()
        self._unpublished.clear()
        self._restored_at.clear()
        for name, stored in self._journeys.recovered():
            partition = self._place(name)
            restored_at = self._restored_at.setdefault(partition, {})
            restored_at.setdefault(stored.offset, []).append(name)
            if stored.next_change is not None:
                heapq.heappush(self._next_changes[partition], (stored.next_change, name))
            if stored.unpublished:
                self._unpublished[partition].add(name)

    def unreadable(self) -> Iterator[tuple[str, int, str]]:
        """The names in the table that turned out unreadable, with partition and type of error.

        Each is given once. A victim's journey stands still; a clock goes on with its next tick.
        """
        for name, error in self._journeys.newly_unreadable():
            yield name, self._place(name), error

    def take(self, records: Iterable[StreamRecord]) -> Iterator[Output]:
        """Take in records in order, and give back the changes and merged facts to publish.

        What comes between two ticks is taken in together, victim by victim: however many facts of
        one wait, the journey is judged once.
        """
        waiting: list[StreamRecord] = []
        for record in records:
            if isinstance(record.value, LoggedFact | MergedFact | FactsWithdrawn):
                waiting.append(record)
                continue
            yield from self._between_ticks(waiting)
            waiting.clear()
            if isinstance(record.value, Tick):
                yield from self.tick(record.value, record.partition, record.offset)
            else:
                yield from self.stop(record.value)
        yield from self._between_ticks(waiting)

    def _between_ticks(self, run: Iterable[StreamRecord]) -> Iterator[Output]:
        own: dict[tuple[Pseudonym, int], dict[int, LoggedFact]] = defaultdict(dict)
        merged: dict[tuple[Pseudonym, int], list[MergedFact | FactsWithdrawn]] = defaultdict(list)
        for record in run:
            match record.value:
                case LoggedFact(victim=victim) as fact if victim:
                    own[victim, record.partition][record.offset] = fact
                case MergedFact(to=to) | FactsWithdrawn(to=to) as each:
                    merged[to, record.partition].append(each)
        for (victim, partition), more in own.items():
            yield from _to_publish(self.facts(victim, more, partition))
        for (victim, partition), theirs in merged.items():
            yield from _to_publish(self.merged(victim, theirs, partition))

    def facts(
        self, victim: Pseudonym, more: Mapping[int, LoggedFact], partition: int
    ) -> StateUpdate:
        """Take facts, by their offsets, into their victim's journey."""
        before = self._journeys.get(victim)
        if before.stopped:
            return take_stopped(before, more, self._clock(partition))
        update = take_facts(before, more, self._clock(partition))
        new = {offset: logged for offset, logged in more.items() if offset > before.offset}
        if new:
            self._journeys.put_facts(before, update.state, new)
            self._schedule(partition, update.state, before)
        return update

    def merged(
        self, victim: Pseudonym, more: Sequence[MergedFact | FactsWithdrawn], partition: int
    ) -> StateUpdate:
        """Take in what other victims' journeys sent to the one that they are merged into."""
        before = self._journeys.get(victim)
        if before.stopped:
            return StateUpdate(before)
        update = add_merged(before, more, self._clock(partition))
        self._journeys.put_merged(before, update.state, more)
        self._schedule(partition, update.state, before)
        return update

    def stop(self, gap: JourneyGap) -> Iterator[JourneyGap]:
        """Stop a victim's journey, and that of whoever they were merged into."""
        before = self._journeys.get(gap.victim)
        if not before.stopped:
            self._journeys.put(replace(before, stopped=True))
        yield from gap.on_to(merged_into(gap.victim, before.own))

    def tick(self, tick: Tick, partition: int, offset: int) -> Iterator[Changes]:
        """Let the clock of a partition pass; what that changed, journey by journey."""
        yield from self._changed_before(partition, offset)
        before = self._journeys.get(_clock_name(partition))
        clock = _after(self._clock(partition), tick)
        if clock.timing is not before.journey.timing:
            self._journeys.put_timing(before, clock.timing)
        for victim in list(islice(self._unpublished[partition], UNPUBLISHED_A_TICK)):
            yield from self._pass_time(victim, clock, partition, offset)
        next_changes = self._next_changes[partition]
        while next_changes and next_changes[0][0] <= clock.now:
            _, victim = heapq.heappop(next_changes)
            next_change = self._journeys.get(victim).journey.next_change
            if next_change and next_change <= clock.now:
                yield from self._pass_time(victim, clock, partition, offset)
        passed = Journey(now=clock.now, timing=clock.timing)
        self._journeys.put(VictimState(before.victim, passed, max(offset, before.offset)))

    def _pass_time(
        self, victim: str, clock: Clock, partition: int, offset: int
    ) -> Iterator[Changes]:
        before = self._journeys.get(victim)
        if before.stopped:
            self._unpublished[partition].discard(victim)
        elif before.offset < offset:
            after, changes = pass_time(before, clock, offset)
            self._journeys.put(after)
            self._schedule(partition, after, before)
            if changes:
                yield changes

    def _clock(self, partition: int) -> Clock:
        journey = self._journeys.get(_clock_name(partition)).journey
        return Clock(journey.now, journey.timing)

    def _timing_of(self, name: str) -> AlertTiming:
        return self._clock(self._place(name)).timing

    def _schedule(self, partition: int, state: VictimState, before: VictimState) -> None:
        """Note when time changes a journey next, and whether it is still to be published."""
        if state.unpublished is not before.unpublished:
            unpublished = self._unpublished[partition]
            (unpublished.add if state.unpublished else unpublished.discard)(state.victim)
        next_change = state.journey.next_change
        known = next_change == before.journey.next_change and not before.unpublished
        if next_change is not None and not known:
            heapq.heappush(self._next_changes[partition], (next_change, state.victim))

    def _changed_before(self, partition: int, offset: int) -> Iterator[Changes]:
        """What an earlier life of this worker changed at this very record."""
        for name in self._restored_at.get(partition, {}).get(offset, []):
            state = self._journeys.get(name)
            if state.own and state.offset == offset:
                yield all_rows(state)


def _after(clock: Clock, tick: Tick) -> Clock:
    """The clock of a partition after a tick. It never goes back."""
    timing = clock.timing
    if tick.policy and tick.at > clock.now:
        timing = timing.with_policy(tick.at, tick.policy)
    return Clock(max(clock.now, tick.at), timing)


def _to_publish(update: StateUpdate) -> Iterator[Output]:
    if update.changes:
        yield update.changes
    yield from update.merged_facts
