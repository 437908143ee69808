"""The whole platform as a person runs it: `journey up`, its parts killed, and at last itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import psutil
import pytest

from real_broker import free_ports
from runtime.platform_status import records_waiting
from runtime.running_platform import RunningPlatform, find_running, running_settings
from runtime.settings import Settings
from runtime.ticker import tick_now

pytestmark = pytest.mark.platform

WORKERS = {"intake-0", "intake-1", "journeys-0", "journeys-1"}
PARTS = {"kafka", *WORKERS, "serve", "gateway", "notifier", "ticker", "provider"}


class Up:
    """A `journey up` in a process of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.said = data.with_suffix(".said")
        port, kafka_port, provider_port = free_ports(), free_ports(), free_ports()
        ports = ["--port", port, "--gateway-port", port + 1]
        ports += ["--kafka-port", kafka_port, "--provider-port", provider_port]
        with self.said.open("ab") as out:
            sizes = ["--partitions", "2", "--workers", "2"]
            command = [*journey("up", "--data", str(data)), *sizes, *map(str, ports)]
            self.process = subprocess.Popen(command, stdout=out, stderr=out)

    def until_it_says(self, line: str) -> None:
        until(lambda: line in self.said.read_text() or self.process.poll() is not None)
        assert line in self.said.read_text(), self.said.read_text()

    @property
    def running(self) -> RunningPlatform:
        running = find_running(self.data)
        assert running
        return running

    def pid(self, name: str) -> int:
        (found,) = [part.pid for part in self.running.parts if part.name == name and part.pid]
        return found

    def pids(self) -> list[int]:
        return [part.pid for part in self.running.parts if part.pid]

    def restarts(self, name: str) -> int:
        (found,) = [p.restarts for p in self.running.parts if p.name == name and p.ready] or [-1]
        return found


def journey(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli", *arguments]


def until(true: Callable[[], bool], seconds: float = 180) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.2)


def gone(pids: list[int]) -> bool:
    return not any(psutil.pid_exists(pid) for pid in pids)


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    up = Up(tmp_path_factory.mktemp("platform") / "data")
    try:
        up.until_it_says("the platform is up")
        yield up
    finally:
        up.process.terminate()
        up.process.wait()


def status(up: Up) -> dict[str, Any]:
    command = journey("status", "--data", str(up.data), "--format", "json")
    told = subprocess.run(command, capture_output=True, check=True).stdout
    answer: dict[str, Any] = orjson.loads(told)
    return answer


def test_status_tells_of_every_part_reader_and_table(up: Up) -> None:
    told = status(up)
    assert {part["part"] for part in told["parts"] if part["ready"]} == PARTS
    assert all(part["memory"] > 10_000_000 for part in told["parts"])
    assert [part["restarts"] for part in told["parts"]] == [0] * len(PARTS)
    assert {lag["reader"] for lag in told["lag"]} >= {"victim-journey-intake", "sink"}
    assert told["oldest"] is None
    assert told["rows"]["events"] == 0


def test_a_second_platform_in_the_same_directory_says_so(up: Up) -> None:
    command = journey("up", "--data", str(up.data))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "a platform runs in" in line


def test_parts_that_are_killed_come_back_and_the_records_flow(up: Up) -> None:
    for name in ("journeys-0", "serve", "gateway", "provider", "kafka"):
        before = up.restarts(name)
        os.kill(up.pid(name), signal.SIGKILL)
        until(lambda: up.restarts(name) == before + 1)  # noqa: B023
    settings = running_settings(Settings(data=up.data))
    tick_now(settings)
    until(lambda: records_waiting(settings) == 0)
    assert "kafka was killed by SIGKILL: starting it again" in up.said.read_text()


def test_the_broker_and_the_server_killed_together_come_back(up: Up) -> None:
    before = {name: up.restarts(name) for name in ("kafka", "serve")}
    pid = up.pid("kafka")
    os.kill(up.pid("serve"), signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
    until(
        lambda: (
            up.restarts("serve") > before["serve"] and up.restarts("kafka") == 1 + before["kafka"]
        )
    )
    assert up.process.poll() is None
    settings = running_settings(Settings(data=up.data))
    tick_now(settings)
    until(lambda: records_waiting(settings) == 0)


def test_killed_outright_it_leaves_no_process_and_goes_on_in_the_same_directory(up: Up) -> None:
    pids = up.pids()
    assert len(pids) == len(PARTS)
    up.process.kill()
    up.process.wait()
    until(lambda: gone(pids))
    assert find_running(up.data) is None
    up.said.unlink()

    again = Up(up.data)
    again.until_it_says("the platform is up")
    pids = again.pids()
    again.process.send_signal(signal.SIGTERM)
    assert again.process.wait() == 0
    assert again.said.read_text().splitlines()[-2:] == ["stopping (SIGTERM)", "stopped"]
    assert gone(pids)
    assert not (again.data / "run" / "platform.json").exists()


def test_without_a_platform_status_says_so(tmp_path: Path) -> None:
    command = journey("status", "--data", str(tmp_path / "nothing"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "start the platform with `journey up`" in line
