"""The data directory and all in it are the owner's alone."""

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_OTHERS = 0o077
"""What the group and all others may do with a file: as a umask, nothing."""


def make_files_private() -> None:
    """From now on, what this process and its children make is the owner's alone."""
    os.umask(_OTHERS)


@contextmanager
def private_files() -> Iterator[None]:
    """What this process and its children make within the block is the owner's alone."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def is_open_to_others(data: Path) -> bool:
    """Whether a directory is there, and anyone but its owner may do something with it."""
    return data.exists() and bool(data.stat().st_mode & _OTHERS)


def tighten(data: Path, say: Callable[[str], None]) -> None:
    """Take from all but the owner what they may do with a directory and all in it.

    `say` is called with one line where that can't be done. Links are not followed. A directory
    with the sticky bit, such as /tmp, belongs to all users: it stays as it is.
    """
    if data.stat().st_mode & stat.S_ISVTX:
        say(f"{data} is open to other users of this machine: choose another with --data")
        return
    try:
        for folder, _, files in os.walk(data):
            for path in (folder, *(os.path.join(folder, name) for name in files)):
                _tighten_one(path)
    except OSError as error:
        say(
            f"{data} is open to other users of this machine, and that can't be changed"
            f" ({error.strerror}): choose another with --data"
        )


def _tighten_one(path: str) -> None:
    try:
        mode = os.lstat(path).st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            os.chmod(path, stat.S_IMODE(mode) & ~_OTHERS)
    except FileNotFoundError:
        pass  # a part that runs has removed it since


def write_once(path: Path, text: str) -> None:
    """Write a file for the owner alone, whole, where there is none: whoever links first made it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(text)
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
