"""The worklist's page: whose duties, whose caseload, and what is folded."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import httpx
import pytest

import example_journeys
from access.caseload import Caseload
from access.viewer import PERSONAL, Role, Viewer
from caseworkers.alert_lines import AlertLine, alert_line
from events.identifiers import Agency
from events.reporting import CrimeReported
from events.vocabulary import AnyFact
from example_access import access_of, viewer_with
from example_server import served_to
from projections.store import Store
from web import fact_sentences, not_shown

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


@pytest.mark.faults
def test_an_alert_that_cannot_be_read_leaves_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page and the API say that it stands, and whose it is."""

    def failing(row: Mapping[str, Any], now: datetime) -> AlertLine:
        return AlertLine() if row["victim"] == MINE.victim else alert_line(row, now)  # type: ignore[call-arg]

    with asked_by(store, viewer_with(*PERSONAL)) as client:
        before = client.get("/api/alerts?limit=1000").json()
        monkeypatch.setattr("caseworkers.alert_details.alert_line", failing)
        page = client.get("/alerts?agency=any")
        after = client.get("/api/alerts?limit=1000").json()

    hers = [each["id"] for each in before["alerts"] if each["victim"] == MINE.victim]
    assert before["not_shown"] == []
    assert [each["id"] for each in after["not_shown"]] == hers
    assert len(after["alerts"]) == len(before["alerts"]) - len(hers)
    assert after["total"] == before["total"]
    assert victims(page.text) == {1, 40, 68}
    assert page.text.count(f"{not_shown.ALERT}.") == len(hers)


@pytest.mark.faults
def test_a_sentence_that_fails_leaves_the_others_of_a_victim(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = fact_sentences.sentence

    def failing(fact: AnyFact) -> str:
        return str(1 / 0) if isinstance(fact, CrimeReported) else said(fact)

    with asked_by(store, viewer_with(Role.SUPERVISOR)) as client:
        before = client.get(f"/victims/{UNSAFE.victim}").text
        monkeypatch.setattr(fact_sentences, "sentence", failing)
        after = client.get(f"/victims/{UNSAFE.victim}").text

    entry = '<li class="vj-timeline__item">'
    assert after.count(entry) == before.count(entry) > 1
    assert after.count(f">{not_shown.EVENT}</h3>") == 1
