"""The publisher works where nothing but its own few packages is installed."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

from golden import FOLDER

pytestmark = pytest.mark.slow

PACKAGES = [path.parent.name for path in Path(__file__).parents[2].glob("*/__init__.py")]

ROOT = Path(__file__).parents[2]

ALONE = """
import sys

REFUSED = set(sys.argv[1].split())

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in REFUSED:
            raise ModuleNotFoundError(f"{name} is not installed here", name=name)

sys.meta_path.insert(0, Refuse())

import pathlib
from kafka.future import Future
from agencies.publisher import Publisher, Stored
from schemas.cloudevents import decode

class Place:
    topic, partition, offset = "agency", 0, 0

class Producer:
    def __init__(self, **config):
        self.sent = 0
    def send(self, *record):
        self.sent += 1
        return Future().success(Place)
    def flush(self, timeout):
        pass
    def close(self, timeout):
        pass

said = [decode(path.read_bytes()) for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json"))]
for agency in {event.agency for event in said}:
    with Publisher("broker:9092", agency, Producer) as publisher:
        for event in said:
            if event.agency is agency:
                assert publisher.publish(event).result() == Stored("agency", 0, 0)
print(len(said))
try:
    import faust
except ModuleNotFoundError:
    print("and no Faust")
"""


def plain(name: str) -> str:
    return name.lower().replace("_", "-")


def needed(name: str, found: set[str] | None = None) -> set[str]:
    """A distribution and all that it requires, by their names."""
    found = set() if found is None else found
    if name not in found:
        found.add(name)
        for line in distribution(name).requires or []:
            if ";" not in line:  # extras, and what other versions of Python need
                needed(plain(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]), found)
    return found


def test_the_whole_vocabulary_is_published_without_the_platforms_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split("[<>=]", line)[0] for line in project["dependencies"]}
    everything = {each for name in names for each in needed(name)}
    others = {
        module
        for module, owners in packages_distributions().items()
        if not everything & set(map(plain, owners))
    }
    refused = " ".join(others | set(PACKAGES) - {"agencies", "events", "schemas"})

    done = subprocess.run(
        [sys.executable, "-c", ALONE, refused, str(FOLDER)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    number = len(list(FOLDER.glob("*.json")))
    assert done.stdout.splitlines() == [str(number), "and no Faust"]
