"""The command line's start: what a command costs that has nothing to do."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed

JOURNEY = Path(sys.executable).with_name("journey")
RUNS = 7
AIM = 0.5
"""Seconds of processor time."""

LISTING = ("--help", "--version")
COMMANDS = (
    *LISTING,
    "alerts --help",
    "publish --help",
    "deadline R6.1 --from 2025-03-04",
    "status",
    "alerts",
    "timeline victim-1",
    "hotspots",
)
"""Those that ask a platform find none, and end with status 1."""


def measure(say: Say) -> Measured:
    """Run each command several times, after one run that is not counted."""
    with TemporaryDirectory() as folder:
        rows = [_row(command, Path(folder), say) for command in COMMANDS]
    processor = {str(row["journey"]): float(row["processor s"]) for row in rows}
    aims = [
        Aim(
            f"`journey {command}`: at most {AIM} s of processor time",
            f"{processor[command]:.2f} s",
            processor[command] <= AIM,
        )
        for command in LISTING
    ]
    notes = [
        f"`journey` as a process of its own, its modules compiled before. Medians of {RUNS} runs,"
        " after one that is not counted. No platform runs: what asks one finds none and ends.",
    ]
    return Measured("The start of the command line", notes, {"By command": rows}, aims)


def _row(command: str, folder: Path, say: Say) -> TableValues:
    """The medians of one command's runs, in seconds."""
    settings = {
        "JOURNEY_DATA": str(folder / "data"),
        "JOURNEY_PORT": "1",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    runs = []
    for _ in range(RUNS + 1):
        with timed() as spent:
            subprocess.run(
                [JOURNEY, *command.split()], env=others | settings, capture_output=True, check=False
            )
        runs.append(spent)
    wall = median(each.wall for each in runs[1:])
    processor = median(each.processor for each in runs[1:])
    say(f"journey {command}: {processor:.2f} s of processor time")
    return {"journey": command, "processor s": processor, "wall s": wall}
