"""Who has a case: which member of an agency's staff, or which team, in which capacity."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from events.fact import Fact
from events.identifiers import StaffId

TeamCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""A team by its agency's own code, `hackney-1`: small letters, digits and -."""


class Capacity(StrEnum):
    """As what somebody works on a case."""

    OFFICER_IN_THE_CASE = "officer-in-the-case"
    WITNESS_CARE_OFFICER = "witness-care-officer"
    VICTIM_LIAISON_OFFICER = "victim-liaison-officer"
    SUPPORT_WORKER = "support-worker"


class _OfCapacity(Fact):
    """A fact about the case, or about one victim of it where the event names one."""

    may_name_victim: ClassVar[bool] = True

    capacity: Capacity


class CaseworkerAssigned(_OfCapacity):
    """An agency gave the case, or one victim of it, to one of its staff or to a team.

    It takes the place of what the same agency said before of the same capacity.
    """

    kind: ClassVar[str] = "caseworker-assigned"

    team: TeamCode
    staff: StaffId | None = None
    """The agency's own id of the person; None while only the team has it."""


class CaseworkerUnassigned(_OfCapacity):
    """Nobody of the agency has the case, or one victim of it, in this capacity any more."""

    kind: ClassVar[str] = "caseworker-unassigned"

    staff: StaffId | None = None
    """Who had it; somebody else who has it keeps it. None means whoever has it."""
