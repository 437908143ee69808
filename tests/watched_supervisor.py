"""A supervisor of small scripts that is watched."""

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from runtime.service import Service
from runtime.supervisor import ServiceState, Supervisor

STAYS = [shutil.which("sleep") or "", "6007"]
"""A command that starts at once and stays; no other program waits for so many seconds."""


class Watched:
    """A supervisor, what it said, and the states that it told of."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.states: Sequence[ServiceState] = ()
        self.folder = folder
        self.gave_up: list[bool] = []
        self.supervisor = Supervisor(
            folder / "logs",
            say=self.said.append,
            changed=self._changed,
            gave_up=lambda: self.gave_up.append(True),
        )

    def _changed(self, states: Sequence[ServiceState]) -> None:
        self.states = states

    def state(self, name: str) -> ServiceState:
        (found,) = [state for state in self.states if state.name == name]
        return found


def stays(name: str) -> Service:
    return Service(name, STAYS)


def script(name: str, code: str) -> Service:
    return Service(name, [sys.executable, "-I", "-S", "-c", code])


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError


def runs(pid: int | None) -> bool:
    return (
        pid is not None
        and psutil.pid_exists(pid)
        and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    )
