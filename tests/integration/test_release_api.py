"""Releases over API and command: which there are, what is in one, and the making of the next."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from typer.testing import CliRunner

from access.looks import Looked
from access.viewer import Role
from cli.commands_app import app as journey
from example_access import Recorder, access_of, viewer_with
from example_server import serving
from made_releases import NOVEMBER, comparison, store_release
from projections.store import Store
from runtime.failure import Failure
from task_group.release_figures import ComparisonVerdict, Estimate, Sheet
from task_group.release_makings import NoReleaseNowError, ReleaseMaking, note
from web.owners_door import OwnersDoor
from web.release_api import make_releases_by
from web.web_app import create_app

pytestmark = pytest.mark.platform

SLOWER = comparison("croydon", 40).model_copy(
    update={
        "verdict": ComparisonVerdict.SLOWER,
        "ratio": Estimate(value=1.5, low=1.2, high=1.9),
        "excess_days": Estimate(value=500, low=100, high=900),
    }
)


@dataclass
class Makers:
    """What makes releases: it takes one step at once, and ends as the test says."""

    store: Store
    refuses: str = ""
    problem: str = ""
    asked: list[datetime] = field(default_factory=list)

    def begin(self, now: datetime) -> ReleaseMaking:
        if self.refuses:
            raise NoReleaseNowError(self.refuses)
        self.asked.append(now)
        begun = ReleaseMaking(
            making=UUID(int=len(self.asked)),
            since=now,
            newest=now,
            number=1,
            step="counting the waits",
            done=0,
            steps=3,
            is_over=False,
            problem="",
        )
        if not self.problem:
            store_release(self.store, 1, {Sheet.COMPARISONS: [SLOWER, comparison("lewes", 25)]})
        note(self.store, begun.model_copy(update={"is_over": True, "problem": self.problem}))
        return begun


@contextmanager
def asked_by(store: Store, recorder: Recorder, *roles: Role) -> Iterator[httpx.Client]:
    access = access_of(viewer_with(*roles), recorder=recorder)
    app = create_app(store, lambda: NOVEMBER, access)
    make_releases_by(app, Makers(store))
    with serving(app) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture
def makers(empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Makers]:
    """Commands ask a platform on this store, as the machine's owner."""
    app = create_app(empty_store, lambda: NOVEMBER, access_of())
    makers = Makers(empty_store)
    make_releases_by(app, makers)
    with serving(OwnersDoor(app, "tester")) as url:
        monkeypatch.setenv("JOURNEY_PORT", url.rpartition(":")[2])
        monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
        yield makers


def printed(*words: str) -> str:
    found = CliRunner().invoke(journey, ["release", *words])
    if found.exception:
        raise found.exception
    return found.stdout


def test_a_release_answers_what_was_published_and_says_what_there_is_instead(
    empty_store: Store,
) -> None:
    with asked_by(empty_store, Recorder(), Role.TASK_GROUP) as client:
        assert client.get("/api/releases").json() == []
        assert "no release of statistics yet" in client.get("/api/releases/1").json()["detail"]
        assert client.get("/api/releases/making").json() is None

        store_release(empty_store, 1, {Sheet.COMPARISONS: [SLOWER, comparison("lewes", 25)]})

        (header,) = client.get("/api/releases").json()
        assert client.get("/api/releases/1").json() == header
        asked = "/api/releases/1/figures?sheet=comparisons&dimension=court"
        assert [each["place"] for each in client.get(asked).json()] == ["croydon", "lewes"]
        assert client.get(f"{asked}&place=croydon").json() == [SLOWER.model_dump(mode="json")]
        assert client.get("/api/releases/1/figures").json() == []
        wrong = client.get("/api/releases/1/figures?period=2020-Q1")
        assert (wrong.status_code, "which are: year" in wrong.text) == (422, True)
        assert "the newest is 1" in client.get("/api/releases/7/figures").json()["detail"]
        assert client.get("/api/releases/1/figures?sheet=gossip").status_code == 422


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ("place=croydon", "choose what to go by"),
        ("dimension=court&place=E09000010", "ask for"),
        ("dimension=court&place=' OR 1=1 --", "There is no such court"),
        ("stage=gossip", "ask for reported"),
        ("dimension=court&stage=reported", "ask for charged"),
        ("dimension=court&stage=at-court", "ask for charged"),
    ],
)
def test_what_no_release_has_is_not_answered_as_if_nothing_was_shown(
    empty_store: Store, asked: str, instead: str
) -> None:
    store_release(empty_store, 1)
    with asked_by(empty_store, Recorder(), Role.TASK_GROUP) as client:
        answer = client.get(f"/api/releases/1/figures?{asked}")
        flows = client.get("/api/releases/1/figures?sheet=flows&dimension=court&stage=at-court")
    assert answer.status_code == 422
    assert instead in answer.json()["detail"]
    assert flows.status_code == 200


def test_who_asked_what_of_a_release_is_recorded_in_codes(empty_store: Store) -> None:
    store_release(empty_store, 1)
    recorder = Recorder()
    with asked_by(empty_store, recorder, Role.TASK_GROUP) as client:
        client.get("/api/releases")
        client.get("/api/releases/making")
        assert recorder.looks == []

        client.get("/api/releases/1/figures?dimension=court&place=croydon")
        gossip = client.get("/api/releases/1/figures?dimension=court&gossip=Amira")
        client.get("/api/releases/1/figures?place=Amira%20Haddad")
        client.get("/api/releases/9/figures")
        client.get("/api/hotspots?by=court")

    assert gossip.status_code == 422
    assert "gossip" not in gossip.text
    first, second = recorder.looks
    assert (first.kind, first.victims, first.role) == (Looked.STATISTICS, (), Role.TASK_GROUP)
    assert first.what == "release 1 /api/releases/1/figures dimension=court place=croydon"
    assert second.what == "release 1 /api/hotspots by=court"


def test_nothing_is_answered_that_cannot_be_recorded(empty_store: Store) -> None:
    store_release(empty_store, 1, {Sheet.COMPARISONS: [SLOWER]})
    with asked_by(empty_store, Recorder(away=True), Role.TASK_GROUP) as client:
        answer = client.get("/api/releases/1/figures?sheet=comparisons&dimension=court")

    assert answer.status_code == 503
    assert "croydon" not in answer.text


def test_a_release_is_asked_for_from_our_own_pages_and_programs_alone(empty_store: Store) -> None:
    with asked_by(empty_store, Recorder(), Role.PLATFORM_OPERATOR) as client:
        assert client.post("/api/releases").status_code == 403
        answer = client.post("/api/releases", data={"csrf": "from-our-page"})
        assert (answer.status_code, answer.json()["number"]) == (202, 1)
        assert client.get("/api/releases/making").json()["is_over"]
    with asked_by(empty_store, Recorder(), Role.SUPERVISOR, Role.AUDITOR) as client:
        assert client.post("/api/releases", data={"csrf": "from-our-page"}).status_code == 403


def test_the_command_makes_a_release_and_shows_it(makers: Makers) -> None:
    assert printed("list").strip() == "Releases: nothing"
    with pytest.raises(Failure, match="`journey release make` makes the first one"):
        printed("show")

    assert "release 1 is made" in printed("make")

    assert len(makers.asked) == 1
    (line,) = json.loads(printed("list", "--format", "json"))
    assert (line["number"], line["up_to"]) == (1, "1 November 2026")
    shown = printed("show")
    assert "Croydon" in shown
    assert "1.5" in shown
    assert "lewes" not in shown
    told = json.loads(printed("show", "1", "--format", "json"))
    assert [each["place"] for each in told["comparisons"]] == ["croydon", "lewes"]


def test_the_command_says_in_a_line_why_there_is_none(makers: Makers) -> None:
    makers.refuses = "The next one can be made from 30 November 2026 on."
    with pytest.raises(Failure, match="from 30 November 2026 on"):
        printed("make")

    makers.refuses, makers.problem = "", "Kafka did not answer. Nothing was published."
    with pytest.raises(Failure, match="release 1: Kafka did not answer"):
        printed("make")

    with pytest.raises(Failure, match="no release of statistics yet"):
        printed("show", "9")
