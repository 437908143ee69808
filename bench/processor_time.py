"""Processor time, user and system, in seconds: it counts the work done, however busy others are."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil


@dataclass
class TimeSpent:
    """Seconds by the clock on the wall, and of processor time; set when the block ends."""

    wall: float = 0.0
    processor: float = 0.0


@contextmanager
def timed() -> Iterator[TimeSpent]:
    """Time a block: this process with its threads, and the child processes that end in it."""
    spent = TimeSpent()
    wall, processor = time.perf_counter(), _processor_seconds()
    yield spent
    spent.wall = time.perf_counter() - wall
    spent.processor = _processor_seconds() - processor


def children_seconds() -> float:
    """The processor time so far of all processes below this one that still run."""
    seconds = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            times = process.cpu_times()
            seconds += times.user + times.system
    return seconds


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
