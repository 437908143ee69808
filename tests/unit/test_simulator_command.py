"""`journey simulate`, as it is typed."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from agencies.publisher import NotDelivered
from cli import bulk_publishing
from cli.commands.simulate_command import simulate
from events.identifiers import Agency
from runtime.failure import Failure
from schemas.cloudevents import AgencyEvent, decode, encode
from simulator import simulate as simulation_of
from simulator.chance import rows

app = typer.Typer()
app.command()(simulate)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=True)
    if isinstance(result.exception, Failure):
        raise result.exception
    return result


def test_it_writes_one_event_a_line_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("--victims", "12", "--seed", "4").exit_code == 0
    assert run("--victims", "12", "--seed", "4", "--out", "again.jsonl").exit_code == 0

    lines = Path("simulated.jsonl").read_bytes().splitlines()
    simulation = simulation_of(12, 4, date(2026, 9, 30))
    assert [decode(line) for line in lines] == [each.event for each in simulation.right]
    assert Path("again.jsonl").read_bytes().splitlines() == lines


def test_events_alone_go_to_the_output_when_asked() -> None:
    result = run("--victims", "5", "--ending", "2025-03-31", "--charged-share", "1", "--out", "-")

    simulation = simulation_of(5, 1, date(2025, 3, 31), charged_share=1)
    expected = b"".join(encode(each.event) + b"\n" for each in simulation.right)
    assert result.stdout_bytes == expected


def test_the_truth_is_json_with_what_was_planted(tmp_path: Path) -> None:
    out = str(tmp_path / "events.jsonl")

    truth = json.loads(run("--victims", "30", "--out", out, "--truth", "-").stdout)

    assert truth["victims"] == 30
    assert {each["stage"] for each in truth["planted"]} >= {"first-hearing", "referred"}
    assert {each["rule"] for each in truth["duties"]} >= {"R4.1", "R6.1", "R6.9"}


def test_the_summary_is_for_programs_too(tmp_path: Path) -> None:
    out = str(tmp_path / "events.jsonl")

    summary = json.loads(run("--victims", "30", "--out", out, "--format", "json").stdout)

    told = {row["what"]: row["number"] for row in summary["Simulated"]}
    assert told["victims"] == 30
    assert told["deliveries"] == told["events"] + told["duplicates"]
    of_staff = len(rows("staffing.csv"))
    assert told["deliveries"] == len(Path(out).read_bytes().splitlines()) - of_staff
    duties = {row["rule"]: row for row in summary["Duties"]}
    assert duties["R4.1"]["in_time"] > duties["R4.1"]["never"]


def test_the_summary_has_a_line_for_each_rule(tmp_path: Path) -> None:
    told = run("--victims", "30", "--out", str(tmp_path / "events.jsonl")).stdout

    rules = [line.split()[1] for line in told.splitlines() if " R4." in line]
    assert rules == ["R4.1", "R4.2", "R4.3"]


def test_what_is_sent_wrongly_goes_to_topics_alone(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="--wrong needs --publish"):
        run("--wrong", "0.1", "--out", str(tmp_path / "events.jsonl"))


def test_what_is_sent_wrongly_is_sent_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[Agency, list[object]] = {}
    publishing(monkeypatch, lambda _, events, published: sent.update(events))

    arguments = ("--victims", "20", "--ending", "2025-03-31", "--publish", "--wrong", "0.1")
    summary = json.loads(run(*arguments, "--format", "json").stdout)

    simulation = simulation_of(20, 1, date(2025, 3, 31), wrong=0.1)
    wrong = simulation.wrong
    assert sum(row["number"] for row in summary["Sent wrongly"]) == len(wrong) > 0
    for agency, events in sent.items():
        records = [each for each in events if isinstance(each, tuple)]
        assert records == [(each.key, each.value) for each in wrong if each.agency is agency]
    assert sum(map(len, sent.values())) == len(wrong) + len(simulation.right)


def test_what_is_sent_wrongly_comes_before_the_right_one_and_after_what_came_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one burst ahead of everything it would pause the intake."""
    sent: dict[Agency, list[object]] = {}
    publishing(monkeypatch, lambda _, events, published: sent.update(events))

    run("--victims", "20", "--ending", "2025-03-31", "--publish", "--wrong", "0.1")

    wrong = [number for number, each in enumerate(sent[Agency.MET_POLICE]) if type(each) is tuple]
    assert wrong[-1] > len(wrong)


def test_two_answers_do_not_share_the_output() -> None:
    with pytest.raises(Failure, match="cannot both be -"):
        run("--out", "-", "--truth", "-")


def test_a_file_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="cannot write"):
        run("--victims", "1", "--out", str(tmp_path / "missing" / "events.jsonl"))


def test_nothing_is_published_that_lies_ahead() -> None:
    with pytest.raises(Failure, match="before today"):
        run("--publish", "--ending", "2099-01-01")


def test_the_last_day_is_in_this_age() -> None:
    with pytest.raises(Failure, match="2000 to 2100"):
        run("--ending", "1850-01-01")


def publishing(monkeypatch: pytest.MonkeyPatch, publish_all: Callable[..., None]) -> None:
    monkeypatch.setattr(bulk_publishing, "publish_all", publish_all)
    monkeypatch.setattr(bulk_publishing, "answering_kafka", lambda settings: settings.bootstrap)
    monkeypatch.setenv("JOURNEY_KAFKA", "broker:9092")


def test_each_agency_publishes_its_own_events_in_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    published: dict[Agency, list[AgencyEvent]] = {}

    def publish_all(
        bootstrap: str,
        events: dict[Agency, list[AgencyEvent]],
        progress: Callable[[Agency, int], None],
    ) -> None:
        assert bootstrap == "broker:9092"
        published.update(events)

    publishing(monkeypatch, publish_all)
    monkeypatch.chdir(tmp_path)

    assert run("--victims", "20", "--ending", "2025-03-31", "--publish").exit_code == 0

    deliveries = simulation_of(20, 1, date(2025, 3, 31)).right
    assert sum(map(len, published.values())) == len(deliveries)
    for agency, events in published.items():
        assert events == [each.event for each in deliveries if each.agency is agency]
    assert not Path("simulated.jsonl").exists()


def test_what_the_broker_did_not_take_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def publish_all(*_: object) -> None:
        raise NotDelivered(Counter({"KafkaTimeoutError": 3}))

    publishing(monkeypatch, publish_all)

    with pytest.raises(Failure, match="3 KafkaTimeoutError; run the same command again"):
        run("--victims", "1", "--ending", "2025-03-31", "--publish")
