"""A disk of its own for the data directory of a soak, small enough to be filled."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SIZE = "3g"
"""Of memory at most: a soak of 30 minutes writes less than that by far."""

_FILL = "fill"
_STEP = 64 * 1024 * 1024


class SmallDisk:
    """A disk in memory that can be full for a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def full(self) -> Iterator[None]:
        """Not one byte is free in the block."""
        fill = self.folder / _FILL
        try:
            with fill.open("wb", buffering=0) as file, suppress(OSError):
                while True:  # until the disk is full
                    os.posix_fallocate(file.fileno(), file.tell(), _room(self.folder))
                    file.seek(0, os.SEEK_END)
            yield
        finally:
            fill.unlink()


def _room(folder: Path) -> int:
    free = os.statvfs(folder)
    return max(1, min(_STEP, free.f_bavail * free.f_frsize))


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """A disk mounted in an empty folder; None where this machine does not allow it."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=700", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield SmallDisk(folder) if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
