"""What is missing where an event, a rule, a question or a page is half done: a line for each.

CONTRIBUTING.md has the checklists. Each line names the file, and what to write there.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from functools import cache
from inspect import get_annotations, getsourcefile
from pathlib import Path
from types import ModuleType
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.routing import Match

import events
from doc_pages import ROOT
from events.fact import Fact
from events.vocabulary import FACTS
from processors import victims_code
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty
from processors.victims_code.rules import VERSIONS, Rule
from schemas import golden_examples, json_schema
from schemas.envelope import type_name
from schemas.json_schema import short_name
from schemas.upcasting import FORMER
from web import obligation_words
from web.rendering import NAVIGATION

DOORS = ("agencies", "caseworkers", "task_group")

_ASKING = ("tests/integration", "tests/browser", "tests/end_to_end")

WRITE = "run .venv/bin/journey schema write"

NOT_SIMULATED: dict[str, str] = {}
"""Why the simulated agencies never report a fact, by its kind."""

NOT_TIMED = {"R3.1": "due as soon as possible: nobody can time it (decision 0008)"}
"""Why no fact raises a duty by a rule."""

NO_COMMAND = {
    "/health": "monitors ask it; `journey status` asks each part",
    "/api/agencies/{agency}": "its page shows it; `journey rejected` reads the topic itself",
    "/api/counts": "a part of `journey status` (runtime/platform_status.py)",
    "/api/gaps": "a part of `journey status` (runtime/platform_status.py)",
}
"""Why a route of the API has no command of its own."""


def fact_classes() -> list[type[Fact]]:
    """Every fact that stands in `events`, in the vocabulary or not."""
    found = [each for each in _values(events, type) if issubclass(each, Fact) and each != Fact]
    return list(dict.fromkeys(found))


def duties() -> list[Duty]:
    """Every duty that stands in `processors.victims_code`, in the list of all or not."""
    found = [value for value in _values(victims_code, tuple) if value]
    return list(dict.fromkeys(d for value in found for d in value if isinstance(d, Duty)))


def rules() -> list[Rule]:
    """Every rule of every version of the Victims' Code."""
    return [rule for code in VERSIONS for rule in code.rules.values()]


def question_files() -> list[Path]:
    """The SQL of every question of the three doors."""
    return [path for door in DOORS for path in sorted((ROOT / door).glob("*.sql"))]


def templates() -> list[Path]:
    """The templates of the pages, and the parts that they share."""
    return sorted((ROOT / "web" / "templates").glob("*.html"))


def page_modules() -> list[Path]:
    """The modules of the pages."""
    return sorted((ROOT / "web" / "pages").glob("*_page.py"))


def missing_of_fact(fact: type[Fact]) -> list[str]:
    """What an event still needs."""
    name, file = short_name(type_name(fact)), _file(fact)
    if FACTS.get(fact.kind) is not fact:
        former = FORMER.get((fact.kind, fact.version))
        entered = former is not None and former.fact is fact
        return (
            [] if entered else [f"events/vocabulary.py: add {fact.__name__} of {file} to a union"]
        )
    return [
        *_unless(bool(fact.__doc__), f"{file}: give {fact.__name__} a docstring of one sentence"),
        *(
            f"schemas/golden/{name}.{how}.json: write an example of the event"
            for how in golden_examples.NEEDED
            if not (golden_examples.FOLDER / f"{name}.{how}.json").is_file()
        ),
        *_unless(
            (json_schema.FOLDER / f"{name}.json").is_file(), f"schemas/json/{name}.json: {WRITE}"
        ),
        *_unless(
            f"\n### {fact.kind}\n" in _text("docs/reference/events.md"),
            f"docs/reference/events.md: {WRITE}",
        ),
        *_unless(
            fact.__name__ in _names("web/sentences", cases=True),
            f"web/sentences: write the sentence of {fact.__name__} for the timeline",
        ),
        *_unless(
            fact.__name__ in _names("simulator", cases=False) or fact.kind in NOT_SIMULATED,
            f"simulator: report {fact.__name__}, or say in tests/half_done.py why it never does",
        ),
    ]


def missing_of_duty(duty: Duty) -> list[str]:
    """What a duty still needs to count at all."""
    codes = [rule for rule in rules() if rule.rule == duty.rule]
    return [
        *_unless(
            duty in DUTIES,
            f"processors/victims_code/all_duties.py: add the tuple with {duty.rule} to DUTIES",
        ),
        *_unless(
            bool(codes) or duty not in DUTIES,
            f"processors/victims_code: give {duty.rule} the time limit of a version of the Code",
        ),
    ]


def missing_of_rule(rule: Rule) -> list[str]:
    """What a rule of one version of the Code still needs."""
    where = f"processors/victims_code: {rule.rule} of the {rule.code} Code"
    found = [duty for duty in DUTIES if duty.rule == rule.rule]
    timed = rule.rule not in NOT_TIMED
    section = _text("docs/reference/duties.md").partition(f"\n## The {rule.code} Code\n")[2]
    return [
        *_unless(
            bool(obligation_words.SENTENCES.get(rule.rule)),
            f"{where} needs a sentence: what it asks of whom",
        ),
        *_unless(bool(rule.source), f"{where} needs its source"),
        *_unless(
            not timed or any(duty.triggered_by for duty in found),
            f"{where} needs a fact that triggers it, or in tests/half_done.py a reason why none",
        ),
        *_unless(
            not timed or any(duty.discharged_by for duty in found),
            f"{where} needs a fact that discharges it",
        ),
        *_unless(
            f"\n| {rule.rule} |" in section.partition("\n## ")[0],
            f"docs/reference/duties.md: {WRITE}",
        ),
    ]


def missing_of_sql(sql: Path) -> list[str]:
    """What a file of SQL in one of the doors still needs to be asked by anybody."""
    name = f"{sql.parent.name}/{sql.name}"
    readers = [path for path in sql.parent.glob("*.py") if sql.read_text() in _texts(_module(path))]
    if not readers:
        return [f"{name}: write the function that reads it, in a module beside it"]
    return _unless(
        any(_module(path) in asked_by_the_api() for path in readers),
        f"web/api.py: write the route that asks {_module(readers[0])}",
    )


def missing_of_route(route: APIRoute) -> list[str]:
    """What a route of the API still needs."""
    asked = _asks(route.path)
    return [
        *_unless(
            f"| `{route.path}` |" in _text("docs/reference/api.md"),
            f"docs/reference/api.md: add a row for {route.path}",
        ),
        *_unless(
            route.path in NO_COMMAND or bool(_where(asked, "cli", "runtime")),
            f"cli/commands: ask {route.path}, or say in tests/half_done.py why no command does",
        ),
        *_unless(bool(_where(asked, *_ASKING)), f"tests/integration: ask {route.path} in a test"),
    ]


def missing_of_page(module: Path, app: FastAPI, tested: Sequence[str]) -> list[str]:
    """What a module of a page still needs: `tested` are the addresses that the browser opens."""
    found = importlib.import_module(_module(module))
    if found.router.routes and not _is_served(found, app):
        return [f"web/web_app.py: add {module.stem} to _PAGES"]
    return [line for route in _html_routes(found) for line in _missing_of_address(route, tested)]


def missing_of_template(template: Path) -> list[str]:
    """What a template still needs to be drawn."""
    drawn = _where(re.compile(rf'"{re.escape(template.name)}"'), "web")
    name = template.relative_to(ROOT).as_posix()
    return _unless(bool(drawn), f"{name}: draw it in a module of web/pages")


def _missing_of_address(route: APIRoute, tested: Sequence[str]) -> list[str]:
    linked = route.path.partition("{")[0]
    address = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route.path)))
    return [
        *_unless(
            route.path in [address for _, address in NAVIGATION]
            or bool(_where(re.compile(rf'href="{re.escape(linked)}'), "web")),
            f"web/rendering.py: put {route.path} in NAVIGATION, or link to it from another page",
        ),
        *_unless(
            any(address.fullmatch(each.partition("?")[0]) for each in tested),
            f"tests/browser/test_pages.py: open {route.path} in PAGES",
        ),
    ]


def _unless(present: bool, line: str) -> list[str]:
    return [] if present else [line]


def _values(package: ModuleType, kind: type) -> Iterator[Any]:
    """The values of a kind in the modules of a package, those that were imported into one too."""
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(info.name)
        yield from (v for v in vars(module).values() if isinstance(v, kind))


def _file(fact: type[Fact]) -> str:
    return Path(getsourcefile(fact) or "").relative_to(ROOT).as_posix()


@cache
def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _where(pattern: re.Pattern[str], *folders: str) -> list[Path]:
    """The Python files and templates of some folders in which a pattern is found."""
    return [path for folder in folders for path in _files(folder) if pattern.search(_read(path))]


@cache
def _files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html")]


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _trees(folder: str) -> list[ast.AST]:
    return [ast.parse(_read(path)) for path in _files(folder) if path.suffix == ".py"]


@cache
def _names(folder: str, cases: bool) -> set[str]:
    """The names that code in a folder uses; with the classes of its cases, or without."""
    found: set[str] = set()
    for tree in _trees(folder):
        nodes = list(ast.walk(tree))
        in_cases = {id(node.cls) for node in nodes if isinstance(node, ast.MatchClass)}
        names = [node for node in nodes if isinstance(node, ast.Name)]
        found |= {name.id for name in names if cases or id(name) not in in_cases}
    return found


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def asked_by_the_api() -> set[str]:
    """The modules of the doors that the API asks, by itself or through one another."""
    found: set[str] = set()
    waiting = ["web.api"]
    while waiting:
        module = waiting.pop()
        tree = ast.parse(_text(f"{module.replace('.', '/')}.py"))
        names = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        new = {name for name in names if name.startswith(DOORS)} - found
        found |= new
        waiting += new
    return found


def _asks(path: str) -> re.Pattern[str]:
    """What asks an address: its whole, with any value in it, or what comes after the value."""
    before, value, after = path.rpartition("}")
    whole = re.sub(r"\\\{\w+\\\}", r"(?:\\{[^{}]+\\}|[^/{}\"]+)", re.escape(path))
    tail = rf"|\}}{re.escape(after)}" if before and value and after else ""
    return re.compile(rf'(?:"{whole}{tail})[?"]')


def _texts(module: str) -> list[str]:
    """The texts that a module has read."""
    found: list[str] = []
    for value in vars(importlib.import_module(module)).values():
        values = value.values() if isinstance(value, dict) else [value]
        found += [each for each in values if isinstance(each, str)]
    return found


def _is_served(module: ModuleType, app: FastAPI) -> bool:
    """Whether the application answers under every address of a module."""
    addresses = [re.sub(r"{\w+}", "x", route.path) for route in module.router.routes]
    scopes = [{"type": "http", "method": "GET", "path": address} for address in addresses]
    return all(any(r.matches(scope)[0] is Match.FULL for r in app.routes) for scope in scopes)


def _html_routes(module: ModuleType) -> list[APIRoute]:
    routes = [route for route in module.router.routes if isinstance(route, APIRoute)]
    return [r for r in routes if get_annotations(r.endpoint).get("return") is HTMLResponse]
