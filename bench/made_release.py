"""A release made of a full table of waits, step by step, while rows are inserted beside it."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import uuid4

import psutil

from bench.copied_city import MADE
from bench.largest_release import write_release
from bench.processor_time import TimeSpent, timed
from events.identifiers import Agency
from projections.store import Store
from task_group.release_figures import ReleaseHeader
from task_group.release_maker import SHEETS, ReleasePlan, make_release

AT_ONCE = 200
"""Rows that are inserted at once."""

EVERY = 0.25
"""Seconds between two inserts."""


@dataclass(slots=True)
class LiveInserts:
    """What went on beside: rows inserted, the seconds each insert took, memory at most in bytes."""

    rows: int = 0
    seconds: list[float] = field(default_factory=list)
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Making:
    """A release's header, the time of each step and of all together, and what went on beside."""

    header: ReleaseHeader
    steps: Mapping[str, TimeSpent]
    whole: TimeSpent
    beside: LiveInserts


def made_and_written(store: Store, number: int) -> Making:
    """Make a release and write it as the sink would; its time is that of the making alone.

    Processor time is of the whole process, inserts included.
    """
    plan = ReleasePlan(number, MADE, dict.fromkeys(Agency, date(2000, 1, 1)))
    marks: list[tuple[str, float, float]] = []

    def step(name: str) -> None:
        used = psutil.Process().cpu_times()
        marks.append((name, time.perf_counter(), used.user + used.system))

    with live_inserts(store) as beside, timed() as whole:
        release = make_release(store, plan, step, SHEETS)
        step("")
    write_release(store, release.header, release.sheets)
    return Making(release.header, dict(_steps(marks)), whole, beside)


@contextmanager
def live_inserts(store: Store) -> Iterator[LiveInserts]:
    """While it is open, a thread inserts waits of other victims, some rows each time."""
    beside, over = LiveInserts(), threading.Event()
    originals = store.query(f"SELECT * FROM intervals LIMIT {AT_ONCE}")
    thread = threading.Thread(target=_insert, args=(store, originals, beside, over))
    thread.start()
    try:
        yield beside
    finally:
        over.set()
        thread.join()


def _insert(
    store: Store,
    originals: Sequence[Mapping[str, Any]],
    beside: LiveInserts,
    over: threading.Event,
) -> None:
    while not over.wait(EVERY):
        other = uuid4().hex
        rows = [{**row, "id": uuid4(), "victim": f"{row['victim']}-{other}"} for row in originals]
        with timed() as spent:
            store.insert("intervals", rows)
        beside.rows += len(rows)
        beside.seconds.append(spent.wall)
        beside.memory = max(beside.memory, psutil.Process().memory_info().rss)


def _steps(marks: Sequence[tuple[str, float, float]]) -> Iterator[tuple[str, TimeSpent]]:
    for (name, wall, used), (_, wall_after, used_after) in pairwise(marks):
        yield name, TimeSpent(wall_after - wall, used_after - used)
