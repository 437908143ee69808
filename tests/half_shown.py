"""What is missing where a question or a page is half done: a line for each.

CONTRIBUTING.md has the checklists. Each line names the file, and what to write there.
"""

import importlib
import re
from collections.abc import Sequence
from functools import cache
from inspect import get_annotations
from pathlib import Path
from types import ModuleType

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.routing import Match

from cli.commands import COMMANDS
from doc_pages import ROOT
from source_text import found_in, imports_of, module_of, text_of, unmet
from web.navigation import MENU
from web.web_app import QUESTIONS

DOORS = ("agencies", "caseworkers", "task_group")

NO_COMMAND = {
    "/health": "monitors ask it; `journey status` asks each part",
    "/api/agencies/{agency}": "its page shows it; `journey rejected` reads the topic itself",
    "/api/alert-waits": "a part of `journey status` (runtime/platform_status.py)",
    "/api/counts": "a part of `journey status` (runtime/platform_status.py)",
    "/api/gaps": "a part of `journey status` (runtime/platform_status.py)",
    "/api/unreached": "a part of `journey status` (runtime/platform_status.py)",
    "/api/late-check": "a part of `journey status` (runtime/platform_status.py)",
    "/api/operator-alerts": "a part of `journey status` (runtime/platform_status.py)",
    "/api/rate-limits": "a part of `journey status` (runtime/platform_status.py)",
    "/api/set-aside": "a part of `journey status` (runtime/platform_status.py)",
}
"""Why a route of the API has no command of its own."""

PAGES_ASK = {
    "act_subjects": "on what a form of a page acts",
    "acts_recorded": "what became of an act: the banner of the page after it",
    "refused_at": "what became of an act: the banner of the page after it",
}
"""Modules of the doors that the pages alone ask, and for what: programs publish events."""

LEADS_ON = {
    "/": "it leads to the page with the viewer's work",
    "/openapi.json": "it is no page: programs read it",
    "/victims/{victim}/break-glass": "it leads to the page of the victim",
}
"""What web/pages answers without drawing a page."""

REDIRECTED = {"/signed-out": "sign-out leads there"}
"""Pages to which no link leads, and what does."""

_ASKED = tuple(each.__name__ for each in QUESTIONS)
_MAY_SEE = "tests/integration/test_who_may_see.py"
_ASKING = ("tests/integration", "tests/browser", "tests/end_to_end")


def question_files() -> list[Path]:
    """The SQL of every question of the three doors."""
    return [path for door in DOORS for path in sorted((ROOT / door).glob("*.sql"))]


def command_modules() -> list[Path]:
    """The modules of the commands."""
    return _modules(ROOT / "cli" / "commands")


def page_modules() -> list[Path]:
    """The modules of the pages."""
    return _modules(ROOT / "web" / "pages")


def templates() -> list[Path]:
    """The templates of the pages, and the parts that they share."""
    return sorted((ROOT / "web" / "templates").glob("*.html"))


def missing_of_sql(sql: Path) -> list[str]:
    """What a file of SQL in one of the doors still needs to be asked by anybody."""
    name = f"{sql.parent.name}/{sql.name}"
    modules = [module_of(path) for path in sql.parent.glob("*.py") if ROOT in path.parents]
    readers = [module for module in modules if sql.read_text() in _sql_of(module)]
    if not readers:
        return [f"{name}: write the function that reads it, in a module beside it"]
    by_pages = any(module.rpartition(".")[2] in PAGES_ASK for module in readers)
    asked = by_pages or not asked_by_the_api().isdisjoint(readers)
    return unmet({f"web/api.py: write the route that asks {readers[0]}": asked})


def missing_of_route(route: APIRoute) -> list[str]:
    """What a route of the API still needs."""
    asked, path = _asking(route.path), route.path
    command = path in NO_COMMAND or found_in(asked, "cli", "runtime")
    return unmet(
        {
            f"docs/reference/api.md: add a row for {path}": (
                f"| `{path}` |" in text_of("docs/reference/api.md")
            ),
            f"cli/commands: ask {path}, or say in tests/half_shown.py why no command does": command,
            f"tests/integration: ask {path} in a test": found_in(asked, *_ASKING),
            f"{_MAY_SEE}: enter in FOR who may see {path}": f'"{path}"' in text_of(_MAY_SEE),
        }
    )


def missing_of_command(module: Path) -> list[str]:
    """What a module of a command still needs to be called."""
    listed = any(entry.target.startswith(f"{module.stem}:") for entry in COMMANDS.values())
    return unmet({f"cli/commands/__init__.py: enter {module.stem} in COMMANDS": listed})


def missing_of_page(module: Path, app: FastAPI, tested: Sequence[str]) -> list[str]:
    """What a module of a page still needs: `tested` are the addresses that the browser opens."""
    found = importlib.import_module(module_of(module))
    if not _is_served(found, app):
        return [f"web/web_app.py: add {module.stem} to _PAGES"]
    if {route.path for route in found.router.routes} & set(LEADS_ON):
        return []
    shown = _html_routes(found)
    if not shown:
        return [f"web/pages/{module.name}: say of the function that it returns HTMLResponse"]
    return [line for route in shown for line in _missing_of_address(route, tested)]


def missing_of_template(template: Path) -> list[str]:
    """What a template still needs to be drawn."""
    name = template.relative_to(ROOT).as_posix()
    drawn = found_in(re.compile(rf'"{re.escape(template.name)}"'), "web")
    return unmet({f"{name}: draw it in a module of web/pages": drawn})


@cache
def asked_by_the_api() -> set[str]:
    """The modules of the doors that the API asks, by itself or through one another.

    What the task group asks was asked when its release was made.
    """
    found: set[str] = set()
    waiting = ["task_group.release_maker", *_ASKED]
    while waiting:
        imported = {name for name in imports_of(waiting.pop()) if name.startswith(DOORS)}
        waiting += imported - found
        found |= imported
    return found


def _missing_of_address(route: APIRoute, tested: Sequence[str]) -> list[str]:
    path = route.path
    address = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))
    href = re.compile(rf'href="{re.escape(path.partition("{")[0])}')
    listed = path in REDIRECTED or path in [item.href for item in MENU]
    linked = listed or found_in(href, "web")
    opened = any(address.fullmatch(each.partition("?")[0]) for each in tested)
    may_see = f'"{path}"' in text_of(_MAY_SEE)
    return unmet(
        {
            f"web/navigation.py: put {path} in MENU, or link to it from another page": linked,
            f"tests/browser/test_pages.py: open {path} in PAGES": opened,
            f"{_MAY_SEE}: enter in FOR who may see {path}": may_see,
        }
    )


def _modules(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]


def _asking(path: str) -> re.Pattern[str]:
    """What asks an address: its whole, with any value in it, or what comes after the value."""
    whole = re.sub(r"\\\{\w+\\\}", r"(?:\\{[^{}]+\\}|[^/{}\"]+)", re.escape(path))
    after = path.rpartition("}")[2] if "}" in path else ""
    tail = r"|\}" + re.escape(after) if after else ""
    return re.compile(rf'(?:"{whole}{tail})[?"]')


def _sql_of(module: str) -> list[str]:
    """The texts that a module has read."""
    values = vars(importlib.import_module(module)).values()
    lists = [each.values() if isinstance(each, dict) else [each] for each in values]
    return [each for some in lists for each in some if isinstance(each, str)]


def _is_served(module: ModuleType, app: FastAPI) -> bool:
    """Whether the application answers under every address of a module."""
    scopes = [
        {"type": "http", "method": method, "path": re.sub(r"{\w+}", "x", route.path)}
        for route in module.router.routes
        for method in route.methods
    ]
    return all(any(r.matches(scope)[0] is Match.FULL for r in app.routes) for scope in scopes)


def _html_routes(module: ModuleType) -> list[APIRoute]:
    routes = [route for route in module.router.routes if isinstance(route, APIRoute)]
    return [r for r in routes if get_annotations(r.endpoint).get("return") is HTMLResponse]
