"""Python programs in processes of their own, forked from one that has their imports done.

To import a worker or the notifier takes a second of processor time, and tests start dozens of them.
All else is as in any other process: its memory, its signals, and how it ends.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

PARTS = "processors.faust.journey_app runtime.notifier_process"
"""The modules that workers and the notifier need."""

PAUSE = 0.02
"""Seconds between two looks whether a program has ended."""


class ForkedProgram:
    """A program of Python code; what it prints is written to the end of a log."""

    def __init__(
        self, code: str, log: Path, more: Mapping[str, str] | None = None, imports: str = PARTS
    ) -> None:
        """Start it, with `more` variables of the environment and some modules imported."""
        variables = {**os.environ, **(more or {})}
        self._forking = _forking(imports)
        self.pid = _answer(self._forking, {"code": code, "log": str(log), "variables": variables})
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, as `subprocess` says it; None while it runs."""
        if self.returncode is None:
            self.returncode = _answer(self._forking, {"pid": self.pid})
        return self.returncode

    def wait(self, timeout: float = 600) -> int:
        ends = time.monotonic() + timeout
        while (status := self.poll()) is None:
            assert time.monotonic() < ends, f"it still ran after {timeout} s"
            time.sleep(PAUSE)
        return status

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


Forking = subprocess.Popen[str]

_STARTED: dict[str, Forking] = {}
"""The processes that fork, by what they have imported."""


def _forking(imports: str) -> Forking:
    """The process that forks programs with these modules, started with the first of them."""
    if imports not in _STARTED:
        command = [sys.executable, __file__, *imports.split()]
        _STARTED[imports] = Forking(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
    return _STARTED[imports]


def _answer(process: Forking, asked: Mapping[str, Any]) -> Any:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(asked) + "\n")
    return json.loads(process.stdout.readline())


def end_forking() -> None:
    """End the processes that fork, where any were started."""
    while _STARTED:
        _STARTED.popitem()[1].communicate()


def _fork_on_request(imports: Sequence[str]) -> None:
    """In the process that forks: start programs, and tell how they end, until nobody asks."""
    from processors.stream.garbage import look_at_nothing_from_the_start

    for name in imports:
        import_module(name)
    look_at_nothing_from_the_start()  # to look at it in each program would copy it there
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_status(asked["pid"]) if "pid" in asked else _fork(asked)), flush=True)


def _fork(asked: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become(asked)
    return pid


def _become(asked: Mapping[str, Any]) -> NoReturn:
    """In the new process: run the code. What it raises ends the process, as everywhere."""
    os.environ.clear()
    os.environ.update(asked["variables"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    exec(asked["code"], {"__name__": "__main__"})
    sys.exit()


def _status(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])  # the checkout; the tests' modules are not read
    _fork_on_request(sys.argv[1:])
