"""The listing of the commands, which imports none of them."""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from cli.command_group import loaded_command, short_help
from cli.commands import COMMANDS
from cli.commands_app import app
from doc_pages import ROOT

SLOW = {
    "aiokafka",
    "chdb",
    "clickhouse_connect",
    "fastapi",
    "faust",
    "holidays",
    "httpx",
    "kafka",
    "numpy",
    "pyarrow",
    "simulator",
}
NOT_TO_LIST = SLOW | {"pydantic", "events", "schemas", "web", "rich"}

ASKING = [
    ["alerts"],
    ["corrections"],
    ["deadline", "--help"],
    ["explain", "0b6c2c0e-8a4e-4e0c-9c2e-3f1f5f6f7a8b"],
    ["hotspots"],
    ["obligations", "victim-1"],
    ["publish", "--help"],
    ["rejected", "--help"],
    ["status"],
    ["timeline", "victim-1"],
    ["validate", "--help"],
]


RUN_EACH = """
import json, sys
from cli.entry import main

for arguments in json.loads(sys.argv[1]):
    sys.argv = ["journey", *arguments]
    try:
        main()
    except SystemExit:
        pass
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(each: Sequence[Sequence[str]]) -> list[set[str]]:
    """The top-level packages that `journey` has imported once a command is run, and then the next.

    All run in one process, with no platform there.
    """
    done = subprocess.run(
        [sys.executable, "-c", RUN_EACH, json.dumps(each)],
        cwd=ROOT,
        env={"JOURNEY_DATA": "/nowhere", "JOURNEY_PORT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('["')]
    assert len(lines) == len(each)
    return [{name.partition(".")[0] for name in line} for line in lines]


@pytest.mark.slow
def test_the_listing_imports_no_command() -> None:
    for names in imported([["--help"], ["--version"]]):
        assert "typer" in names
        assert names & NOT_TO_LIST == set()


@pytest.mark.slow
def test_a_command_imports_nothing_that_only_the_platform_needs() -> None:
    for arguments, names in zip(ASKING, imported(ASKING), strict=True):
        assert names & SLOW == set(), arguments
        assert "pydantic" in names


@pytest.mark.parametrize("name", COMMANDS)
def test_the_listing_shows_the_first_sentence_of_each_commands_own_help(name: str) -> None:
    command = loaded_command(name)
    for width in (30, 45, 80, 200):
        assert short_help(name, width) == command.get_short_help_str(width)


def test_the_version_is_the_packages() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"journey {version('victim-journey')}\n")


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(app, ["alert"])
    assert result.exit_code == 2
    assert "No such command 'alert'. Did you mean 'alerts'" in result.stderr
