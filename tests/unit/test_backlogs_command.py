"""`journey simulate-backlogs` writes what the simulation delivers, and says what it is."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.simulate_backlogs_command import backlogs
from schemas.cloudevents import check_arrival, decode
from simulator.published_backlogs import published_backlogs

ENDED = datetime(2025, 4, 1, tzinfo=UTC)

app = typer.Typer()
app.command()(backlogs)


def test_it_writes_events_of_every_court_and_prints_its_open_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ["--share", "0.005", "--ending", "2025-03-31", "--format", "json"]

    result = CliRunner().invoke(app, options)

    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert [row["before"] for row in printed] == [each.before for each in published_backlogs(0.005)]
    events = [decode(line) for line in (tmp_path / "backlogs.jsonl").read_bytes().splitlines()]
    for event in events:
        check_arrival(event, event.agency, event.case.encode(), ENDED)
    sent = [event.fact for event in events if event.fact.kind == "sent-to-crown-court"]
    assert len(sent) == sum(row["before"] + row["came_in"] for row in printed)
