"""Access for tests: who is signed in, whom they may see, and the looks that were recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import HTTPException, Request

from access.break_glass import BreakGlassNotice
from access.caseload import EVERYBODY, Caseload
from access.looks import AccessEntry, BreakGlassReason, Look, NotRecordedError
from access.viewer import Role, Viewer
from events.identifiers import Agency
from web.request_access import AccessParts

NOTICE = "a" * 64
"""A notice that whoever asks has not seen."""


@dataclass
class Recorder:
    """Looks in a list; `away` stands for a record that cannot be written."""

    looks: list[Look] = field(default_factory=list)
    away: bool = False

    def record(self, entry: AccessEntry) -> None:
        if self.away:
            raise NotRecordedError
        if isinstance(entry, Look):
            self.looks.append(entry)


@dataclass
class SignedInAs:
    """Every request comes from this viewer; None is nobody. `csrf` is what a form must have."""

    viewer: Viewer | None
    csrf: str = "from-our-page"

    def viewer_of(self, request: Request) -> Viewer | None:
        return self.viewer

    def csrf_of(self, request: Request) -> str:
        return self.csrf

    async def hold_form(self, request: Request) -> str | None:
        return None

    async def check_form(self, request: Request) -> None:
        if (await request.form()).get("csrf") != self.csrf:
            raise HTTPException(403, "This form did not come from our page")


@dataclass
class Victims:
    """The same caseload for whoever asks, but for the owner of the machine, who sees everybody."""

    caseload: Caseload

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        return EVERYBODY if viewer.is_owner else self.caseload


@dataclass
class Glass:
    """The victims for whom the glass is broken."""

    broken: dict[str, BreakGlassReason] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    """Whom somebody opened since, which changes nothing here."""
    minutes: int = 60

    def open(
        self, viewer: Viewer, role: Role, victim: str, reason: BreakGlassReason, at: datetime
    ) -> None:
        self.opened.append(victim)

    def notices(self, viewer: Viewer, at: datetime) -> list[BreakGlassNotice]:
        return []

    def seen(self, viewer: Viewer, notice: str, at: datetime) -> bool:
        return notice == NOTICE

    def reason(self, viewer: Viewer, victim: str, at: datetime) -> BreakGlassReason | None:
        return self.broken.get(victim)


def access_of(
    viewer: Viewer | None = None, victims: Iterable[str] = (), recorder: Recorder | None = None
) -> AccessParts:
    """What decides for one viewer, with these victims on their caseload."""
    return AccessParts(
        authentication=SignedInAs(viewer),
        caseloads=Victims(Caseload(frozenset(victims))),
        grants=Glass(),
        looks=recorder or Recorder(),
    )


def viewer_with(*roles: Role, agency: Agency | None = Agency.MET_POLICE) -> Viewer:
    """Somebody of an agency with these roles."""
    return Viewer(
        issuer="https://provider.example",
        subject="1",
        name="Demo person",
        agency=agency,
        staff="MP1001",
        teams=frozenset({"hackney-1"}),
        roles=frozenset(roles),
    )
