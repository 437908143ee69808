"""A broker that stands still for a while."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil


def pid_of(bootstrap: str) -> int:
    """The process that listens there."""
    port = int(bootstrap.rpartition(":")[2])
    (found,) = {
        each.pid
        for each in psutil.net_connections("tcp")
        if each.status == psutil.CONN_LISTEN and each.laddr and each.laddr.port == port
    }
    assert found
    return found


@contextmanager
def away(bootstrap: str) -> Iterator[None]:
    """The broker stands still: it takes connections, and answers nothing."""
    pid = pid_of(bootstrap)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)
