"""One run of a measurement, on a machine that is as quiet as it gets."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bench.measurement import Measured, Run, SavedMeasurement, Say
from bench.processor_time import timed

QUIET = 1.0
"""The load below which the machine counts as quiet."""

PATIENCE = 300.0
"""Seconds to wait at most until it is."""


def measured_in_quiet(name: str, measure: Callable[[Say], Measured]) -> SavedMeasurement:
    """Wait for a quiet machine, measure a part, and note when and on what."""
    before = _load_when_quiet()
    print_progress(f"— {name}, at load {before:.1f}")
    with timed() as spent:
        measured = measure(print_progress)
    for aim in measured.aims:
        print_progress(f"{aim.aim}: {aim.figure}: {'met' if aim.met else 'not met'}")
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    run = Run(day, _commit(), before, _load(), spent.wall, spent.processor)
    return SavedMeasurement(name, run, measured)


def measured_now(name: str, measure: Callable[[], Measured]) -> SavedMeasurement:
    """Measure at any load: processes that are killed leave no processor time that counts."""
    before, began = _load(), time.perf_counter()
    measured = measure()
    seconds = time.perf_counter() - began
    run = Run(f"{datetime.now(UTC):%Y-%m-%d}", _commit(), before, _load(), seconds)
    return SavedMeasurement(name, run, measured)


def print_progress(line: str) -> None:
    """Print a line to the standard error."""
    print(line, file=sys.stderr, flush=True)


def _load_when_quiet() -> float:
    ends = time.monotonic() + PATIENCE
    while _load() >= QUIET and time.monotonic() < ends:
        print_progress(f"waiting for a quiet machine: load {_load():.1f}")
        time.sleep(10)
    return _load()


def _load() -> float:
    return os.getloadavg()[0]


def _commit() -> str:
    described = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(described, capture_output=True, text=True, check=True).stdout.strip()
