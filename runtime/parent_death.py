"""Becomes another program, which the kernel kills with its parent.

`parent_death.py PARENT-PID COMMAND…`: run as a file of its own, for quickness. On systems without
prctl the program outlives a parent that is killed outright; a supervisor that stops as it should
ends its services everywhere.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """Tie this process to its parent, then become the command."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent died before the request
            sys.exit(1)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
