"""Who looked: one record of each look at a person's data, before the answer is given.

Source: Data Protection Act 2018, section 62: who, when, what and to whom, of each consultation,
alteration, disclosure, combination and erasure.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from access.viewer import Role, Viewer
from events.identifiers import Agency


class LookAction(StrEnum):
    """What was done with a person's data, in the words of section 62."""

    CONSULTED = "consulted"
    ALTERED = "altered"
    DISCLOSED = "disclosed"
    """It left the platform, as a file or to a program."""
    COMBINED = "combined"
    ERASED = "erased"


class Looked(StrEnum):
    """What somebody looked at."""

    WORKLIST = "worklist"
    JOURNEY = "journey"
    DUTY = "duty"
    DIFFERENCES = "differences"
    CORRECTIONS = "corrections"
    AUDIT = "audit"
    """An auditor looked at who looked: no victim is named, as the auditor sees no case."""
    STATISTICS = "statistics"
    """Somebody asked a release of statistics: no victim is named, as no figure is one's."""


class BreakGlassReason(StrEnum):
    """Why somebody opened the journey of a victim who is not on their caseload.

    A code and not a text: a text would bring a victim's story into a record that stays for ever.
    """

    RISK = "risk-to-victim"
    VICTIM_ASKS = "victim-asks"
    COLLEAGUE_AWAY = "colleague-away"
    HANDOVER = "hand-over"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the data of these victims, by a viewer in one of their roles.

    `what` names the one thing, such as a duty's id, where there is one. `reason` is there where the
    glass was broken. `to_whom` is the agency that got to see it; None for the machine's owner.
    """

    issuer: str
    subject: str
    role: Role
    to_whom: Agency | None
    at: datetime
    action: LookAction
    kind: Looked
    what: str | None
    victims: tuple[str, ...]
    reason: BreakGlassReason | None = None


@dataclass(frozen=True, slots=True)
class BrokenGlass:
    """Somebody opened the journey of a victim who is not on their caseload, until an instant.

    `staff`, `agency` and `teams` are the viewer's: they say which supervisors are told.
    """

    issuer: str
    subject: str
    role: Role
    agency: Agency | None
    staff: str | None
    teams: frozenset[str]
    at: datetime
    until: datetime
    victim: str
    reason: BreakGlassReason


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """A supervisor has seen that the glass was broken. `notice` is the hash of that record."""

    issuer: str
    subject: str
    role: Role
    agency: Agency | None
    at: datetime
    notice: str


AccessEntry = Look | BrokenGlass | NoticeSeen
"""What is recorded of access to persons' data."""


class NotRecordedError(Exception):
    """A look could not be recorded, and so nothing may be shown."""


class LookRecorder(Protocol):
    """Where looks are recorded."""

    def record(self, entry: AccessEntry) -> None:
        """Record a look; it is stored when this returns. Raises NotRecordedError."""
        ...


def role_used(viewer: Viewer, *roles: Role) -> Role:
    """The first of these roles that the viewer has. ValueError where they have none."""
    for role in roles:
        if viewer.has(role):
            return role
    raise ValueError("none of the roles")
