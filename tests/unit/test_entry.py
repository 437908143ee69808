"""`journey` where the extra `platform` is not installed, as at an agency that only publishes."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from cli.entry import EXTRA
from doc_pages import ROOT

WITHOUT = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in GONE:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

GONE = set(sys.argv.pop(1).split())
sys.meta_path.insert(0, Refuse())

from cli.entry import main

main()
"""


def plain(name: str) -> str:
    return name.lower().replace("_", "-")


def journey_without(*gone: str, command: str = "--help") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, " ".join(gone), command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gone", "command"), [(EXTRA, "--help"), ({"rich"}, "alerts"), ({"pydantic_settings"}, "up")]
)
def test_without_the_extra_the_command_says_how_to_install_it(gone: set[str], command: str) -> None:
    done = journey_without(*gone, command=command)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "journey: its commands need more: pip install 'victim-journey[platform]'\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("gone", ["orjson", "task_group"])
def test_what_else_is_missing_is_not_hidden(gone: str) -> None:
    done = journey_without(gone, command="hotspots")

    assert done.returncode == 1
    assert done.stderr.endswith(f"ModuleNotFoundError: No module named '{gone}'\n")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["simulate", "demo"])
def test_without_the_simulator_its_commands_say_where_it_is(command: str) -> None:
    """Given the installed package, which leaves the simulator out."""
    done = journey_without("simulator", command=command)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "journey: the simulator is not installed: run this command in a checkout\n"
    )


def test_the_installed_package_leaves_the_simulator_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]

    every = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert every - set(packages) == {"bench", "simulator", "soak"}


@pytest.mark.slow
def test_with_it_the_commands_are_there() -> None:
    done = journey_without()
    assert (done.returncode, done.stderr) == (0, "")
    assert "publish" in done.stdout


def test_each_package_of_the_extra_is_known_by_its_module() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = {re.split("[<>=]", line)[0] for line in project["optional-dependencies"]["platform"]}
    owners = packages_distributions()

    known = [{plain(owner) for owner in owners[name]} & extra for name in EXTRA]

    assert all(known)
    assert set().union(*known) == extra
    assert project["scripts"] == {"journey": "cli.entry:main"}
