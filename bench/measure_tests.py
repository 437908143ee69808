"""What `make test` costs."""

import re
import subprocess

from bench.measurement import Aim, Measured, Say
from bench.processor_time import timed

AIM = 600
"""Seconds of processor time."""

LIMIT = 3600.0


def measure(say: Say) -> Measured:
    """Run the whole suite once, as `make test` does."""
    with timed() as spent:
        done = subprocess.run(
            ["make", "test"], capture_output=True, text=True, timeout=LIMIT, check=False
        )
    counts = outcome_counts(done.stdout)
    if not counts.get("passed"):
        raise RuntimeError(f"the tests did not run: {(done.stdout + done.stderr)[-500:]}")
    say(f"{counts}: {spent.wall:.0f} s, {spent.processor:.0f} s of processor time")
    row = {"wall s": spent.wall, "processor s": spent.processor, **counts}
    aim = Aim(
        f"`make test`: passes in at most {AIM} s of processor time",
        f"{spent.processor:.0f} s, {'passed' if done.returncode == 0 else 'failed'}",
        done.returncode == 0 and spent.processor <= AIM,
    )
    note = "`make test`, once: three workers of pytest-xdist; broker, database and browser with it."
    return Measured("The tests", [note], {"One run": [row]}, [aim])


def outcome_counts(output: str) -> dict[str, int]:
    """How many tests passed, failed and so on, by pytest's last line."""
    *_, last = output.strip().splitlines() or [""]
    return {what: int(number) for number, what in re.findall(r"(\d+) ([a-z]+)(?=,| in )", last)}
