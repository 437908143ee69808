"""What a tick costs with very many open deadlines."""

import gc
from datetime import UTC, datetime, timedelta
from statistics import median

import psutil

from bench.measurement import Aim, Measured, Say, TableValues
from bench.open_deadlines import JourneyRecords, OpenDeadlines
from bench.processor_time import timed
from processors.stream.journey_processor import JourneyProcessor
from schemas.ticks import Tick

OPEN = (10_000, 1_000_000)
DUE = (0, 10, 10_000)
TICKS = 50
"""Ticks of which none brings anything; the median counts."""

BEFORE = datetime(2025, 3, 11, 12, tzinfo=UTC)
OVER = datetime(2025, 3, 12, tzinfo=UTC)
"""When the day is over on which the first journeys' duty was to be done."""

EVERY = timedelta(seconds=15)


def measure(say: Say) -> Measured:
    """Restore workers with many journeys and let ticks pass."""
    rows = []
    _cost(1000, 100)  # what a process makes once, such as the days of bank holidays, is made
    for all_ in OPEN:
        for due in DUE:
            rows.append(_cost(all_, due))
            say(str(rows[-1]))
            gc.collect()
    return Measured("What a tick costs", _NOTES, {"A tick": rows}, [_aim(rows)])


_NOTES = [
    "A worker's table is restored with so many journeys, each with a duty that is open. A journey"
    " is read from the table when its time comes, as after a restart: that is in the figures. Of"
    " so many the duty's day is over at the tick: an obligation is breached, and an alert about it"
    f" raised. Where none is due, the median of {TICKS} ticks. Memory is that of the whole process"
    " once the table is restored. The table makes its records as they are read, from two journeys"
    " that were folded, so that theirs is not in it.",
]


def _cost(all_: int, due: int) -> TableValues:
    worker = _restored(all_, due)
    memory = psutil.Process().memory_info().rss
    idle = [_tick(worker, BEFORE + number * EVERY, number) for number in range(10, 10 + TICKS)]
    wall, processor, changed = _tick(worker, OVER, 100)
    if not due:
        wall, processor = (median(each[number] for each in idle) for number in (0, 1))
    assert changed == due, f"{changed} journeys changed of {due} that were due"
    return {
        "open deadlines": all_,
        "fall due": due,
        "ms": 1000 * wall,
        "ms of processor time": 1000 * processor,
        "ms of processor time for each due": 1000 * processor / due if due else None,
        "MiB": memory / 2**20,
    }


def _restored(all_: int, due: int) -> JourneyProcessor:
    first = JourneyRecords.arrested(datetime(2025, 3, 4, 10, tzinfo=UTC), BEFORE)
    others = JourneyRecords.arrested(datetime(2025, 3, 7, 10, tzinfo=UTC), BEFORE)
    worker = JourneyProcessor(OpenDeadlines(first, others, due, all_), lambda name: 0)
    worker.recovered()
    return worker


def _tick(worker: JourneyProcessor, at: datetime, offset: int) -> tuple[float, float, int]:
    """Seconds by the clock on the wall and of processor time, and how many journeys changed."""
    with timed() as spent:
        changed = sum(1 for _ in worker.tick(Tick(at), 0, offset))
    return spent.wall, spent.processor, changed


def _aim(rows: list[TableValues]) -> Aim:
    by = {(row["open deadlines"], row["fall due"]): row["ms of processor time"] for row in rows}
    few, many = OPEN
    worst = max(by[many, due] / by[few, due] for due in DUE if due)
    idle = by[many, 0]
    return Aim(
        "a tick costs what is due: as much with 1 million open deadlines as with 10 thousand",
        f"{worst:.2f} times as much where some are due; {idle:.2f} ms where none is",
        worst <= 2 and idle <= 1,
    )
