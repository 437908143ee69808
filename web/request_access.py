"""What the viewer of one request may see, and the record of their looking."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Protocol

from fastapi import HTTPException, Request

from access.break_glass import BreakGlassNotice
from access.caseload import Caseload, Caseloads
from access.looks import BreakGlassReason, Look, LookAction, Looked, LookRecorder, role_used
from access.viewer import Role, Viewer
from events.identifiers import Agency
from web.staff_preferences import StaffPreferences

_COLLEAGUE = "a colleague of the viewer"
"""The issuer of somebody who asks nothing: their caseload is asked about."""

OTHER_AGENCY = "That is another agency's."


class NotOnCaseloadError(Exception):
    """The victim is not on the viewer's caseload. Whether there is such a victim is not said."""

    def __init__(self, victim: str) -> None:
        super().__init__("not on the caseload")
        self.victim = victim


class Authentication(Protocol):
    """Who sends a request."""

    def viewer_of(self, request: Request) -> Viewer | None:
        """The viewer who is signed in, with the roles that they have now; None for nobody."""
        ...

    def csrf_of(self, request: Request) -> str:
        """What each form of this viewer's pages has in its hidden field `csrf`."""
        ...

    async def hold_form(self, request: Request) -> str | None:
        """Hold a form whose sender's session has ended; the name under which it is found again."""
        ...

    async def check_form(self, request: Request) -> None:
        """Raise HTTPException 403 for a form that this viewer's own page did not send."""
        ...


class Grants(Protocol):
    """For whom somebody broke the glass, and which supervisors are told."""

    @property
    def minutes(self) -> int:
        """How long a victim's journey is open."""
        ...

    def open(
        self, viewer: Viewer, role: Role, victim: str, reason: BreakGlassReason, at: datetime
    ) -> None:
        """Open a victim's journey to a viewer. Raises NotRecordedError, and then it is not open."""
        ...

    def notices(self, viewer: Viewer, at: datetime) -> list[BreakGlassNotice]:
        """What a supervisor has not seen yet of their teams; nothing for anybody else."""
        ...

    def seen(self, viewer: Viewer, notice: str, at: datetime) -> bool:
        """Record that a supervisor has seen a notice; False where it is not theirs to see.

        Raises NotRecordedError.
        """
        ...

    def reason(self, viewer: Viewer, victim: str, at: datetime) -> BreakGlassReason | None:
        """Why this viewer may see that victim as at `at`; None where they may not."""
        ...


@dataclass(frozen=True)
class AccessParts:
    """What decides who sees what."""

    authentication: Authentication
    caseloads: Caseloads
    grants: Grants
    looks: LookRecorder
    preferences: StaffPreferences | None = None
    """How members of staff want to be told; None where nobody is."""


@dataclass
class RequestAccess:
    """One request: its viewer, and what they may see as at `at`."""

    viewer: Viewer
    roles: frozenset[Role]
    """The roles to which the route is open."""
    parts: AccessParts
    at: datetime
    csrf: str = ""
    """What the forms of this viewer's pages have in them."""
    _looks: int = field(default=0, init=False)

    @cached_property
    def caseload(self) -> Caseload:
        """Whom the viewer may see."""
        return self.parts.caseloads.of(self.viewer, self.at)

    def caseload_as(self, role: Role) -> Caseload:
        """Whom the viewer may see in one of their roles alone; nobody in one that they have not."""
        if self.viewer.is_owner:
            return self.caseload
        alone = replace(self.viewer, roles=self.viewer.roles & {role})
        return self.parts.caseloads.of(alone, self.at)

    def caseload_of(self, agency: Agency, staff: str) -> Caseload:
        """Whom the viewer may see of the victims that an agency assigned to a member of staff."""
        theirs = self.parts.caseloads.of(self._colleague(agency, staff), self.at)
        return Caseload(frozenset(self.caseload.only(theirs)))

    def has_left(self, staff: str) -> bool:
        """Whether a colleague of the viewer's agency has left it, as its events say."""
        if self.viewer.agency is None:
            return False
        return self.parts.caseloads.of(self._colleague(self.viewer.agency, staff), self.at).closed

    def _colleague(self, agency: Agency, staff: str) -> Viewer:
        return replace(
            self.viewer,
            issuer=_COLLEAGUE,
            agency=agency,
            staff=staff,
            teams=frozenset[str](),
            roles=frozenset({Role.CASEWORKER}),
        )

    def need_victim(self, victim: str) -> BreakGlassReason | None:
        """Raise NotOnCaseloadError unless the viewer may see this victim.

        Returns the reason that they gave where the victim is not on their caseload.
        """
        if victim in self.caseload:
            return None
        closed = self.caseload.closed
        reason = None if closed else self.parts.grants.reason(self.viewer, victim, self.at)
        if reason is None:
            raise NotOnCaseloadError(victim)
        return reason

    def may_see(self, victim: str) -> bool:
        """Whether the viewer may see this victim."""
        try:
            self.need_victim(victim)
        except NotOnCaseloadError:
            return False
        return True

    def agency_asked(self, agency: Agency | None) -> Agency | None:
        """The agency about which a question is: None, all of them, is for the operator alone.

        Raises HTTPException 403 for another agency than the viewer's.
        """
        if self.sees_all_agencies:
            return agency
        if self.viewer.agency is None:
            raise HTTPException(403, OTHER_AGENCY)
        self.need_agency(agency or self.viewer.agency)
        return self.viewer.agency

    def break_glass_notices(self) -> list[BreakGlassNotice]:
        """What stands at the top of a supervisor's worklist until they press *seen*."""
        return self.parts.grants.notices(self.viewer, self.at)

    def need_agency(self, agency: Agency) -> None:
        """Raise HTTPException 403 unless this is the viewer's agency, or they see all of them."""
        if not self.sees_all_agencies and agency is not self.viewer.agency:
            raise HTTPException(403, OTHER_AGENCY)

    @property
    def sees_all_agencies(self) -> bool:
        """Whether the viewer sees every agency's side, where the route lets them."""
        return self.viewer.has(*(self.roles & {Role.PLATFORM_OPERATOR})) or self.viewer.is_owner

    def look(
        self,
        kind: Looked,
        victims: tuple[str, ...],
        what: str | None = None,
        action: LookAction = LookAction.CONSULTED,
    ) -> None:
        """Record that the viewer looks at these victims' data. Raises NotRecordedError."""
        reasons = [self.need_victim(victim) for victim in victims]
        self._looks += 1
        self.parts.looks.record(
            Look(
                issuer=self.viewer.issuer,
                subject=self.viewer.subject,
                role=role_used(self.viewer, *sorted(self.roles)),
                to_whom=self.viewer.agency,
                at=self.at,
                action=action,
                kind=kind,
                what=what,
                victims=victims,
                reason=next((reason for reason in reasons if reason), None),
            )
        )

    def need_one_look(self, status: int) -> None:
        """Raise RuntimeError where persons' data were answered without exactly one record of it."""
        if status < 300 and self._looks != 1:
            raise RuntimeError(
                f"a look at persons' data was recorded {self._looks} times, not once"
            )
