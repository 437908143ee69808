"""The tutorial as a newcomer does it: its commands in its order, and what it says they print."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from doc_pages import ROOT, TUTORIAL, CodeBlock, blocks
from real_broker import free_ports
from runtime.owners_socket import owners_socket

pytestmark = pytest.mark.platform

PATIENCE = 120.0
"""Seconds in which an answer must come to what the page says."""

QUESTION = re.compile(r"^journey (timeline|alerts|rejected (list|show))\b(?!.*>)")
"""A command that may be run again, until it says what it should."""

OF_TODAY = re.compile(
    r"\d{1,2} \w+ 20(?!25)\d\d, *\d{1,2}:\d\d[ap]m|20\d\d-\d\d-\d\dT\S+"
    r"|victim-[a-z2-7]{26}|\b\d{3}\b"
)
"""What depends on the day, or on the key of the pseudonyms: it is another every time."""


def words(text: str) -> Counter[str]:
    """The words of what was printed, however a table was laid out."""
    return Counter(re.findall(r"[^\s─-╿]+", OF_TODAY.sub("", re.sub(r"[─-╿]", " ", text))))


def environment() -> dict[str, str]:
    venv = str(Path(sys.executable).parent)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("JOURNEY_")}
    return ours | {"PATH": f"{venv}:{os.environ['PATH']}", "COLUMNS": "120"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A newcomer's folder, with the platform running in it on free ports."""
    folder = tmp_path_factory.mktemp("first-journey")
    port, kafka_port, provider_port = free_ports(), free_ports(), free_ports()
    ports = ["--port", port, "--gateway-port", port + 1]
    ports += ["--kafka-port", kafka_port, "--provider-port", provider_port]
    command = ["journey", "up", *map(str, ports)]
    said = folder / "up.txt"
    with said.open("w") as output:
        hold = {"JOURNEY_HOLD_MINUTES": "0.5"}
        up = subprocess.Popen(command, cwd=folder, env=environment() | hold, stderr=output)
        try:
            end = time.monotonic() + PATIENCE
            while "the platform is up" not in said.read_text():
                assert up.poll() is None, said.read_text()
                assert time.monotonic() < end, said.read_text()
                time.sleep(0.2)
            yield folder
        finally:
            up.send_signal(signal.SIGTERM)  # SIGINT is ignored under a shell's &
            assert up.wait(60) == 0, said.read_text()


def done(block: CodeBlock, folder: Path) -> str:
    ran = subprocess.run(
        ["bash", "-c", block.text],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stdout
    return ran.stdout


def answered(block: CodeBlock, expected: str, folder: Path) -> str:
    """What the commands print in the end: a question is asked until it is answered so."""
    end = time.monotonic() + PATIENCE
    said = done(block, folder)
    while QUESTION.match(block.text) and words(said) != words(expected):
        if time.monotonic() > end:
            break
        time.sleep(5)  # each question starts the command anew, which costs more than to wait
        said = done(block, folder)
    return said


def steps() -> list[tuple[CodeBlock, str]]:
    """The commands after the platform is up, each block with what is printed, or nothing."""
    found = blocks(TUTORIAL)
    first = next(at for at, block in enumerate(found) if "case.jsonl" in block.text)
    both = pairwise([*found[first:], CodeBlock(TUTORIAL, 0, "", "")])
    return [
        (block, after.text if after.language == "text" else "")
        for block, after in both
        if block.language == "sh"
    ]


def test_it_starts_as_the_page_says(folder: Path) -> None:
    commands = "".join(block.text for block in blocks(TUTORIAL, "sh"))
    (said, *_) = blocks(TUTORIAL, "text")
    ready = sorted(line for line in said.text.splitlines() if line.endswith("is ready"))

    told = (folder / "up.txt").read_text().splitlines()

    assert "JOURNEY_HOLD_MINUTES=0.5 journey up\n" in commands
    assert sorted(line for line in told if line.endswith("is ready")) == ready


def test_its_commands_print_what_the_page_says(folder: Path) -> None:
    for block, expected in steps():
        said = answered(block, expected, folder)
        assert words(said) == words(expected), f"{block}:\n{said}"


def test_the_python_shown_publishes(folder: Path) -> None:
    """Two programs tell the same event, in structured and in binary mode: it counts once."""
    running = json.loads((folder / "data-dir/run/platform.json").read_text())
    before = arrests(folder, running)

    for block in blocks(ROOT / "docs/how-to/publish-events.md", "python"):
        program = block.text.replace("127.0.0.1:19092", f"127.0.0.1:{running['kafka_port']}")
        command = [sys.executable, "-c", program]
        subprocess.run(command, cwd=folder, env=environment(), timeout=PATIENCE, check=True)

    end = time.monotonic() + PATIENCE
    while arrests(folder, running) == before and time.monotonic() < end:
        time.sleep(0.5)
    assert arrests(folder, running) == before + 1


def test_the_operators_page_counts_what_pages_left_out_and_here_they_left_nothing(
    folder: Path,
) -> None:
    running = json.loads((folder / "data-dir/run/platform.json").read_text())
    assert "The program kept nothing from being shown" in owned(folder, running, "/operators").text


def owned(folder: Path, running: dict[str, Any], path: str) -> httpx.Response:
    """What the pages answer to whoever owns the machine."""
    transport = httpx.HTTPTransport(uds=str(owners_socket(folder / "data-dir")))
    with httpx.Client(transport=transport, base_url=running["url"]) as owner:
        return owner.get(path).raise_for_status()


def arrests(folder: Path, running: dict[str, Any]) -> int:
    """How many arrests of the Metropolitan Police were accepted."""
    answer = owned(folder, running, "/api/agencies/met-police")
    found = {tally["name"]: tally["events"] for tally in answer.json()["accepted"]}
    return int(found.get("suspect-arrested", 0))
