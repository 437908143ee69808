"""What `make test` costs, and its quick part."""

import re
import subprocess

from bench.measurement import Aim, Measured, Say
from bench.processor_time import TimeSpent, timed

AIM = 600
"""Seconds of processor time of the whole suite."""

QUICK_AIM = 90
"""Seconds of the quick part by the clock on the wall, on two cores."""

LIMIT = 3600.0


def measure(say: Say) -> Measured:
    """Run the whole suite once, as `make test` does."""
    spent, counts, passed = _run("test", say)
    aim = Aim(
        f"`make test`: passes in at most {AIM} s of processor time",
        f"{spent.processor:.0f} s, {_outcome(passed)}",
        passed and spent.processor <= AIM,
    )
    note = "`make test`, once: three workers of pytest-xdist; broker, database and browser with it."
    return _measured("The tests", note, spent, counts, aim)


def measure_quick(say: Say) -> Measured:
    """Run the quick part once, as `make test-quick` does."""
    spent, counts, passed = _run("test-quick", say)
    aim = Aim(
        f"`make test-quick`: passes in at most {QUICK_AIM} s",
        f"{spent.wall:.0f} s, {_outcome(passed)}",
        passed and spent.wall <= QUICK_AIM,
    )
    note = "`make test-quick`, once: two workers of pytest-xdist, each law with fewer examples."
    return _measured("The quick part of the tests", note, spent, counts, aim)


def _run(goal: str, say: Say) -> tuple[TimeSpent, dict[str, int], bool]:
    with timed() as spent:
        done = subprocess.run(
            ["make", goal], capture_output=True, text=True, timeout=LIMIT, check=False
        )
    counts = outcome_counts(done.stdout)
    if not counts.get("passed"):
        raise RuntimeError(f"the tests did not run: {(done.stdout + done.stderr)[-500:]}")
    say(f"{counts}: {spent.wall:.0f} s, {spent.processor:.0f} s of processor time")
    return spent, counts, done.returncode == 0


def _outcome(passed: bool) -> str:
    return "passed" if passed else "failed"


def _measured(
    title: str, note: str, spent: TimeSpent, counts: dict[str, int], aim: Aim
) -> Measured:
    row = {"wall s": spent.wall, "processor s": spent.processor, **counts}
    return Measured(title, [note], {"One run": [row]}, [aim])


def outcome_counts(output: str) -> dict[str, int]:
    """How many tests passed, failed and so on, by pytest's last line."""
    *_, last = output.strip().splitlines() or [""]
    return {what: int(number) for number, what in re.findall(r"(\d+) ([a-z]+)(?=,| in )", last)}
