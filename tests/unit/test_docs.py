"""The docs' links lead somewhere, and the commands they show are commands that there are."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from cli.commands_app import app

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]

    assert missing == []


def _commands(page: Path) -> list[list[str]]:
    lines = [line for block in BLOCK.findall(page.read_text()) for line in block.splitlines()]
    shown = [line.removeprefix("$ ").split("#")[0].split("|")[0].strip() for line in lines]
    return [shlex.split(line) for line in shown if line.startswith("journey ")]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_commands_shown_are_commands_that_there_are(page: Path) -> None:
    known = get_command(app)
    for _, name, *words in _commands(page):
        command = known.commands.get(name)  # type: ignore[attr-defined]
        assert command is not None, name
        if hasattr(command, "commands") and words:
            assert words[0] in command.commands, f"{name} {words[0]}"
