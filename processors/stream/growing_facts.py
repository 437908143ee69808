"""The facts of a case, to which one more can be added without a copy of all."""

from collections.abc import Iterator, Mapping
from itertools import islice
from uuid import UUID

from processors.case.history.facts_by_event import with_facts
from schemas.log_records import LoggedFact


class GrowingFacts(Mapping[UUID, LoggedFact]):
    """Facts by event, in the order in which they were added. It does not change.

    The versions of it share one dict, of which each sees the entries that it began with. Adding to
    the newest costs what is new, however many there are; adding to another copies.
    """

    def __init__(self, shared: dict[UUID, LoggedFact]) -> None:
        self._shared = shared
        self._size = len(shared)

    def added(self, logged: LoggedFact) -> "GrowingFacts":
        """The facts with one more, of an event that is not there."""
        shared = self._shared if len(self._shared) == self._size else dict(self)
        shared[logged.event] = logged
        return GrowingFacts(shared)

    @property
    def last(self) -> UUID:
        """The event added last. StopIteration where there is none."""
        newest = len(self._shared) == self._size
        return next(reversed(self._shared)) if newest else [*self][-1]

    def __getitem__(self, event: UUID) -> LoggedFact:
        logged = self._shared[event]
        if len(self._shared) > self._size and event not in set(self):
            raise KeyError(event)
        return logged

    def __iter__(self) -> Iterator[UUID]:
        return islice(self._shared, self._size)

    def __len__(self) -> int:
        return self._size


def with_fact(facts: Mapping[UUID, LoggedFact], logged: LoggedFact) -> Mapping[UUID, LoggedFact]:
    """The facts and one more. Of two records of one event the one learned first counts."""
    if logged.event in facts:
        return with_facts(facts, [logged])
    growing = facts if isinstance(facts, GrowingFacts) else GrowingFacts(dict(facts))
    return growing.added(logged)
