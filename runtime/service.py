"""A service of the platform: a process of its own, with a log of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOG_LIMIT = 10 * 1024 * 1024
"""Bytes of a log before it is rotated; only one older log is left."""

_PARENT_DEATH = Path(__file__).with_name("parent_death.py")
_HOME = Path(__file__).parent.parent

Ready = Callable[[], bool]


def nothing_away() -> str | None:
    """The need of a service that needs nothing."""
    return None


def ready_at_start() -> Ready:
    """The readiness of a service that is ready as soon as it runs."""
    return lambda: True


@dataclass(frozen=True)
class Service:
    """What to run. `readiness` is called at each start, and returns the test of being ready."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    readiness: Callable[[], Ready] = ready_at_start
    patience: float = 120.0
    """Seconds that a start may take."""
    away: Callable[[], str | None] = nothing_away
    """What it needs and is not there, as a sentence; while that is so, it is not started."""

    def begin(self) -> str | Ready:
        """What is away, or the test of being ready, from just before a start."""
        return self.away() or self.readiness()


def rotate_log(log: Path, more_than: int = 0) -> None:
    """Copy a log over the older one and empty it, if it holds more bytes than that."""
    if log.exists() and log.stat().st_size > more_than:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)


class ServiceProcess:
    """One run of a service."""

    def __init__(self, service: Service, log: Path, ready_now: Ready) -> None:
        """Start it. It is in a session of its own, so that Ctrl-C reaches its supervisor alone."""
        self.ready_now = ready_now
        tied = [sys.executable, "-I", "-S", str(_PARENT_DEATH), str(os.getpid())]
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [*tied, *service.command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=_HOME,
                env=service.environment,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process id, also of a process that has ended."""
        return self._process.pid

    def ended(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._process.poll()

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        self._process.terminate()

    def stop(self, limit: float) -> bool:
        """Wait for the process to stop; False if it had to be killed after `limit` seconds."""
        try:
            self._process.wait(limit)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
            return False
        return True


def describe_exit(status: int) -> str:
    """An exit status in words."""
    if status < 0:
        return f"was killed by {signal.Signals(-status).name}"
    return f"ended with status {status}"
