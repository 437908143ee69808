"""The speed of one worker in a process of its own, by the clock and in processor time."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import psutil

LIMIT = 240.0
"""Seconds that one run may take."""


@dataclass(frozen=True)
class WorkerSpeed:
    """Records a second, and microseconds of the worker's processor time a record."""

    rate: float
    cost: float


def worker_command(module: str, name: str, bootstrap: str, data: str, partitions: int) -> list[str]:
    """The command of a worker under a name of its own, so that it reads from the beginning."""
    return [sys.executable, "-m", module, name, bootstrap, data, str(partitions)]


def worker_speed(
    command: Sequence[str], counting: AbstractContextManager[Callable[[], int]], expected: int
) -> WorkerSpeed:
    """From the first records that are counted to the last of those expected.

    Counting begins once the worker was started: it may have to wait for a topic of the worker's.
    """
    with _running(command) as process, counting as count:
        ends = time.monotonic() + LIMIT
        while not (first := count()):
            check_time(ends, command[2])
        began, used = time.monotonic(), _processor_seconds(process)
        while (last := count()) < expected:
            check_time(ends, command[2])
        records = last - first
        spent = _processor_seconds(process) - used
        return WorkerSpeed(records / (time.monotonic() - began), spent / records * 1e6)


def check_time(ends: float, what: str) -> None:
    """Wait a little. TimeoutError once `ends`, by the monotonic clock, is over."""
    if time.monotonic() > ends:
        raise TimeoutError(f"{what} was not done in {LIMIT:.0f} s")
    time.sleep(0.05)


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def _running(command: Sequence[str]) -> Iterator[psutil.Process]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
