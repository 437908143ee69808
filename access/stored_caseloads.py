"""Caseloads, as agencies say them in events: assignments, cover and leave, hand-overs."""

from datetime import datetime
from pathlib import Path
from typing import Any

from access.caseload import CLOSED, EVERYBODY, Caseload
from access.staff_now import StaffNow
from access.viewer import Role, Viewer
from events.identifiers import Agency
from events.staffing import CaseworkerLeft, CoverArranged
from projections.store import Store

_STAFF_NOW = Path(__file__).with_name("staff_now.sql").read_text()
_CASELOAD = Path(__file__).with_name("caseload.sql").read_text()
_NEVER_ASSIGNED = Path(__file__).with_name("never_assigned.sql").read_text()


class StoredCaseloads:
    """Whose caseload a victim is on, by what the viewer's own agency said in events.

    A caseworker sees the victims assigned to them, those whom only one of their teams has, those
    of colleagues for whom they cover at that moment, and those that came to them by hand-over. A
    supervisor sees all victims of their teams: assigned to one of them or to anybody of it, also
    where nobody has them any more. A supervisor without any team sees instead the victims of whom
    their agency reported something and for whom it never assigned anybody; nobody else of the
    agency sees these. Who left sees nobody, whatever their provider says of them, and
    whatever reason they give.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        """The victims whom this viewer may see as at `at`, an aware instant."""
        if viewer.is_owner:
            return EVERYBODY
        if viewer.agency is None or not viewer.has(Role.CASEWORKER, Role.SUPERVISOR):
            return CLOSED
        now = self._staff_now(viewer.agency, viewer.staff or "", at)
        if viewer.staff in now.left:
            return CLOSED
        victims = self._assigned(viewer, viewer.agency, now, at)
        if viewer.has(Role.SUPERVISOR) and not viewer.teams:
            victims |= self._victims(_NEVER_ASSIGNED, {"agency": viewer.agency, "at": at})
        return Caseload(victims)

    def _staff_now(self, agency: Agency, staff: str, at: datetime) -> StaffNow:
        asked = {"agency": agency, "staff": staff, "at": at}
        rows = self._store.query(_STAFF_NOW, asked)
        left = [row for row in rows if row["kind"] == CaseworkerLeft.kind]
        return StaffNow(
            left={row["staff"]: (row["hands_over_to"], row["team"]) for row in left},
            covered=frozenset(row["staff"] for row in rows if row["kind"] == CoverArranged.kind),
        )

    def _assigned(
        self, viewer: Viewer, agency: Agency, now: StaffNow, at: datetime
    ) -> frozenset[str]:
        staff, teams = frozenset[str](), frozenset[str]()
        supervised, supervised_staff = frozenset[str](), frozenset[str]()
        if viewer.has(Role.CASEWORKER):
            teams, staff = viewer.teams, _whose_cases(viewer, now)
        if viewer.has(Role.SUPERVISOR):
            supervised = viewer.teams
            left = now.left_to_teams(viewer.teams, with_successor=True)
            supervised_staff = now.with_handed_over(left)
        holders = [f"staff:{each}" for each in staff | supervised_staff]
        holders += [f"team:{each}" for each in teams | supervised]
        if not holders:
            return frozenset()
        asked = {
            "agency": agency,
            "at": at,
            "holders": holders,
            "staff": sorted(staff),
            "teams": sorted(teams),
            "supervised": sorted(supervised),
            "supervised_staff": sorted(supervised_staff),
        }
        return self._victims(_CASELOAD, asked)

    def _victims(self, sql: str, asked: dict[str, Any]) -> frozenset[str]:
        return frozenset(row["victim"] for row in self._store.query(sql, asked))


def _whose_cases(viewer: Viewer, now: StaffNow) -> frozenset[str]:
    """The members of staff whose cases a caseworker has: their own, by cover, and handed over.

    A cover of somebody who has left covers nothing any more: the hand-over counts.
    """
    own = {viewer.staff} if viewer.staff else set()
    present = now.covered - now.left.keys()
    left = now.left_to_teams(viewer.teams, with_successor=False)
    return now.with_handed_over({*own, *present, *left})
