"""Every victim's journey on this worker, and the clock that passes over them. No Kafka here."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from datetime import datetime

from events.identifiers import Pseudonym
from processors.held import Absorbed, Held, absorb, borrow, everything, pass_time
from processors.journey import Journey
from processors.kept import Kept
from schemas.changes import Changes
from schemas.log import Lent, Logged, Tick

_CLOCK = "clock:"


def _clock(partition: int) -> Pseudonym:
    """Under which name a partition's clock is kept, beside its victims."""
    return Pseudonym(f"{_CLOCK}{partition}")


class Journeys:
    """Folds the log, partition by partition, into what is kept of each victim.

    `table` remembers (Faust's, or a dict): a record of the log writes one of it, a few where time
    passed or something was lent. `partition_of` tells a victim's partition of the log.
    """

    def __init__(
        self,
        table: MutableMapping[str, bytes],
        partition_of: Callable[[str], int],
    ) -> None:
        self._kept = Kept(table)
        self._partition_of = partition_of
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
            partition = self._partition(name)
            stood_at = self._stood_at.setdefault(partition, {})
            stood_at.setdefault(stood.offset, []).append(name)
            if stood.wakes is not None:
                heapq.heappush(self._wakes[partition], (stood.wakes, name))
            if stood.unsaid:
                self._unsaid[partition].add(name)

    def fact(self, logged: Logged, partition: int, offset: int) -> Absorbed | None:
        """Fold one fact into its victim's journey; None where it is nobody's."""
        if logged.victim is None:
            return None
        before = self._kept.get(logged.victim)
        absorbed = absorb(before, logged, offset, self._now(partition))
        held = absorbed.held
        if held is not before:
            added = held.own.get(logged.event) is logged
            self._kept.put(held, logged if added else None)
            self._note(partition, held, before)
        return absorbed

    def lent(self, lent: Lent, partition: int) -> Absorbed:
        """Take a fact that another victim lends into the journey it is lent to."""
        before = self._kept.get(lent.to)
        absorbed = borrow(before, lent, self._now(partition))
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
        self._kept.put(Held(clock.victim, Journey(now=now), max(offset, clock.offset)))

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

    def _partition(self, name: str) -> int:
        is_clock = name.startswith(_CLOCK)
        return int(name.removeprefix(_CLOCK)) if is_clock else self._partition_of(name)

    def _note(self, partition: int, held: Held, before: Held) -> None:
        """When it wakes, and whether something is still to be said of it."""
        if held.unsaid is not before.unsaid:
            unsaid = self._unsaid[partition]
            (unsaid.add if held.unsaid else unsaid.discard)(held.victim)
        wakes = held.journey.wakes
        if wakes is not None and wakes != before.journey.wakes:
            heapq.heappush(self._wakes[partition], (wakes, held.victim))

    def _said_at(self, partition: int, offset: int) -> Iterator[Changes]:
        """What an earlier life of this worker changed at this very record."""
        for name in self._stood_at.get(partition, {}).get(offset, []):
            held = self._kept.get(name)
            if held.own and held.offset == offset:
                yield everything(held)
