"""What was put right, is disputed or cannot be, as the API, the commands and the pages tell it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, takewhile
from typing import Any

import httpx
import orjson
import pytest

import example_journeys
from cli.commands.corrections_command import corrections
from cli.commands.timeline_command import timeline
from cli.output import Format, console
from example_journeys import NOW, Story
from processors.fold.journey import fold
from projections.projection_rows import changes_rows
from projections.store import Store
from schemas.changes import Changes, CorrectionState, encode_changes
from store_copies import filled_store

STORIES = {story.number: story for story in example_journeys.stories()}
CORRECTED, DISPUTED = STORIES[70], STORIES[71]

pytestmark = pytest.mark.platform


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example, where the corrected case has another victim, whose name is not the first's."""
    with filled_store(tmp_path_factory.mktemp("corrections") / "chdb") as store:
        _also_concerns(store, CORRECTED, "victim-another")
        yield store


def _also_concerns(store: Store, story: Story, victim: str) -> None:
    rows = fold(story.facts, NOW).rows.values()
    changes = encode_changes(Changes(story.victim, 1, tuple(rows)))
    for line in changes_rows(changes)["corrections"]:
        store.insert("corrections", [{**line, "victim": victim}])


def test_each_correction_is_told_once_and_names_no_victim(api: httpx.Client) -> None:
    answer = api.get("/api/corrections")
    assert sorted(line["correction"] for line in answer.json()) == ["VS-70", "VS-71"]
    assert "victim-another" not in answer.text
    assert CORRECTED.victim not in answer.text


def test_what_was_applied_has_both_values_and_who_has_not_taken_it_over(
    api: httpx.Client,
) -> None:
    (line,) = api.get("/api/corrections", params={"state": "applied"}).json()
    was = next(fact for fact in CORRECTED.facts if str(fact.event) == line["event"]).occurred.at
    assert (line["was"], line["now"]) == (was.isoformat(), (was + timedelta(3)).isoformat())
    assert (line["proposed_by"], line["answered_by"]) == ("victim-support", "met-police")
    assert line["days"] == 4
    assert (line["notified"], line["not_acknowledged"]) == (["cps"], ["cps"])


def test_what_is_disputed_is_restricted_wherever_it_is_asked(api: httpx.Client) -> None:
    (line,) = api.get("/api/corrections", params={"state": "disputed"}).json()
    assert (line["was"], line["now"]) == (None, None)
    journey = api.get(f"/api/victims/{DISPUTED.victim}").json()
    entry = next(each for each in journey["timeline"] if each["state"] == "disputed")
    assert (entry["data"], entry["reported"]) == ({}, None)
    page = api.get(f"/victims/{DISPUTED.victim}").text
    assert "is shown to the Metropolitan Police and Victim Support alone" in page
    assert "Suspect 3" not in page
    for duty in journey["obligations"]:
        assert "Suspect 3" not in api.get(f"/obligations/{duty['id']}").text


def _alerts_of(api: httpx.Client, story: Story) -> list[dict[str, Any]]:
    found = api.get("/api/alerts", params={"kind": "late", "limit": 1000}).json()["alerts"]
    return [alert for alert in found if alert["victim"] == story.victim]


def test_the_worklist_marks_what_was_revised_and_what_rests_on_a_dispute(
    api: httpx.Client,
) -> None:
    marks = {
        story.number: {
            alert["rule"]: (alert["revised"], alert["disputed"]) for alert in _alerts_of(api, story)
        }
        for story in (CORRECTED, DISPUTED)
    }
    assert marks[70] == {
        "R4.2": (False, False),
        "R6.1": (True, False),
        "R9.2a": (False, False),
    }
    assert marks[71]["R6.1"] == (False, True)
    answers = (api.get(f"/alerts?kind=late&page={page}") for page in count(1))
    pages = "".join(page.text for page in takewhile(lambda page: page.is_success, answers))
    assert pages.count("Revised: what was first reported has been corrected") == 1
    assert pages.count("What it rests on is disputed") == 1


def test_what_is_disputed_has_no_time_in_any_answer(api: httpx.Client) -> None:
    """Arrested on 26 July 2025, and said to have been on the 29th."""
    duties = api.get(f"/api/victims/{DISPUTED.victim}").json()["obligations"]
    (duty,) = [duty for duty in duties if duty["rule"] == "R6.1"]
    for path in (f"/victims/{DISPUTED.victim}", f"/obligations/{duty['id']}"):
        page, answer = api.get(path).text, api.get(f"/api{path}").text
        assert "26 July 2025" not in page
        assert "2025-07-26" not in answer
        assert "2025-07-29" not in answer


def test_before_the_answer_what_was_reported_is_told(api: httpx.Client) -> None:
    proposal, agreement = CORRECTED.facts[3], CORRECTED.facts[4]
    between = agreement.received - timedelta(days=1)
    then = api.get(f"/api/victims/{CORRECTED.victim}", params={"as_of": between.isoformat()})
    assert {entry["state"] for entry in then.json()["timeline"]} == {"reported"}
    (line,) = then.json()["corrections"]
    assert (line["state"], line["answered_by"]) == ("proposed", None)
    asked = {"from": proposal.received.isoformat(), "to": NOW.isoformat()}
    found = api.get(f"/api/victims/{CORRECTED.victim}/differences", params=asked).json()
    assert any("was reported, is corrected" in change["text"] for change in found["changes"])


@pytest.mark.usefixtures("_platform")
def test_the_timeline_says_who_agreed_and_what_cannot_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "width", 400)
    timeline(CORRECTED.victim)
    told = capsys.readouterr().out
    assert "Contradictions" in told
    assert "A sentence, but no conviction by that day" in told
    assert "proposed by Victim Support, agreed by the Metropolitan Police" in told


def test_the_page_says_who_agreed_and_who_said_what(api: httpx.Client) -> None:
    page = api.get(f"/victims/{CORRECTED.victim}").text
    assert "proposed by Victim Support, agreed by the Metropolitan Police" in page
    assert "HM Courts and Tribunals Service: " in page


@pytest.mark.usefixtures("_platform")
def test_the_command_tells_people_and_programs(capsys: pytest.CaptureFixture[str]) -> None:
    corrections(CorrectionState.APPLIED, Format.JSON)
    (line,) = orjson.loads(capsys.readouterr().out)
    assert line["correction"] == "VS-70"
    corrections(None, Format.TABLE)
    assert "VS-71" in capsys.readouterr().out
    corrections(CorrectionState.IMPOSSIBLE, Format.TABLE)
    assert "No such correction" in capsys.readouterr().out
