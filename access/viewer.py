"""Whoever asks: a person or a program that signed in, or the owner of the machine."""

from dataclasses import dataclass
from enum import StrEnum

from events.identifiers import Agency


class Role(StrEnum):
    """What somebody is here for. The provider says who has which; without a role nothing opens."""

    CASEWORKER = "caseworker"
    """Sees the victims of their caseload, and of those they stand in for."""
    SUPERVISOR = "supervisor"
    """Sees the victims of their teams."""
    TASK_GROUP = "task-group"
    """Sees statistics, and no person."""
    AGENCY_OPERATOR = "agency-operator"
    """Sees what their own agency sent, and what was refused of it."""
    PLATFORM_OPERATOR = "platform-operator"
    """Sees the parts and exact counts, and no case."""
    AUDITOR = "auditor"
    """Sees who looked, and no case."""
    PUBLISHER = "publisher"
    """A program that publishes its agency's events."""


PERSONAL = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
"""The roles that see persons."""

OF_AN_AGENCY = PERSONAL | {Role.AGENCY_OPERATOR, Role.PUBLISHER}
"""The roles that somebody has within one agency."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who signed in, as their provider describes them now.

    `subject` is unique within `issuer`. `staff` is the name that their agency's events give them,
    such as a collar number, None where they have none. `name` is for their own eyes: it goes into
    no record.
    """

    issuer: str
    subject: str
    name: str
    agency: Agency | None
    staff: str | None
    teams: frozenset[str]
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether one of these roles is theirs."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_owner(self) -> bool:
        """Whether this is the owner of the machine, who sees everything."""
        return self.issuer == OWNER


OWNER = "machine"
"""The issuer of the machine's owner: who can read its data directory needs no other proof."""


def owner(user: str) -> Viewer:
    """The owner of the machine, under the name that the system has for them. All roles are theirs.

    Publishing is not: an event needs an agency.
    """
    return Viewer(OWNER, user, user, None, None, frozenset(), frozenset(Role) - {Role.PUBLISHER})
