"""The row of `journey-changes` that says who has a case of a victim."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.assignments import Capacity
from events.identifiers import Agency


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who of an agency has a case of a victim, in which capacity, and from when to when.

    `staff` is the agency's own id, None where only the team has it. `until` is None while they have
    it. It is `replaced` where the agency assigned somebody else in this capacity afterwards: of
    each agency and capacity one is not, the last.
    """

    id: UUID
    case_id: str
    agency: Agency
    capacity: Capacity
    staff: str | None
    team: str
    since: datetime
    until: datetime | None = None
    replaced: bool = False
