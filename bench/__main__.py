"""`python -m bench [PART…]`: measure some parts or all, and write docs/measured.md."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    measure_demo,
    measure_fold,
    measure_hotspots,
    measure_latency,
    measure_ledger,
    measure_processor,
    measure_sink,
)
from bench.measured_page import report
from bench.measurement import Measured, Run, SavedMeasurement, Say, keep, load

PARTS: dict[str, Callable[[Say], Measured]] = {
    "demo": measure_demo.measure,
    "processor": measure_processor.measure,
    "fold": measure_fold.measure,
    "sink": measure_sink.measure,
    "latency": measure_latency.measure,
    "hotspots": measure_hotspots.measure,
    "ledger": measure_ledger.measure,
}

PAGE = Path("docs") / "measured.md"

QUIET = 1.0
PATIENCE = 300.0
"""Seconds to wait at most until the load is below QUIET."""


def main(names: list[str]) -> None:
    """Measure, part by part; each is kept as soon as it is known."""
    if unknown := set(names) - set(PARTS) - {"report"}:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in names or PARTS:
        if name in PARTS:
            keep(_measured(name))
    found = [kept for name in PARTS if (kept := load(name))]
    PAGE.write_text(report(found))
    _say(f"written: {PAGE}")


def _measured(name: str) -> SavedMeasurement:
    before = _when_quiet()
    _say(f"— {name}, at load {before:.1f}")
    began = time.monotonic()
    measured = PARTS[name](_say)
    seconds = time.monotonic() - began
    for aim in measured.aims:
        _say(f"{aim.aim}: {aim.found}: {'met' if aim.met else 'not met'}")
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return SavedMeasurement(name, Run(day, _commit(), before, _load(), seconds), measured)


def _when_quiet() -> float:
    ends = time.monotonic() + PATIENCE
    while _load() >= QUIET and time.monotonic() < ends:
        _say(f"waiting for a quiet machine: load {_load():.1f}")
        time.sleep(10)
    return _load()


def _load() -> float:
    return os.getloadavg()[0]


def _commit() -> str:
    described = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(described, capture_output=True, text=True, check=True).stdout.strip()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
