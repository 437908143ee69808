"""The oracle's ledger of truth beside the platform's fold, over many victims."""

import os
import re
import subprocess
import sys

from bench.measurement import Aim, Measured, Say

VICTIMS = 20_000
TEST = "tests/unit/test_simulator_ledger.py::test_the_platform_answers_as_the_ledger_has_it"


def measure(say: Say) -> Measured:
    """Run the test that compares them, with far more victims than it has otherwise."""
    environment = {**os.environ, "LEDGER_VICTIMS": str(VICTIMS)}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-o", "timeout=3600", TEST]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    counted = re.findall(r"seed (\d+): (\d+) obligations", done.stdout)
    if not counted:
        raise RuntimeError(f"the test did not run: {done.stdout[-500:]}")
    agree = done.returncode == 0
    say("no difference" if agree else done.stdout[-2000:])
    note = (
        f"Two simulations of {VICTIMS:,} victims each, by `LEDGER_VICTIMS={VICTIMS} pytest {TEST}`:"
        " each obligation by victim, case, rule, cause, due day and state. The ledger is the"
        " tests' own reading of the Code; the two share the table of rules and the calendar."
    )
    rows = [{"seed": int(seed), "obligations": int(number)} for seed, number in counted]
    aim = Aim(
        f"the ledger of truth and the platform, over {VICTIMS:,} victims: no difference",
        "none" if agree else "differences",
        agree,
    )
    return Measured("The ledger of truth", [note], {"Obligations compared": rows}, [aim])
