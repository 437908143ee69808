"""The stalls of the newest release, each with the release that found it first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from task_group.release_figures import Stall
from task_group.releases import newest_number, releases, stalls_by_release

if TYPE_CHECKING:
    from projections.store import Store

SAME_WITHIN = timedelta(weeks=4)
"""A later release knows the beginning better: so far apart it is still the same stall."""


@dataclass(frozen=True, slots=True)
class StandingStall:
    """A stall, as the newest release has it.

    Releases have found it without a break since one that was made at `first_made`, in UTC. Its
    `identity` stays the same that long.
    """

    stall: Stall
    identity: str
    first_made: datetime


def standing_stalls(store: "Store") -> list[StandingStall]:
    """The stalls of the newest release; none where there is no release."""
    found, standing = stalls_by_release(store), list[StandingStall]()
    for header in reversed(releases(store)):
        standing = followed(standing, found.get(header.number, []), header.number, header.made)
    return standing


class RememberedStalls:
    """The standing stalls, read again only where the newest release is another one.

    A release never changes, so every minute would read the same.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._newest = 0
        self._standing: list[StandingStall] = []

    def now(self) -> list[StandingStall]:
        """The stalls of the newest release; none where there is no release."""
        newest = newest_number(self._store)
        if newest != self._newest:
            self._standing = standing_stalls(self._store)
            self._newest = newest
        return self._standing


def followed(
    before: Sequence[StandingStall], stalls: Iterable[Stall], number: int, made: datetime
) -> list[StandingStall]:
    """The stalls of a release, by what stood in the release before it."""
    return [_followed(before, each, number, made) for each in stalls]


def _followed(
    before: Sequence[StandingStall], stall: Stall, number: int, made: datetime
) -> StandingStall:
    for was in before:
        apart = abs(was.stall.since - stall.since)
        if was.stall.cell == stall.cell and apart <= SAME_WITHIN:
            return StandingStall(stall, was.identity, was.first_made)
    name = f"{stall.dimension}/{stall.place}/{stall.stage}/{stall.since}/{number}"
    return StandingStall(stall, f"stall:{name}", made)
