"""What docker-compose.yml starts, started as processes: each with its own command and settings.

Kafka is the embedded one, the database chDB behind HTTP in a process of its own. Only hosts, ports
and folders are others than in the file.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from doc_pages import ROOT
from events.identifiers import pseudonym
from golden import ACCEPTED
from real_broker import empty_broker, free_ports
from runtime.owners_socket import owners_socket

pytestmark = pytest.mark.platform

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
OURS = {name: each for name, each in SERVICES.items() if each["image"].startswith("victim-journey")}

KEY = "0123456789abcdef" * 4
TOKEN = "police-token-" + "a" * 30
SHELL = {
    "CLICKHOUSE_PASSWORD": "password",
    "JOURNEY_PSEUDONYM_KEY": KEY,
    "JOURNEY_PREFERENCES_KEY": KEY[::-1],
    "JOURNEY_GATEWAY_TOKENS": json.dumps({"met-police": TOKEN}),
    "JOURNEY_PROVIDERS": json.dumps(
        [{"issuer": "https://sign-in.example", "name": "Sign-in", "client_id": "journey"}]
    ),
}
"""The variables of the shell in which `docker compose up` is called."""

VICTIM = pseudonym("met-police:V-88213", KEY.encode())
SENT = {
    "authorization": f"Bearer {TOKEN}",
    "content-type": "application/cloudevents+json",
}


class Composed:
    """The processes of the file, and the database beside them."""

    def __init__(self, bootstrap: str, folder: Path) -> None:
        self.folder = folder
        port = free_ports()
        self.pages, self.gateway = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
        self.victim = f"{self.pages}/victims/{VICTIM}"
        self.owner = owners_socket(folder / "pages")
        self.database_port = free_ports()
        self._moved = {
            "kafka:9092": bootstrap,
            "clickhouse:8123": f"127.0.0.1:{self.database_port}",
            "0.0.0.0": "127.0.0.1",
            "8000": str(port),
            "8001": str(port + 1),
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start a service as the file says."""
        data = self.folder / name
        data.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "cli", *map(str, OURS[name]["command"])]
        self._spawn(name, command, self._environment(name) | {"JOURNEY_DATA": str(data)})

    def start_database(self) -> None:
        chdb = self.folder / "chdb"
        script = str(ROOT / "tests/clickhouse_over_chdb.py")
        command = [sys.executable, script, str(chdb), str(self.database_port)]
        self._spawn("database", command, {})

    def kill(self, name: str) -> None:
        self.running[name].kill()
        self.running.pop(name).wait()

    def ended(self, name: str) -> int:
        return self.running[name].wait(120)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def _spawn(self, name: str, command: list[str], settings: dict[str, str]) -> None:
        plain = {key: value for key, value in os.environ.items() if not key.startswith("JOURNEY_")}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=plain | settings, stdout=log, stderr=log
            )

    def _environment(self, name: str) -> dict[str, str]:
        given = {
            key: _of_the_shell(key, value)
            for key, value in OURS[name]["environment"].items()
            if value is not None or key in SHELL
        }
        return {key: self._moved_in(value) for key, value in given.items()}

    def _moved_in(self, value: str) -> str:
        for address in ("kafka:9092", "clickhouse:8123"):
            value = value.replace(address, self._moved[address])
        return self._moved.get(value, value)


def _of_the_shell(name: str, value: str | None) -> str:
    """As Compose does it: a variable without a value is that of the shell."""
    if value is None:
        return SHELL[name]
    return re.sub(r"\$\{(\w+)(?::[-?][^}]*)?\}", lambda found: SHELL.get(found[1], ""), str(value))


def get(url: str, owner: Path | None = None) -> httpx.Response:
    """An answer, however long the process takes to listen; to the owner, over their socket."""
    answers: list[httpx.Response] = []

    def answered() -> bool:
        transport = httpx.HTTPTransport(uds=str(owner)) if owner else None
        with suppress(httpx.TransportError), httpx.Client(transport=transport, timeout=60) as http:
            answers.append(http.get(url))
        return bool(answers)

    until(answered, url)
    return answers[0]


def until(true: Callable[[], bool], what: str, seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, f"waited in vain: {what}"
        time.sleep(0.2)


def shows(composed: Composed, text: str) -> None:
    page = composed.victim
    until(lambda: text in get(page, composed.owner).text, f"{text!r} at {page}")


def publish(gateway: str, name: str) -> None:
    """Send an example until it is stored, as its sender does after a 503."""
    event = ACCEPTED[name]

    def stored() -> bool:
        answer = httpx.post(f"{gateway}/gateway/events", content=event, headers=SENT, timeout=60)
        assert answer.status_code in (202, 503), answer.text
        return answer.status_code == 202

    until(stored, name)


@pytest.fixture
def composed(broker: str, tmp_path: Path) -> Iterator[Composed]:
    """All services; the database comes late, and until then the pages say that it is away."""
    empty_broker(broker)
    composed = Composed(broker, tmp_path)
    try:
        start_all(composed)
        yield composed
    finally:
        for process in composed.running.values():
            process.kill()
        for process in composed.running.values():
            process.wait()
        empty_broker(broker)  # whose topics have more partitions than those of other tests


def start_all(composed: Composed) -> None:
    after_migrate = [name for name, each in OURS.items() if "migrate" in each.get("depends_on", ())]
    for name in OURS.keys() - after_migrate:
        composed.start(name)
    says_that_the_database_is_away(composed)
    composed.start_database()
    assert composed.ended("migrate") == 0, composed.log("migrate")
    for name in after_migrate:
        composed.start(name)
    get(f"{composed.gateway}/health")


def says_that_the_database_is_away(composed: Composed) -> None:
    health = get(f"{composed.pages}/health")  # then the owner's socket is there, too
    assert (health.status_code, "does not answer" in health.json()["detail"]) == (503, True)
    page = get(composed.victim, composed.owner)
    assert page.status_code == 503
    assert page.headers["content-type"].startswith("text/html")
    assert "does not answer" in page.text


def asks_who_they_are(composed: Composed) -> None:
    """Over the network nobody sees a page before they signed in at the provider that is set."""
    there = get(composed.victim)
    assert (there.status_code, there.headers["location"].partition("?")[0]) == (303, "/sign-in")
    assert "sign-in.example" in get(f"{composed.pages}/sign-in").text


def test_an_event_goes_in_at_the_gateway_and_a_page_shows_it_also_after_an_outage(
    composed: Composed,
) -> None:
    publish(composed.gateway, "victim-identified.v1.ordinary")
    shows(composed, "Metropolitan Police")
    asks_who_they_are(composed)

    composed.kill("database")

    says_that_the_database_is_away(composed)
    assert get(f"{composed.gateway}/health").json() == {"status": "ok"}
    publish(composed.gateway, "suspect-arrested.v1.ordinary")

    composed.start_database()

    shows(composed, "was arrested")
    assert get(f"{composed.pages}/health").json() == {"status": "ok"}
    ended = {name: each.poll() for name, each in composed.running.items() if name != "migrate"}
    assert set(ended.values()) == {None}, ended
