"""Python programs in processes of their own, forked from one that has the parts' imports done.

To import a worker or the notifier takes a second of processor time, and tests start dozens of them.
All else is as in any other process: its memory, its signals, and how it ends.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

PAUSE = 0.02
"""Seconds between two looks whether a program has ended."""


class ForkedProgram:
    """A program of Python code; what it prints is written to the end of a log."""

    def __init__(self, code: str, log: Path, more: Mapping[str, str] | None = None) -> None:
        """Start it, with `more` variables of the environment."""
        variables = {**os.environ, **(more or {})}
        self.pid = _answer({"code": code, "log": str(log), "variables": variables})
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, as `subprocess` says it; None while it runs."""
        if self.returncode is None:
            self.returncode = _answer({"pid": self.pid})
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


@cache
def _forking() -> "subprocess.Popen[str]":
    """The process that forks, started with the first program."""
    command = [sys.executable, __file__]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )


def _answer(asked: Mapping[str, Any]) -> Any:
    process = _forking()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(asked) + "\n")
    return json.loads(process.stdout.readline())


def end_forking() -> None:
    """End the process that forks, where one was started."""
    if _forking.cache_info().currsize:
        _forking().communicate()
        _forking.cache_clear()


def _fork_on_request() -> None:
    """In the process that forks: start programs, and tell how they end, until nobody asks."""
    from processors.faust import journey_app  # noqa: F401
    from processors.stream.garbage import look_at_nothing_from_the_start
    from runtime import notifier_process  # noqa: F401

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
    _fork_on_request()
