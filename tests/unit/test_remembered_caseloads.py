"""A caseload is remembered for half a minute, for exactly this viewer, and asked for ahead."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from access.caseload import Caseload
from access.remembered_caseloads import AHEAD, FOR, RememberedCaseloads
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


class Later:
    """What is done beside, once the story says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, ask: Callable[[], None]) -> None:
        self.waiting.append(ask)

    def happens(self) -> None:
        for ask in self.waiting:
            ask()
        self.waiting.clear()


def test_nobody_waits_for_it_again_while_it_is_young() -> None:
    asked, later = Asked(frozenset({"victim-1"})), Later()
    caseloads, viewer = RememberedCaseloads(asked, later), viewer_with(Role.CASEWORKER)

    for seconds in range(0, 18, 3):
        assert "victim-1" in caseloads.of(viewer, NOW + timedelta(seconds=seconds))

    assert len(asked.asked) == 1
    assert not later.waiting


def test_it_is_asked_for_ahead_once_and_counts_when_it_came() -> None:
    asked, later = Asked(frozenset({"victim-1"})), Later()
    caseloads, viewer = RememberedCaseloads(asked, later), viewer_with(Role.CASEWORKER)
    caseloads.of(viewer, NOW)
    asked.victims = frozenset()

    for seconds in (0, 3):
        assert "victim-1" in caseloads.of(viewer, NOW + AHEAD + timedelta(seconds=seconds))
    assert len(later.waiting) == 1
    later.happens()

    assert "victim-1" not in caseloads.of(viewer, NOW + AHEAD + timedelta(seconds=4))
    assert "victim-1" not in caseloads.of(viewer, NOW + FOR)
    assert len(asked.asked) == 2


def test_what_is_too_old_is_never_given_though_it_was_to_come_ahead() -> None:
    asked, later = Asked(frozenset({"victim-1"})), Later()
    caseloads, viewer = RememberedCaseloads(asked, later), viewer_with(Role.CASEWORKER)
    caseloads.of(viewer, NOW)
    caseloads.of(viewer, NOW + AHEAD)
    asked.victims = frozenset()

    assert "victim-1" not in caseloads.of(viewer, NOW + FOR)

    asked.victims = frozenset({"victim-2"})
    later.happens()  # at last: of an earlier moment, and no news
    assert "victim-2" not in caseloads.of(viewer, NOW + FOR + timedelta(seconds=1))


def test_a_database_that_is_away_is_noted_and_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    class Away(Asked):
        def of(self, viewer: Viewer, at: datetime) -> Caseload:
            if self.asked:
                self.asked.append(viewer)
                raise ConnectionError("of victim-1")
            return super().of(viewer, at)

    asked, later = Away(frozenset({"victim-1"})), Later()
    caseloads, viewer = RememberedCaseloads(asked, later), viewer_with(Role.CASEWORKER)
    for moment in (NOW, NOW + AHEAD, NOW + AHEAD + timedelta(seconds=1)):
        with caplog.at_level(logging.WARNING):
            caseloads.of(viewer, moment)
            later.happens()

    assert len(asked.asked) == 3
    assert "ConnectionError" in caplog.text
    assert "victim-1" not in caplog.text
    with pytest.raises(ConnectionError):
        caseloads.of(viewer, NOW + FOR)


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
