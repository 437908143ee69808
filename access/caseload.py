"""Which victims somebody may see: those of their caseload, of their teams, or all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Caseload:
    """The pseudonyms of the victims that somebody may see; `everybody` for the machine's owner.

    Where it is `closed`, no reason opens a journey beyond it: its owner has left, or is of no
    agency, so that no supervisor would be told.
    """

    victims: frozenset[str] = frozenset()
    everybody: bool = False
    closed: bool = False

    def __contains__(self, victim: object) -> bool:
        return self.everybody or victim in self.victims

    def __iter__(self) -> Iterator[str]:
        """The victims by name. ValueError where it is everybody: nobody listed them."""
        if self.everybody:
            raise ValueError("everybody is not a list")
        return iter(sorted(self.victims))

    def only(self, victims: Iterable[str]) -> list[str]:
        """Those of `victims` that are in it, in their order."""
        return [victim for victim in victims if victim in self]


EVERYBODY = Caseload(everybody=True)
CLOSED = Caseload(closed=True)


class Caseloads(Protocol):
    """Where it is known whose caseload a victim is on."""

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        """The victims whom this viewer may see as at `at`, an aware instant.

        A caseworker sees their own and those of colleagues for whom they stand in, a supervisor
        those of their teams, the machine's owner everybody, and any other role nobody.
        """
        ...
