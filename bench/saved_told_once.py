"""The run of kills under which each is told once, as a section of docs/measured.md."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.__main__ import PAGE
from bench.measured_page import page_of
from bench.measurement import RESULTS, Aim, Measured, save
from bench.one_run import measured_now
from bench.parts import SECTIONS, TOLD_ONCE

_ZERO = ("lost", "wrong", "told twice", "unmarked repeats")


def saved_told_once(
    run: Callable[[], Mapping[str, Any]], results: Path = RESULTS, page: Path = PAGE
) -> Mapping[str, Any]:
    """Do the run, save its counts in bench/results, and write docs/measured.md anew."""
    counts: dict[str, Any] = {}

    def measure() -> Measured:
        counts.update(run())
        return _section(counts)

    save(measured_now(TOLD_ONCE, measure), results)
    page.write_text(page_of(SECTIONS, results))
    return counts


def _section(counts: Mapping[str, Any]) -> Measured:
    killed = ", ".join(f"{part} {times} times" for part, times in counts["killed"].items())
    notes = [
        f"Alerts are raised under load, and sent as e-mail and as webhooks, while parts are killed"
        f" in turn, {counts['kills']} times in all: {killed}. Of {counts['cases']} cases"
        f" {counts['late']} are late. Lost: a late case that the caseworker or the agency's system"
        " was not told of. Wrong: one told of that is not late. Told twice: in two messages to the"
        " same recipient. A repeat is the same message that arrived again, with the same id.",
    ]
    many = counts["kills"]
    aims = [
        Aim(f"{many} kills under load: alerts {name} 0", str(counts[name]), not counts[name])
        for name in _ZERO
    ]
    numbers = {name: counts[name] for name in ("cases", "late", "messages", "marked repeats")}
    return Measured("Each is told once", notes, {"What was sent": [numbers]}, aims)
