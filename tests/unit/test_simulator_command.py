"""`journey simulate`, as it is typed."""

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from agencies.simulator import simulate as simulation_of
from runtime.commands.simulate import simulate
from runtime.failure import Failure
from schemas.cloudevents import decode, encode

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
    assert [decode(line) for line in lines] == [each.event for each in simulation.deliveries]
    assert Path("again.jsonl").read_bytes().splitlines() == lines


def test_events_alone_go_to_the_output_when_asked() -> None:
    result = run("--victims", "5", "--ending", "2025-03-31", "--charged-share", "1", "--out", "-")

    simulation = simulation_of(5, 1, date(2025, 3, 31), charged_share=1)
    expected = b"".join(encode(each.event) + b"\n" for each in simulation.deliveries)
    assert result.stdout_bytes == expected


def test_the_truth_is_json_with_what_was_planted(tmp_path: Path) -> None:
    out = str(tmp_path / "events.jsonl")

    truth = json.loads(run("--victims", "30", "--out", out, "--truth", "-").stdout)

    assert truth["victims"] == 30
    assert {each["stage"] for each in truth["planted"]} >= {"first-hearing", "referred"}
    assert [each["rule"] for each in truth["duties"]] == ["R6.1", "R6.6"]


def test_the_summary_is_for_programs_too(tmp_path: Path) -> None:
    out = str(tmp_path / "events.jsonl")

    rows = json.loads(run("--victims", "30", "--out", out, "--format", "json").stdout)

    assert {"what": "victims", "number": 30} in rows


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
