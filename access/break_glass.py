"""Beyond one's caseload: with a reason, for one victim and a limited time, told at once.

A grant is a record of `looks`, and nothing else has it: so it cannot be there without its record.
The process that wrote it knows it at once, every other one once the sink has written it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from access.looks import BreakGlassReason, BrokenGlass, LookRecorder, NoticeSeen
from access.viewer import Role, Viewer
from projections.store import Store

MINUTES = 60
"""How long a victim's journey is open, unless the settings say another number."""

_GRANT = Path(__file__).with_name("break_glass_grant.sql").read_text()
_NOTICES = Path(__file__).with_name("break_glass_notices.sql").read_text()

WRITTEN_WITHIN = 5.0
"""Seconds that the sink may take until every process knows; then only this one does for a while."""

_ASK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class BreakGlassNotice:
    """Somebody of a supervisor's team opened the journey of a victim not on their caseload.

    `who` is what their agency calls them, such as a collar number; where it has nothing, what their
    provider does. It is never a name.
    """

    notice: str
    who: str
    victim: str
    at: datetime
    until: datetime
    reason: BreakGlassReason


class BreakGlass:
    """The grants of every process, by the table; and at once those that this process made."""

    def __init__(
        self,
        store: Store,
        looks: LookRecorder,
        minutes: int = MINUTES,
        written_within: float = WRITTEN_WITHIN,
    ) -> None:
        self._store = store
        self._looks = looks
        self._minutes = minutes
        self._written_within = written_within
        self._lock = Lock()
        self._made: dict[tuple[str, str, str], BrokenGlass] = {}

    @property
    def minutes(self) -> int:
        """How long a victim's journey is open."""
        return self._minutes

    def open(
        self, viewer: Viewer, role: Role, victim: str, reason: BreakGlassReason, at: datetime
    ) -> None:
        """Open a victim's journey to a viewer. Raises NotRecordedError, and then it is not open."""
        glass = BrokenGlass(
            issuer=viewer.issuer,
            subject=viewer.subject,
            role=role,
            agency=viewer.agency,
            staff=viewer.staff,
            teams=viewer.teams,
            at=at,
            until=at + timedelta(minutes=self._minutes),
            victim=victim,
            reason=reason,
        )
        self._looks.record(glass)
        with self._lock:
            self._made = {key: each for key, each in self._made.items() if each.until > at}
            self._made[viewer.issuer, viewer.subject, victim] = glass
        self._wait_for(lambda: self._written(viewer, victim, at) is not None)

    def reason(self, viewer: Viewer, victim: str, at: datetime) -> BreakGlassReason | None:
        """Why this viewer may see that victim as at `at`; None where they may not."""
        with self._lock:
            made = self._made.get((viewer.issuer, viewer.subject, victim))
        if made and made.at <= at < made.until:
            return made.reason
        return self._written(viewer, victim, at)

    def notices(self, viewer: Viewer, at: datetime) -> list[BreakGlassNotice]:
        """What a supervisor has not seen yet of their teams, the newest first.

        Where somebody has no team, every supervisor of their agency is told. Nobody is told of
        what they opened themselves. The owner of the machine is told of everybody's.
        """
        if not viewer.has(Role.SUPERVISOR):
            return []
        rows = self._store.query(_NOTICES, _whose(viewer) | {"at": at})
        return [_notice(row) for row in rows]

    def seen(self, viewer: Viewer, notice: str, at: datetime) -> bool:
        """Record that a supervisor has seen a notice; False where it is not theirs to see.

        Raises NotRecordedError.
        """
        if notice not in self._unseen(viewer, at):
            return False
        agency = viewer.agency
        self._looks.record(
            NoticeSeen(viewer.issuer, viewer.subject, Role.SUPERVISOR, agency, at, notice)
        )
        self._wait_for(lambda: notice not in self._unseen(viewer, at))
        return True

    def _unseen(self, viewer: Viewer, at: datetime) -> set[str]:
        return {each.notice for each in self.notices(viewer, at)}

    def _written(self, viewer: Viewer, victim: str, at: datetime) -> BreakGlassReason | None:
        asked = {"issuer": viewer.issuer, "subject": viewer.subject, "victim": victim, "at": at}
        rows = self._store.query(_GRANT, asked)
        return BreakGlassReason(rows[0]["reason"]) if rows else None

    def _wait_for(self, written: Callable[[], bool]) -> None:
        """Wait until the table has what was recorded; not for long, as it is recorded anyway."""
        ends = time.monotonic() + self._written_within
        while not written() and time.monotonic() < ends:
            time.sleep(_ASK_EVERY)


def _whose(viewer: Viewer) -> dict[str, Any]:
    return {
        "issuer": viewer.issuer,
        "subject": viewer.subject,
        "agency": viewer.agency or "",
        "teams": sorted(viewer.teams),
        "everybody": int(viewer.is_owner),
    }


def _notice(row: dict[str, Any]) -> BreakGlassNotice:
    return BreakGlassNotice(
        notice=row["hash"],
        who=row["staff"] or row["subject"],
        victim=row["victim"],
        at=row["at"],
        until=row["until"],
        reason=BreakGlassReason(row["reason"]),
    )
