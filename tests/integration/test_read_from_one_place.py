"""Answers about one victim come from the log's records alone, lists from their tables alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import example_journeys
from caseworkers.correction_lines import corrections
from caseworkers.differences import differences
from caseworkers.explanations import explanation
from caseworkers.victim_journeys import victim_journey
from caseworkers.worklist import AlertQuery, worklist
from events.identifiers import Agency
from projections.projection_rows import TABLES
from projections.store import Store
from store_copies import filled_store
from task_group.hotspot_answer import HotspotQuestion, hotspots
from task_group.lattice import Breakdown
from task_group.platform_counts import overview
from task_group.releases import releases

NOW = example_journeys.NOW
STORIES = {story.number: story for story in example_journeys.stories()}
CASEWORKERS = Path(__file__).parents[2] / "caseworkers"
CORRECTED, DISPUTED, ORDINARY = STORIES[70], STORIES[71], STORIES[1]

pytestmark = pytest.mark.platform


def _answers_about_one(store: Store) -> list[object]:
    answers: list[object] = []
    for story in (CORRECTED, DISPUTED, ORDINARY):
        journey = victim_journey(store, story.victim, NOW)
        assert journey is not None
        found = (explanation(store, duty.id, NOW) for duty in journey.obligations)
        since = story.facts[1].received
        answers += [journey, *found, differences(store, story.victim, since, NOW)]
    return answers


def _lists(store: Store) -> list[object]:
    (release,) = releases(store)
    by_group = [hotspots(store, release, HotspotQuestion(by)) for by in Breakdown]
    queries = [
        AlertQuery(standing="raised", limit=1000),
        AlertQuery(standing="closed", limit=1000),
    ]
    alerts = [worklist(store, NOW, query) for query in queries]
    return [*alerts, corrections(store).lines, overview(store), *by_group]


def _emptied(
    tables: list[str], path: Path, ask: Callable[[Store], list[object]]
) -> tuple[list[object], list[object]]:
    with filled_store(path) as store:
        before = ask(store)
        for table in tables:
            store.command(f"TRUNCATE TABLE {table}")
        return before, ask(store)


def test_answers_about_one_victim_need_no_row_but_whose_a_duty_is(tmp_path: Path) -> None:
    """The table of obligations stays: it tells whose duty an identifier is, and nothing else."""
    tables = [table for table in TABLES.values() if table != "obligations"]
    before, after = _emptied(tables, tmp_path / "chdb", _answers_about_one)
    assert after == before


QUESTIONS = {
    "acts_before.sql",
    "acts_recorded.sql",
    "alert_duties.sql",
    "alert_health_by_rule.sql",
    "alert_health_by_team.sql",
    "alerts.sql",
    "alerts_acted_on.sql",
    "alerts_by_id.sql",
    "alerts_of_reference.sql",
    "chosen_alerts.sql",
    "correction_lines.sql",
    "disputes.sql",
    "duties_ended.sql",
    "facts.sql",
    "late_check.sql",
    "obligation_victim.sql",
    "put_aside_alerts.sql",
    "raised_alerts.sql",
    "worklist_victims.sql",
}
"""Every question of the caseworkers' door: whoever adds one says here what it reads."""


def test_of_the_obligations_an_answer_about_one_victim_reads_the_victim_alone() -> None:
    sql = {path.name: path.read_text() for path in CASEWORKERS.glob("*.sql")}
    reads = {name: set(re.findall(r"(?:FROM|JOIN)\s+(\w+)", text)) for name, text in sql.items()}
    assert reads["obligation_victim.sql"] == {"obligations"}
    assert re.search(r"SELECT victim\s+FROM obligations\b", sql["obligation_victim.sql"])
    assert [name for name, tables in reads.items() if "facts" in tables] == ["facts.sql"]
    assert reads.keys() == QUESTIONS


OF_TIMELINES = {
    "acts_before.sql": "what others did with alerts",
    "acts_recorded.sql": "whether what somebody recorded is there",
    "alerts_of_reference.sql": "whose case was published under an identifier with this part",
}
"""What is asked of the timelines' table, and nothing that an alert or a duty shows."""


def test_of_timelines_no_list_of_alerts_reads_what_it_shows() -> None:
    asking = {
        path.name for path in CASEWORKERS.glob("*.sql") if "FROM timeline" in path.read_text()
    }
    assert asking == OF_TIMELINES.keys()


def test_a_worklist_needs_no_entry_of_a_timeline(tmp_path: Path) -> None:
    with filled_store(tmp_path / "chdb") as store:
        before = _worklists(store)
        store.command("TRUNCATE TABLE timeline")
        assert _worklists(store) == before


def _worklists(store: Store) -> list[object]:
    agencies = (None, Agency.MET_POLICE, Agency.HMCTS)
    query = AlertQuery(limit=1000)
    return [worklist(store, NOW, query, seen_by) for seen_by in agencies]


def test_lists_and_statistics_need_no_record_of_the_log(tmp_path: Path) -> None:
    before, after = _emptied(["facts"], tmp_path / "chdb", _lists)
    assert after == before
