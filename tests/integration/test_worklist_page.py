"""The worklist's page: whose duties, whose caseload, and what is folded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import httpx
import pytest

import example_journeys
from access.caseload import Caseload
from access.viewer import PERSONAL, Role, Viewer
from events.identifiers import Agency
from example_access import access_of, viewer_with
from example_server import served_to
from projections.store import Store

STORIES = {story.number: story for story in example_journeys.stories()}
MINE, TEAMS, UNSAFE = STORIES[1], STORIES[40], STORIES[68]

pytestmark = pytest.mark.platform


@dataclass
class ByRole:
    """A caseworker has one victim, their team another two; MP1002 has one of these."""

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        if viewer.staff == "MP1002":
            return Caseload(frozenset({TEAMS.victim, STORIES[2].victim}))
        own = {MINE.victim} if viewer.has(Role.CASEWORKER) else set()
        team = {MINE.victim, TEAMS.victim, UNSAFE.victim} if viewer.has(Role.SUPERVISOR) else set()
        return Caseload(frozenset(own | team))


@contextmanager
def asked_by(store: Store, viewer: Viewer) -> Iterator[httpx.Client]:
    access = replace(access_of(viewer), caseloads=ByRole())
    with served_to(store, access) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def victims(page: str) -> set[int]:
    return {number for number, story in STORIES.items() if f"/victims/{story.victim}" in page}


def test_it_begins_with_the_duties_of_ones_own_agency(store: Store) -> None:
    """A link leads to what other agencies owe the same victims."""
    with asked_by(store, viewer_with(*PERSONAL)) as client:
        own = client.get("/alerts?reference=44").text
        others = client.get("/alerts?agency=others&reference=44").text

    assert "HM Courts and Tribunals Service</span>" not in own
    assert "HM Courts and Tribunals Service</span>" in others
    assert "Duties of other agencies: " in own


def test_who_has_two_roles_chooses_between_their_own_and_the_teams(store: Store) -> None:
    with asked_by(store, viewer_with(*PERSONAL)) as client:
        mine, team, both = (
            victims(client.get(f"/alerts?agency=any{whose}").text)
            for whose in ("&whose=mine", "&whose=team", "")
        )

    assert mine == {1}
    assert team == both == {1, 40, 68}


def test_nobody_chooses_a_role_that_they_have_not(store: Store) -> None:
    with asked_by(store, viewer_with(Role.CASEWORKER)) as client:
        assert victims(client.get("/alerts?agency=any&whose=team").text) == set()
        assert "My team" not in client.get("/alerts").text


def test_a_supervisor_asks_for_the_victims_of_one_of_their_staff(store: Store) -> None:
    """Of those whom they may see themselves."""
    with asked_by(store, viewer_with(Role.SUPERVISOR)) as client:
        found = client.get("/api/alerts?staff=MP1002&limit=1000").json()["alerts"]

    assert {alert["victim"] for alert in found} == {TEAMS.victim}


def test_an_unsafe_contact_says_never_and_is_marked_where_it_happened(store: Store) -> None:
    with asked_by(store, viewer_with(Role.SUPERVISOR)) as client:
        page = client.get("/alerts?urgency=unsafe-contact").text
        journey = client.get(f"/victims/{UNSAFE.victim}").text

    assert victims(page) == {68}
    assert "Never by letter" in page
    assert journey.index("Never by letter") < journey.index("What happened")
    assert journey.count("The victim had called this channel unsafe") == 1
    assert journey.count("reported by Metropolitan Police, recorded by MP1001") == 1


def test_links_keep_the_filters(store: Store) -> None:
    with asked_by(store, viewer_with(Role.SUPERVISOR)) as client:
        page = client.get("/alerts?agency=any&reference=44000").text

    assert "/alerts?agency=any&amp;urgency=long-late&amp;reference=44000" in page


def test_a_reference_is_found_as_the_pages_write_it(store: Store) -> None:
    with asked_by(store, viewer_with(Role.SUPERVISOR, agency=Agency.MET_POLICE)) as client:
        page = client.get("/alerts", params={"reference": "Crime reference 4400040/25"}).text

    assert victims(page) == {40}


def test_what_filters_nobody_knows_is_refused(store: Store) -> None:
    with asked_by(store, viewer_with(Role.SUPERVISOR)) as client:
        assert client.get("/alerts?agency=amira").status_code == 422
        assert client.get("/alerts?urgency=amira").status_code == 422
