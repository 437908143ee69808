"""Checks before anything starts; each Failure is one line that says what to do."""

import fcntl
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from projections.database_errors import DatabaseUnfitError
from projections.database_server import need_version, server_place, version_of
from runtime.failure import Failure

LEAST_FREE = 500 * 1024 * 1024
"""Bytes of disk without which nothing is started."""

_LOCK = "lock"
_ATTEMPTS = 5


@contextmanager
def lock_data(data: Path) -> Iterator[None]:
    """Lock a data directory for this process; the kernel unlocks it however the process ends.

    Raises Failure where it can't be written, or another process has locked it.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / _LOCK).open("a")
    except OSError as error:
        raise _not_written(data, error) from None
    with lock:
        for _ in range(_ATTEMPTS):  # is_running locks it for a moment
            if _lock(lock.fileno(), fcntl.LOCK_EX):
                yield
                return
            time.sleep(0.1)
        raise Failure(f"a platform runs in {data} already: stop it, or choose another with --data")


def is_running(data: Path) -> bool:
    """Whether a platform runs in a data directory."""
    try:
        with (data / _LOCK).open() as lock:
            return not _lock(lock.fileno(), fcntl.LOCK_SH)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False


def need_space(data: Path) -> None:
    """Raise Failure where it can't be written, or the disk is nearly full.

    The directory itself may not be there yet.
    """
    there = next(path for path in (data, *data.absolute().parents) if os.path.exists(path))
    try:
        with TemporaryFile(dir=there if there.is_dir() else there.parent):
            pass
    except OSError as error:
        raise _not_written(data, error) from None
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE:
        raise Failure(
            f"{data} has {free // 2**20} MB free and needs {LEAST_FREE // 2**20}:"
            " make room, or choose another disk with --data"
        )


def need_port(host: str, port: int, option: str) -> None:
    """Raise Failure where a port can't be listened on; `option` is what chooses another."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Failure(
            f"port {port} of {host} can't be had ({error.strerror}): choose another with {option}"
        ) from None


def need_recent_database(dsn: str) -> None:
    """Raise Failure for a ClickHouse server that is too old; one that is away is waited for."""
    if version := version_of(dsn):
        try:
            need_version(version, server_place(dsn))
        except DatabaseUnfitError as unfit:
            raise Failure(str(unfit)) from None


def _not_written(data: Path, error: OSError) -> Failure:
    return Failure(f"{data} can't be written ({error.strerror}): choose another with --data")


def _lock(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
