"""What the pages say is so: their blocks, and the tables that repeat what the code says."""

import ast
import importlib
import json
import re
import shlex
from typing import Any

import orjson
import pytest
from fastapi.routing import APIRoute
from typer.main import get_command

import reference
from cli.commands_app import app
from doc_pages import ROOT, CodeBlock, blocks, every_page, without_blocks
from processors.case.course.stages import WAITING_ON
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.rules import VERSIONS
from schemas.alert_row import AlertKind, AlertState
from schemas.changes import ObligationState, WaitEnd
from schemas.cloudevents import decode
from schemas.log_records import decode_log
from schemas.look_records import decode_look
from schemas.release_records import decode_release
from schemas.topics import topic_plans
from simulator import PLANTED
from web.guard import openness_of
from web.pages import audit_page
from web.sign_in.provider_settings import ProviderSettings
from web.web_app import QUESTIONS

PAGES = every_page()
ROUTES = [each for of in QUESTIONS for each in of.router.routes if isinstance(each, APIRoute)]
ANCHOR = re.compile(r"\]\(([^)#:]*)#([^)]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def found(*languages: str) -> list[CodeBlock]:
    return [block for page in PAGES for block in blocks(page, *languages)]


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_generated_pages_say_what_the_code_says() -> None:
    assert reference.stale(get_command(app)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_into_a_page_lead_to_a_heading(page: Any) -> None:
    for file, anchor in ANCHOR.findall(without_blocks(page)):
        target = page.parent / file if file else page
        headings = map(anchored, HEADING.findall(without_blocks(target)))
        assert anchor in headings, f"{file}#{anchor}"


def anchored(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def commands(block: CodeBlock) -> list[list[str]]:
    """Each call of `journey` in a block, as words; what else the shell does is left out."""
    script = re.sub(r"<<'END'\n.*?^END$", "", block.text, flags=re.MULTILINE | re.DOTALL)
    parts = [part.strip() for line in script.splitlines() for part in re.split(r"[|;]|&&", line)]
    return [shlex.split(part, comments=True) for part in parts if part.startswith("journey ")]


@pytest.mark.parametrize("block", [b for b in found("sh") if commands(b)], ids=str)
def test_options_shown_are_options_that_there_are(block: CodeBlock) -> None:
    for _, *words in commands(block):
        command: Any = get_command(app)
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        assert not hasattr(command, "commands"), words
        options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= options | {"--help"}


def python_in(block: CodeBlock) -> str:
    """The Python of a block: all of it, or the scripts that a shell block writes."""
    if block.language == "python":
        return block.text
    scripts = re.findall(r"^cat > \S+\.py <<'END'\n(.*?)^END$", block.text, re.M | re.S)
    return "\n".join(scripts)


@pytest.mark.parametrize("block", [b for b in found("python", "sh") if python_in(b)], ids=str)
def test_python_shown_imports_what_there_is(block: CodeBlock) -> None:
    nodes = ast.walk(ast.parse(python_in(block)))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]

    assert imports
    for node in imports:
        module = importlib.import_module(node.module or "")
        assert [name.name for name in node.names if not hasattr(module, name.name)] == []


@pytest.mark.parametrize("block", found("json"), ids=str)
def test_json_shown_is_what_it_is_called(block: CodeBlock) -> None:
    value = json.loads(block.text)
    if isinstance(value, list):
        assert [ProviderSettings.model_validate(each) for each in value]
    elif "specversion" in value:
        decode(block.text.encode())
    elif "chain" in value:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        assert decode_look(value["chain"].encode(), written).number == value["number"]
    elif "sheet" in value or "header" in value:
        decode_release(str(value["number"]).encode(), block.text.encode())
    elif "kind" in value:
        decode_log(block.text.encode())


def test_every_stage_and_state_is_told() -> None:
    page = text("reference/stages-and-duties.md")

    for stage, whom in WAITING_ON.items():
        (line,) = re.findall(rf"^\| `{stage}` \|.*$", page, re.MULTILINE)
        assert f"the {whom}" in line.lower(), stage
    codes = [*ObligationState, *AlertKind, *AlertState]
    assert [code for code in codes if f"| `{code}` |" not in page] == []
    assert [end for end in WaitEnd if end != WaitEnd.OPEN and f"`{end}`" not in page] == []


def test_every_duty_is_told_with_how_sure_each_version_of_the_code_is() -> None:
    head, facts = text("reference/duties.md").split("## What raises")
    sections = dict(part.split(" Code\n", 1) for part in head.split("\n## The ")[1:])

    assert list(sections) == [code.name for code in VERSIONS]
    for code in VERSIONS:
        for rule in code.rules.values():
            (line,) = re.findall(rf"^\| {rule.rule} \|.*$", sections[code.name], re.MULTILINE)
            assert (f" {rule.standard} " in line) is bool(rule.standard)
            assert ("(not confirmed)" in line) is not rule.is_confirmed
    timed = [duty.rule for duty in DUTIES if duty.triggered_by]
    assert re.findall(r"^\| (\S+) \| \[", facts, re.MULTILINE) == timed


def test_every_topic_is_told_with_its_settings() -> None:
    page = text("reference/topics.md")

    for plan in topic_plans():
        name = re.sub(r"^(agency|rejected)\..*", r"\1.<name>", plan.name)
        rows = re.findall(rf"^\| `{re.escape(name)}` \|.*$", page, re.MULTILINE)
        settings = {f"`{key}={value}`" for key, value in plan.config.items()}
        assert any(settings <= set(re.findall(r"`[^`]+`", row)) for row in rows), name


def test_every_question_of_the_api_is_told() -> None:
    page = text("reference/api.md")

    assert [each.path for each in ROUTES if f"| `{each.path}` |" not in page] == []


def test_who_may_ask_each_question_is_told() -> None:
    _, _, rest = text("reference/api.md").partition("## Who may ask\n")
    rows = re.findall(r"^\| (`/\S.*?) \| (`.*?) \|", rest.partition("\n## ")[0], re.MULTILINE)
    told = {path: sorted(named(roles)) for paths, roles in rows for path in named(paths)}

    of_auditors = [each for each in audit_page.router.routes if isinstance(each, APIRoute)]
    for route in (*ROUTES, *of_auditors):
        openness = openness_of(route.endpoint)
        if openness.roles and route.path.startswith("/api/"):
            assert told[route.path] == sorted(openness.roles)


def named(cell: str) -> list[str]:
    """The codes in a cell of a table."""
    return re.findall(r"`([^`]+)`", cell)


def test_the_planted_delays_are_told() -> None:
    page = text("explanation/simulator.md")
    shown = re.findall(r"^\| ([a-z-]+) \| [^|]+ \| ([0-9.]+) \|$", page, re.MULTILINE)

    assert shown == [(str(each.stage), f"{each.factor:g}") for each in PLANTED]
