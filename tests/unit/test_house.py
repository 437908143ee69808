"""The house stays in order: what import-linter cannot hold."""

import ast
import re
from collections import Counter
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = [
    "events",
    "schemas",
    "processors",
    "projections",
    "access",
    "agencies",
    "caseworkers",
    "task_group",
    "notifier",
    "mailbox_demo",
    "sign_in_demo",
    "web",
    "runtime",
    "cli",
    "reference",
    "simulator",
]

PYTHON = [
    path
    for name in (*PACKAGES, "bench", "soak", "tests")
    for path in sorted((ROOT / name).rglob("*.py"))
]

SOURCES = [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]


installed = cache(packages_distributions)
"""Which distributions have a package: found once, as it reads the files of every one."""


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_claims_our_package_names(package: str) -> None:
    assert set(installed().get(package, [])) <= {"victim-journey"}


def test_the_environment_is_read_in_settings_only() -> None:
    reads = re.compile(r"os\.environ|os\.getenv|\benviron\[")
    found = [path for path in SOURCES if reads.search(path.read_text())]
    readers = {path.relative_to(ROOT).as_posix() for path in found}

    assert readers <= {"runtime/settings.py"}


def test_no_clock_is_read_below_the_entry_points() -> None:
    reads = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(|utcnow\(")
    below = [path for path in SOURCES if path.relative_to(ROOT).parts[0] not in ("runtime", "cli")]

    assert [path for path in below if reads.search(path.read_text())] == []


def test_tests_are_packages_of_nobody() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_the_oracle_shares_only_the_rules_and_the_calendar_with_the_platform() -> None:
    """It checks the processors, so it must read the Code by itself."""
    shared = {"processors.victims_code.rules", "processors.victims_code.working_days"}
    platform = re.compile(r"^\s*(?:from|import) (processors[\w.]*|simulator[\w.]*)", re.MULTILINE)
    sources = sorted((ROOT / "tests/oracle").glob("*.py"))
    imported = {name for path in sources for name in platform.findall(path.read_text())}

    assert sources
    assert imported - shared <= {"simulator.simulated_delivery"}
    assert "processors.victims_code.rules" in imported


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def named() -> list[tuple[str, ast.ClassDef | Function]]:
    """Each class and each function of every file of Python, with the path of its file."""
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef | Function)
    ]


def test_one_class_name_stands_once_in_the_whole_house() -> None:
    names = Counter(node.name for _, node in named() if isinstance(node, ast.ClassDef))

    assert twice(names) == []


def test_one_module_name_stands_once_in_the_whole_house() -> None:
    names = Counter(path.name for path in PYTHON)

    assert set(twice(names)) <= {"__init__.py", "__main__.py", "conftest.py"}


def twice(names: Counter[str]) -> list[str]:
    return [name for name, count in names.items() if count > 1]


LONG_FILES = {
    "events/vocabulary.py": "one vocabulary, kind by kind",
    "runtime/platform_status.py": "one status, part by part",
    "schemas/who_may_say.py": "one table, row by row",
    "tests/example_journeys.py": "one city: all its stories",
    "tests/integration/test_as_of.py": "one set-up, asked in every way",
    "tests/integration/test_questions.py": "one set-up, asked in every way",
    "tests/integration/test_sign_in.py": "one way in, and each thing that can be wrong on it",
    "tests/oracle/victim_ledger.py": "one ledger, entry by entry",
    "tests/unit/test_stories.py": "one story after another",
    "tests/unit/test_worked_journeys.py": "one worked journey after another",
}
"""What has more than 300 lines, and why."""

LONG_FUNCTIONS = {
    "bench/measure_demo.py:_section": "one section of a page, table by table",
    "cli/commands/demo_command.py:demo": "a command's options are its parameters",
    "cli/commands/simulate_command.py:simulate": "a command's options are its parameters",
    "cli/commands/up_command.py:up": "a command's options are its parameters",
    "processors/faust/faust_app.py:make_app": "Faust's settings, each with its reason",
    "processors/faust/intake_app.py:make_intake": "Faust's agents are closures over their app",
    "processors/victims_code/context_parts.py:_context": "one context, part by part",
    "simulator/simulated_truth.py:truth_of": "one truth, field by field",
    "tests/integration/test_faust_workers.py:test_nothing_is_missing_after_workers_were_killed": (
        "one story"
    ),
    "tests/faulty_provider.py:_app": "a provider, address by address",
    "tests/integration/test_journeys_through_workers.py:"
    "test_told_late_corrected_merged_and_unmerged": "one story",
    "tests/integration/test_paused_intake_shown.py:"
    "test_a_pause_is_seen_until_it_is_resumed": "one story",
    "tests/integration/test_poison_inside.py:"
    "test_poison_inside_stops_no_part_and_only_that_victim": "one story",
    "tests/unit/test_stories.py:test_the_whole_way_to_sentence": "one story",
    "tests/unit/test_worked_journeys.py:test_5_two_legs": "one story",
}
"""What has more than 30 lines without its docstring, and why."""


def test_long_files_are_few_and_each_has_its_reason() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for path in PYTHON
        if len(path.read_text().splitlines()) > 300
    }

    assert long == set(LONG_FILES)


def test_long_functions_are_few_and_each_has_its_reason() -> None:
    long = {
        f"{path}:{node.name}"
        for path, node in named()
        if isinstance(node, Function) and lines(node) > 30
    }

    assert long == set(LONG_FUNCTIONS)


def lines(function: Function) -> int:
    """How long it is from its `def` on; a docstring costs nothing."""
    first = function.body[0]
    whole = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno + 1)
