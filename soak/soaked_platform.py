"""The platform of a soak: `journey up` as a process of its own, that can be killed and started."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import psutil

from events.identifiers import Agency
from runtime import parent_death
from runtime.platform_status import health
from runtime.running_platform import RunningPlatform, find_running
from runtime.settings import Settings, foreign_environment
from soak.listening_ports import Ports

ROOT = Path(__file__).parents[1]
PARTITIONS = 4
TICK_SECONDS = 5.0
HOLD = timedelta(seconds=30)
"""How old an event is before people are told of it."""

BROKER = "kafka"
"""The name of the part that is the broker."""

START_LIMIT = 240.0
"""Seconds that a start may take, with the recovery of the broker and the workers."""

STOP_LIMIT = 120.0
_ENDING = 30.0
"""Seconds after which parts must be gone whose supervisor was killed."""


class PlatformDiedError(Exception):
    """The platform ended by itself, or could not be started."""


def gateway_url(running: RunningPlatform) -> str:
    """Where agencies publish over HTTP."""
    return f"http://{running.host}:{running.gateway_port}/gateway/events"


class SoakedPlatform:
    """`journey up` in a data directory; it and its parts end with the process that started it.

    Start it in one thread only: the kernel ends it with that thread.
    """

    def __init__(self, data: Path, log: Path, ports: Ports) -> None:
        self.data = data
        self.workers = 1
        self.tokens = {agency: secrets.token_hex(16) for agency in Agency}
        self._log, self._ports = log, ports
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        """The settings by which a client of this platform finds it."""
        return Settings(
            data=self.data,
            port=self._ports.pages,
            kafka_port=self._ports.kafka,
            partitions=PARTITIONS,
            workers=self.workers,
        )

    @property
    def supervisor(self) -> psutil.Process:
        """The process of `journey up`."""
        if self._process is None or self._process.poll() is not None:
            raise PlatformDiedError(f"journey up has ended: see {self._log}")
        return psutil.Process(self._process.pid)

    @property
    def running(self) -> RunningPlatform:
        """What runs; an empty platform while it starts."""
        found = find_running(self.data)
        if found is None:
            raise PlatformDiedError(f"no platform runs in {self.data}")
        return found

    def start(self, workers: int = 1, tick_seconds: float = TICK_SECONDS) -> None:
        """Start it, and return at once."""
        self.workers = workers
        command = [sys.executable, "-m", "cli", "up"]
        tied = [sys.executable, "-I", "-S", parent_death.__file__, str(os.getpid())]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*tied, *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=foreign_environment() | self._variables(tick_seconds),
            )

    def _variables(self, tick_seconds: float) -> dict[str, str]:
        return {
            "JOURNEY_DATA": str(self.data),
            "JOURNEY_PORT": str(self._ports.pages),
            "JOURNEY_GATEWAY_PORT": str(self._ports.gateway),
            "JOURNEY_KAFKA_PORT": str(self._ports.kafka),
            "JOURNEY_PROVIDER_PORT": str(self._ports.provider),
            "JOURNEY_PARTITIONS": str(PARTITIONS),
            "JOURNEY_WORKERS": str(self.workers),
            "JOURNEY_TICK_SECONDS": str(tick_seconds),
            "JOURNEY_HOLD_MINUTES": str(HOLD / timedelta(minutes=1)),
            "JOURNEY_GATEWAY_TOKENS": json.dumps(self.tokens),
        }

    def is_whole(self) -> bool:
        """Whether every part runs and is ready. Raises PlatformDiedError if the supervisor ended.

        The last part of the last start is among them only once the supervisor has come to it.
        """
        _ = self.supervisor
        found = find_running(self.data)
        return found is not None and len(found.parts) > 1 and all(p.ready for p in health(found))

    def wait_until_whole(self, seconds: float = START_LIMIT) -> bool:
        """Wait until it is whole; False if it is not in so many seconds."""
        return wait_until(self.is_whole, seconds)

    def stop(self) -> int:
        """Stop it as a person would; its exit status, or -9 if it had to be killed."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.kill_all()
            return -signal.SIGKILL

    def kill_all(self) -> None:
        """Kill it with all its parts at once."""
        with suppress(PlatformDiedError, psutil.NoSuchProcess):
            supervisor = self.supervisor
            supervisor.suspend()  # it starts nothing again meanwhile
            for each in supervisor.children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            supervisor.kill()
        self._reap()

    def kill_supervisor(self) -> int:
        """Kill it alone; how many of its parts were left after a time, and had to be killed."""
        supervisor = self.supervisor
        parts = supervisor.children(recursive=True)
        supervisor.kill()
        self._reap()
        _, left = psutil.wait_procs(parts, timeout=_ENDING)
        for each in left:
            each.kill()
        return len(left)

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether something turns true in so many seconds."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            return False
        time.sleep(0.2)
    return True


def names_of(running: RunningPlatform) -> Sequence[str]:
    """The parts that run but for the broker, in the order of their names."""
    return sorted(part.name for part in running.parts if part.pid and part.name != BROKER)


def process_of(running: RunningPlatform, name: str) -> psutil.Process:
    """The process of a part that runs. psutil.NoSuchProcess where it does not."""
    for part in running.parts:
        if part.name == name and part.pid:
            return psutil.Process(part.pid)
    raise psutil.NoSuchProcess(0, name)
