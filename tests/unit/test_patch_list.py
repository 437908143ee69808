"""The patches of Faust are all described, tested and listed, and start with no other version."""

import ast
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest

from processors.faust.patches.tried_versions import TRIED

ROOT = Path(__file__).parents[2]
FAUST = ROOT / "processors" / "faust"
PAGE = ROOT / "docs" / "explanation" / "faust-patches.md"
NO_PATCHES = {"__init__", "patched_transport", "tried_versions"}

FIELDS = re.compile(r"^(Upstream|Issue|Prevents|Test): (.*(?:\n {4}.*)*)", re.MULTILINE)


class PatchDocs(NamedTuple):
    """What the docstring of a patch says."""

    path: Path
    name: str
    fields: list[tuple[str, str]]

    def all_of(self, field: str) -> list[str]:
        return [text for name, text in self.fields if name == field]


def docs_of(path: Path) -> Iterator[PatchDocs]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        text = textwrap.dedent(ast.get_docstring(node) or "")
        fields = [(name, " ".join(said.split())) for name, said in FIELDS.findall(text)]
        if fields:
            yield PatchDocs(path, node.name, fields)


MODULES = sorted(path for path in (FAUST / "patches").glob("*.py") if path.stem not in NO_PATCHES)
PATCHES = [patch for path in MODULES for patch in docs_of(path)]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_module_of_the_patches_describes_one(module: Path) -> None:
    assert list(docs_of(module))


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_a_patch_says_what_upstream_does_and_which_tests_show_it(patch: PatchDocs) -> None:
    assert [len(patch.all_of(field)) for field in ("Upstream", "Issue", "Prevents")] == [1, 1, 1]
    assert patch.all_of("Test")
    for test in patch.all_of("Test"):
        path, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text()
    (issue,) = patch.all_of("Issue")
    number = r"https://github\.com/[\w-]+/[\w-]+/(issues|pull)/\d+"
    assert re.match(rf"not reported upstream|{number}", issue)


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_the_page_lists_each_patch(patch: PatchDocs) -> None:
    link = f"../../{patch.path.relative_to(ROOT).as_posix()}"
    (prevents,), (issue,) = patch.all_of("Prevents"), patch.all_of("Issue")
    row = f"| [{patch.name}]({link}) | {prevents} | {linked(issue)} |"

    assert row in PAGE.read_text().splitlines()


def linked(issue: str) -> str:
    """The issue as Markdown: `owner/name#1` for its address."""
    return re.sub(
        r"https://github\.com/([\w-]+/[\w-]+)/(issues|pull)/(\d+)", r"[\1#\3](\g<0>)", issue
    )


def test_private_attributes_of_faust_are_read_in_patches_only() -> None:
    found = [
        f"{path.name}:{node.lineno} {ast.unparse(node)}"
        for path in FAUST.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and re.match(r"_(?!_)", node.attr)
        and ast.unparse(node.value) not in ("self", "os")
    ]
    assert found == []


def test_the_versions_tried_are_the_ones_pinned_and_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = project["optional-dependencies"]["platform"]

    assert {f"{name}=={tried}" for name, tried in TRIED.items()} <= set(pinned)
    assert {name: version(name) for name in TRIED} == TRIED


OTHER_VERSION = """
import importlib.metadata, sys
name, app, real = sys.argv[1], sys.argv[2], importlib.metadata.version
importlib.metadata.version = lambda each: "99.0" if each == name else real(each)
sys.argv = ["journey", "run", app]
from cli.entry import main
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("distribution", "app"), list(zip(TRIED, ("intake", "journeys", "intake"), strict=True))
)
def test_a_worker_does_not_start_with_another_version(distribution: str, app: str) -> None:
    command = [sys.executable, "-c", OTHER_VERSION, distribution, app]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"journey: {distribution} 99.0 is installed; the platform's patches were tried with"
        f" {TRIED[distribution]}: install that version, or try the patches with yours"
        " (docs/explanation/faust-patches.md)\n"
    )
