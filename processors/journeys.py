"""Every victim's journey on this worker, and the clock that passes over them. No Kafka here."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from datetime import datetime

from events.identifiers import Pseudonym
from processors.held import Absorbed, Held, absorb, borrow, everything, pass_time
from processors.journey import Journey
from schemas.changes import Changes
from schemas.log import Lent, Logged, Tick


def clock_key(partition: int) -> Pseudonym:
    """Under which key a partition's clock is held, beside its victims."""
    return Pseudonym(f"clock:{partition}")


class Journeys:
    """Folds the log, partition by partition, into what is held by victim.

    `held` remembers (a Faust table, or a dict); each key is written at most once a record.
    `partition_of` tells a key's partition of the log.
    """

    def __init__(
        self,
        held: MutableMapping[str, Held],
        partition_of: Callable[[str], int],
    ) -> None:
        self._held = held
        self._partition_of = partition_of
        self._wakes: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
        self._unsaid: dict[int, set[str]] = defaultdict(set)
        self._recovered_to: dict[int, int] = {}

    def recovered(self) -> None:
        """Find again, after `held` was restored, when each journey wakes."""
        self._wakes.clear()
        self._unsaid.clear()
        self._recovered_to.clear()
        for key, held in list(self._held.items()):
            partition = self._partition_of(key)
            last = self._recovered_to.get(partition, -1)
            self._recovered_to[partition] = max(last, held.offset)
            self._wake_later(partition, held)
            if held.unsaid:
                self._unsaid[partition].add(key)

    def fact(self, logged: Logged, partition: int, offset: int) -> Absorbed | None:
        """Fold one fact into its victim's journey; None where it is nobody's."""
        if logged.victim is None:
            return None
        before = self._held.get(logged.victim) or Held(logged.victim)
        absorbed = absorb(before, logged, offset, self._clock(partition).journey.now)
        self._keep(partition, before, absorbed.held)
        return absorbed

    def lent(self, lent: Lent, partition: int) -> Absorbed:
        """Take a fact that another victim lends into the journey it is lent to."""
        before = self._held.get(lent.to) or Held(lent.to)
        absorbed = borrow(before, lent, self._clock(partition).journey.now)
        self._keep(partition, before, absorbed.held)
        return absorbed

    def tick(self, tick: Tick, partition: int, offset: int) -> Iterator[Changes]:
        """Let the clock of a partition pass; what that changed, journey by journey."""
        if offset <= self._recovered_to.get(partition, -1):
            yield from self._said_at(partition, offset)
        clock = self._clock(partition)
        now = max(clock.journey.now, tick.at)
        for victim in list(self._unsaid[partition]):
            yield from self._pass(victim, now, partition, offset)
        wakes = self._wakes[partition]
        while wakes and wakes[0][0] <= now:
            _, victim = heapq.heappop(wakes)
            yield from self._pass(victim, now, partition, offset)
        self._held[clock.victim] = Held(clock.victim, Journey(now=now), max(offset, clock.offset))

    def _pass(self, victim: str, now: datetime, partition: int, offset: int) -> Iterator[Changes]:
        before = self._held[victim]
        if before.offset < offset:
            after, changes = pass_time(before, now, offset)
            self._keep(partition, before, after)
            if changes:
                yield changes

    def _clock(self, partition: int) -> Held:
        key = clock_key(partition)
        return self._held.get(key) or Held(key)

    def _keep(self, partition: int, before: Held, after: Held) -> None:
        if after is not before:
            self._held[after.victim] = after
            self._wake_later(partition, after)
            unsaid = self._unsaid[partition]
            (unsaid.add if after.unsaid else unsaid.discard)(after.victim)

    def _wake_later(self, partition: int, held: Held) -> None:
        if held.journey.wakes is not None:
            heapq.heappush(self._wakes[partition], (held.journey.wakes, held.victim))

    def _said_at(self, partition: int, offset: int) -> Iterator[Changes]:
        """What an earlier life of this worker changed at this very record."""
        for key, held in list(self._held.items()):
            if held.offset == offset and held.own and self._partition_of(key) == partition:
                yield everything(held)
