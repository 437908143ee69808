"""The pure fold: what one more fact costs a journey that has so many, and what is kept of it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from bench.measurement import Measured, Say, TableValues
from bench.simulated_log import log_of
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact

VICTIMS = 1000
SIZES = (10, 100, 1000)
RUNS = 7
MORE = 20
"""Facts folded in a run, into a journey of the asked size."""


def measure(say: Say) -> Measured:
    """Journeys of growing length, from simulated victims' facts put under one pseudonym."""
    facts = [logged for logged in log_of(VICTIMS) if logged.victim is not None]
    long = _one_victim(facts[: max(SIZES) + RUNS * MORE])
    rows = [_row(long, size) for size in SIZES]
    say(f"{rows[0]} to {rows[-1]}")
    real, kept, victims = _as_they_are(facts)
    notes = [
        "One more fact, folded in pure Python into a journey that has so many: absorbed, compared"
        " with what was said before, the changes and what is kept written as bytes. The facts are"
        " simulated victims' under one pseudonym, so a long journey has many cases. Median of"
        f" {RUNS} runs of {MORE} facts, each with other facts.",
        f"As they are, the journeys of {victims:,} simulated victims, {len(facts) / victims:.0f}"
        f" facts each, cost {real:,.0f} µs a fact; {kept / victims:,.0f} bytes are kept of each.",
    ]
    return Measured("The fold", notes, {"Cost of one more fact": rows})


def _one_victim(facts: Sequence[LoggedFact]) -> list[LoggedFact]:
    return [replace(logged, victim=facts[0].victim) for logged in facts]


def _row(facts: Sequence[LoggedFact], size: int) -> TableValues:
    table: dict[str, bytes] = {}
    runs = []
    for first in range(0, RUNS * MORE, MORE):
        table.clear()
        journeys = JourneyProcessor(table, lambda _: 0)
        _fold(journeys, facts[first : first + size], 0)
        kept = sum(map(len, table.values()))
        runs.append(_timed(journeys, facts[first + size : first + size + MORE], size))
    return {
        "facts in the journey": size,
        "microseconds a fact": median(runs),
        "lowest": min(runs),
        "highest": max(runs),
        "bytes kept": kept,
    }


def _as_they_are(facts: Sequence[LoggedFact]) -> tuple[float, int, int]:
    """Microseconds a fact, the bytes kept, and how many victims there are."""
    table: dict[str, bytes] = {}
    cost = _timed(JourneyProcessor(table, lambda _: 0), facts, 0)
    return cost, sum(map(len, table.values())), len({logged.victim for logged in facts})


def _timed(journeys: JourneyProcessor, facts: Sequence[LoggedFact], offset: int) -> float:
    began = time.perf_counter()
    _fold(journeys, facts, offset)
    return (time.perf_counter() - began) / len(facts) * 1e6


def _fold(journeys: JourneyProcessor, facts: Sequence[LoggedFact], offset: int) -> None:
    for number, logged in enumerate(facts, offset):
        for said in journeys.take([StreamRecord(0, number, logged)]):
            if isinstance(said, Changes):
                encode_changes(said)
