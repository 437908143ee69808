"""`journey status` prints which events reached no victim, and which link is missing."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

import cli.commands.status_command as command
from cli.commands_app import app
from runtime import platform_status
from runtime.platform_status import Status

UNREACHED = [
    {
        "agency": "prison-service",
        "missing": "offender",
        "cases": 2,
        "events": 3,
        "first": "2026-06-10T10:00:00Z",
    }
]


@pytest.fixture(autouse=True)
def running(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that runs, and says this when it is asked."""
    status = Status([], None, None, None, None, unreached=UNREACHED)
    monkeypatch.setattr(command, "find_running", lambda _: object())
    monkeypatch.setattr(command, "running_settings", lambda settings: settings)
    monkeypatch.setattr(platform_status, "status_of", lambda *_: status)


def printed(format_: str, folder: Path) -> str:
    run = CliRunner().invoke(app, ["status", "--data", str(folder), "--format", format_])
    assert run.exit_code == 0, run.output
    return run.stdout


def test_the_table_has_the_agency_the_link_and_how_many(tmp_path: Path) -> None:
    table = printed("table", tmp_path)

    assert "Reached no victim: which link is missing" in table
    (row,) = (line for line in table.splitlines() if "prison-service" in line)
    cells = [cell.strip() for cell in row.split("│")]
    assert cells[1:5] == ["prison-service", "offender", "2", "3"]


def test_programs_read_the_same(tmp_path: Path) -> None:
    assert orjson.loads(printed("json", tmp_path))["unreached"] == UNREACHED
    assert "unreached,prison-service offender,events,3" in printed("csv", tmp_path)
