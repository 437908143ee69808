"""Who of an agency's staff left or is covered for, and what follows by hand-over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffNow:
    """Of one agency's staff at one moment: who left, and for whom one person covers.

    `left` has the successor and the team of each who left and is not back, empty where the event
    names none.
    """

    left: dict[str, tuple[str, str]]
    covered: frozenset[str]

    def with_handed_over(self, staff: Iterable[str]) -> frozenset[str]:
        """These members of staff, and all whose cases came to them by hand-overs, in any number."""
        theirs: set[str] = set()
        more = set(staff)
        while more:
            theirs |= more
            more = {each for each, (to, _) in self.left.items() if to in more} - theirs
        return frozenset(theirs)

    def left_to_teams(self, teams: frozenset[str], *, with_successor: bool) -> Iterator[str]:
        """Who left and handed over to one of these teams, or to somebody of it if asked."""
        for each, (successor, team) in self.left.items():
            if team in teams and (with_successor or not successor):
                yield each
