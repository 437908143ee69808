"""The files that set up an editor, a commit and a container say what the Makefile says."""

import configparser
import json
import re
import shlex
import tomllib
from typing import Any

import yaml
from hypothesis import settings

from doc_pages import ROOT
from tries import OF_MOST

MAKEFILE = (ROOT / "Makefile").read_text()
HOOKS: list[dict[str, Any]] = [
    hook
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    for hook in repository["hooks"]
]
CONTAINER: dict[str, Any] = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())


def recipe(target: str) -> list[str]:
    """The commands of a target of the Makefile."""
    (block,) = re.findall(rf"^{target}:.*\n((?:\t.*\n?)+)", MAKEFILE, re.MULTILINE)
    return [line.strip() for line in block.splitlines()]


def test_the_hooks_run_the_commands_of_make_check() -> None:
    checks = [command.removesuffix(" .") for command in recipe("check")]
    assert [hook["entry"] for hook in HOOKS] == checks
    assert {hook["language"] for hook in HOOKS} == {"system"}


def test_a_hook_that_checks_the_whole_takes_no_file_names() -> None:
    for hook in HOOKS:
        takes_names = hook["entry"].startswith(".venv/bin/ruff ")
        assert hook.get("pass_filenames", True) is takes_names, hook["id"]


def test_the_quick_part_leaves_out_by_markers_and_a_profile_that_there_are() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    markers = project["tool"]["pytest"]["ini_options"]["markers"]
    command = " ".join(recipe("test-quick"))

    left_out = re.findall(r"not (\w+)", command)
    (profile,) = re.findall(r"--hypothesis-profile=(\w+)", command)

    assert left_out
    assert set(left_out) <= {marker.partition(":")[0] for marker in markers}
    assert OF_MOST / settings.get_profile(profile).max_examples == 5  # as CONTRIBUTING.md says


def test_the_container_sets_up_by_the_makefile() -> None:
    make, *targets = shlex.split(CONTAINER["postCreateCommand"])
    assert make == "make"
    for target in targets:
        assert recipe(target) if target == "hooks" else re.search(rf"^{target}:", MAKEFILE, re.M)


def test_the_container_has_the_python_and_the_system_packages_of_the_tests() -> None:
    assert re.search(r"python:3\.(1[1-9])-", CONTAINER["image"])
    needed = re.findall(r"--no-install-recommends ([a-z -]+)", (ROOT / ".ci/run").read_text())
    assert needed
    assert all(package in CONTAINER["onCreateCommand"] for package in needed[0].split())
    assert "8000" in CONTAINER["portsAttributes"]


def test_the_editor_is_given_the_line_length_of_the_checks() -> None:
    parser = configparser.ConfigParser()
    parser.read_string("[top]\n" + (ROOT / ".editorconfig").read_text())
    assert parser["top"]["root"] == "true"
    assert parser["Makefile"]["indent_style"] == "tab"
    length = re.search(r"^line-length = (\d+)", (ROOT / "pyproject.toml").read_text(), re.M)
    assert length
    assert parser["*.py"]["max_line_length"] == length[1]
