"""Who has a victim on their caseload: the reverse of `access.stored_caseloads`, from the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from access.staff_now import StaffNow
from events.identifiers import Agency
from events.staffing import CaseworkerLeft
from notifier.notification_record import NotificationRecord, written

_HERE = Path(__file__).parent
_STAFF_OF_VICTIM = (_HERE / "staff_of_victim.sql").read_text()
_STAFF_NOW = (_HERE / "staff_now.sql").read_text()


@dataclass(frozen=True, slots=True)
class Holders:
    """Who of an agency has a victim: members of staff, and teams where no person has.

    `of_teams` are all teams of the assignments, also where a person has the case: whose people and
    supervisors are told next.
    """

    staff: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    of_teams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StaffPresence:
    """Of an agency's staff at a moment: who left, and who covers for whom."""

    now: StaffNow
    covers: tuple[tuple[str, str], ...]

    def holders(self, staff: str | None, team: str) -> Iterator[tuple[str | None, str]]:
        """Who has what was assigned to a member of staff or a team: pairs of person and team.

        The person is empty where only the team has it, None where nobody has it any more. Of who
        left the successor has it, in any number of hand-overs, else the team that is named. Both
        have it of somebody who is away and their cover.
        """
        seen: set[str] = set()
        named = team if not staff else ""
        while staff and staff in self.now.left and staff not in seen:
            seen.add(staff)
            staff, named = self.now.left[staff]
            team = named or team
        if not staff or staff in seen:
            yield "" if named and not staff else None, team
            return
        yield staff, team
        for away, cover in self.covers:
            if away == staff and cover not in self.now.left:
                yield cover, team


class WhoHasVictim:
    """Asks the record who has a victim; the staff of an agency is remembered for one moment."""

    def __init__(self, record: NotificationRecord, at: datetime) -> None:
        self._record, self._at = record, written(at)
        self._presence: dict[Agency, StaffPresence] = {}

    def holders(self, victim: str, agency: Agency) -> Holders:
        """Who of an agency has a victim as at that moment."""
        asked = {"victim": victim, "agency": agency, "at": self._at}
        rows = self._record.find(_STAFF_OF_VICTIM, asked)
        presence = self.presence(agency)
        found = {each for row in rows for each in presence.holders(row["staff"], row["team"])}
        return Holders(
            staff=frozenset(person for person, _ in found if person),
            teams=frozenset(team for person, team in found if person == ""),
            of_teams=frozenset(team for _, team in found),
        )

    def has_left(self, agency: Agency, staff: str) -> bool:
        """Whether a member of staff left and is not back."""
        return staff in self.presence(agency).now.left

    def presence(self, agency: Agency) -> StaffPresence:
        """The staff of an agency as at that moment."""
        known = self._presence.get(agency)
        if known is None:
            known = self._presence[agency] = self._staff_now(agency)
        return known

    def _staff_now(self, agency: Agency) -> StaffPresence:
        rows = self._record.find(_STAFF_NOW, {"agency": agency, "at": self._at})
        left = [row for row in rows if row["kind"] == CaseworkerLeft.kind]
        return StaffPresence(
            StaffNow(
                {row["staff"]: (row["hands_over_to"] or "", row["team"] or "") for row in left},
                frozenset(),
            ),
            tuple(
                (row["staff"], row["covered_by"])
                for row in rows
                if row["kind"] != CaseworkerLeft.kind
            ),
        )
