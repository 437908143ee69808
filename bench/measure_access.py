"""Each route with each role and each object: how many were tried, and how many answered wrongly."""

import re
import subprocess
import sys

from bench.measurement import Aim, Measured, Say

TEST = "tests/integration/test_who_may_see.py"
_COUNTED = re.compile(r"^\W*([a-z -]+): (\d+) tried, (\d+) wrong$", re.MULTILINE)


def measure(say: Say) -> Measured:
    """Run the test that tries them over HTTP, on the example city."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", TEST]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    counted = _COUNTED.findall(done.stdout)
    if not counted:
        raise RuntimeError(f"the test did not run: {done.stdout[-500:]}")
    rows = [{"role": role, "tried": int(n), "wrong": int(wrong)} for role, n, wrong in counted]
    tried, wrong = (sum(int(row[name]) for row in rows) for name in ("tried", "wrong"))
    say(f"{tried} tried, {wrong} wrong; the test ended with status {done.returncode}")
    note = (
        f"By `pytest -s {TEST}`, over HTTP: every route that is for a role, with an object of the"
        " viewer's and one of another's where it names a victim, a duty or an agency. Who has not"
        " signed in is tried on all of them too, in the same test."
    )
    right = done.returncode == 0 and wrong == 0
    aim = Aim("every route, role and object: 0 answered wrongly", f"{wrong} of {tried}", right)
    return Measured("Who may see what", [note], {"Requests": rows}, [aim])
