"""The project's own files as tests search them."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from doc_pages import ROOT


def unmet(needs: dict[str, bool]) -> list[str]:
    """The lines whose need is not met, in their order."""
    return [line for line, met in needs.items() if not met]


def values_in(package: ModuleType, kind: type) -> Iterator[Any]:
    """The values of a kind in the modules of a package; an imported one comes more than once."""
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        yield from (
            v for v in vars(importlib.import_module(info.name)).values() if type_is(v, kind)
        )


def type_is(value: object, kind: type) -> bool:
    """Whether a value is of a kind; a generic alias such as tuple[str] is of none."""
    return isinstance(value, kind) and not hasattr(value, "__origin__")


@cache
def text_of(name: str) -> str:
    """The text of a file, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def found_in(pattern: re.Pattern[str], *folders: str) -> bool:
    """Whether a pattern is found in the Python files and templates of some folders."""
    return any(pattern.search(text) for folder in folders for text in _texts(folder))


@cache
def names_in(folder: str, cases: bool) -> set[str]:
    """The names that code in a folder uses; with the classes of its cases, or without."""
    found: set[str] = set()
    for path in sorted((ROOT / folder).rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        in_cases = {id(node.cls) for node in nodes if isinstance(node, ast.MatchClass)}
        names = [node for node in nodes if isinstance(node, ast.Name)]
        found |= {name.id for name in names if cases or id(name) not in in_cases}
    return found


@cache
def texts_in_calls(folder: str, called: str, place: int) -> frozenset[str]:
    """The texts that calls of a name in a folder have at an argument's place."""
    return frozenset(
        text.value
        for code in _texts(folder)
        if f"{called}(" in code
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id == called and len(call.args) > place
        for text in _alternatives(call.args[place])
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    )


def _alternatives(value: ast.expr) -> list[ast.expr]:
    """A value, or both values of `one if so else other`."""
    return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]


def module_of(path: Path) -> str:
    """The name under which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imports_of(module: str) -> set[str]:
    """The modules from which a module imports."""
    tree = ast.parse(text_of(f"{module.replace('.', '/')}.py"))
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@cache
def _texts(folder: str) -> list[str]:
    paths = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html")]
    return [path.read_text(encoding="utf-8") for path in paths]
