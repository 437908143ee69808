"""An event as it is judged where it comes in: its sender, its case, its moment and its fact."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from events.clocks import Occurred
from events.fact import Fact
from events.identifiers import Agency

FactT_co = TypeVar("FactT_co", bound=Fact, covariant=True)


@dataclass(frozen=True, slots=True)
class ArrivingEvent(Generic[FactT_co]):
    """One event before it is accepted: its sender, its case, its moment, its fact and its victims.

    `victim` and `other_victim` are references as the sender wrote them, or pseudonyms.
    """

    agency: Agency
    case: str
    occurred: Occurred
    fact: FactT_co
    victim: str | None = None
    other_victim: str | None = None
