"""A caseload is remembered for half a minute, for exactly this viewer."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from access.caseload import Caseload
from access.remembered_caseloads import FOR, RememberedCaseloads
from access.viewer import Role, Viewer
from example_access import viewer_with

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Asked:
    """Caseloads that note each question."""

    victims: frozenset[str]
    asked: list[Viewer] = field(default_factory=list)

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        self.asked.append(viewer)
        return Caseload(self.victims)


def test_it_is_asked_once_in_half_a_minute() -> None:
    asked = Asked(frozenset({"victim-1"}))
    caseloads, viewer = RememberedCaseloads(asked), viewer_with(Role.CASEWORKER)

    for seconds in range(0, 30, 5):
        assert "victim-1" in caseloads.of(viewer, NOW + timedelta(seconds=seconds))
    assert len(asked.asked) == 1

    asked.victims = frozenset()
    assert "victim-1" not in caseloads.of(viewer, NOW + FOR)


def test_another_role_team_or_staff_id_is_asked_about_at_once() -> None:
    asked = Asked(frozenset())
    caseloads, viewer = RememberedCaseloads(asked), viewer_with(Role.CASEWORKER)
    others = [
        replace(viewer, roles=frozenset()),
        replace(viewer, teams=frozenset({"hackney-2"})),
        replace(viewer, staff="MP1002"),
        replace(viewer, subject="2"),
    ]
    for each in (viewer, *others):
        caseloads.of(each, NOW)

    assert asked.asked == [viewer, *others]
