"""The house stays in order: what import-linter cannot hold."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = [
    "events",
    "schemas",
    "processors",
    "projections",
    "agencies",
    "caseworkers",
    "task_group",
    "web",
    "runtime",
    "cli",
    "reference",
    "simulator",
]
SOURCES = [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_claims_our_package_names(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"victim-journey"}


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
