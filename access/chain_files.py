"""The heads of the chains that the processes of a data directory write: a file for each chain.

A file is written in its place, and only its first line counts. A draft that is renamed would be
whole after the machine loses its power, and would cost each look the disk's time, twice. A head
that cannot be read is made again from the topic.
"""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import asdict
from errno import ENOSPC
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from schemas.look_records import ChainHead, LookRecord, decode_look, encode_look
from schemas.unreadable_records import UnreadableRecord, reads_records


class ChainFile:
    """The head of one chain, and the record that is sent and not confirmed yet.

    Its name is the chain. While it is locked no other process writes the chain; one that is killed
    leaves it to the next.
    """

    def __init__(self, path: Path, locked: int) -> None:
        self._path = path
        self._file = locked

    def read(self) -> tuple[ChainHead, LookRecord | None]:
        """The head as it was written last, and what may be stored after it."""
        try:
            return _read(self._path)
        except UnreadableRecord:
            return ChainHead(self._path.stem), None

    def write(self, head: ChainHead, pending: LookRecord | None) -> None:
        """Write the head. OSError where the disk is full."""
        waits = encode_look(pending).decode() if pending else None
        line = orjson.dumps(asdict(head) | {"pending": waits}) + b"\n"
        if os.pwrite(self._file, line, 0) < len(line):
            raise OSError(ENOSPC, os.strerror(ENOSPC))

    def release(self) -> None:
        """Let another process go on with the chain."""
        os.close(self._file)


def take_chain(folder: Path) -> ChainFile:
    """A chain of this folder that no process writes, or a new one. OSError where none can be."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*sorted(folder.glob("*.head")), folder / f"{uuid4().hex}.head"):
        if (locked := _locked(path)) is not None:
            return ChainFile(path, locked)
    return take_chain(folder)  # another process was quicker


def noted_heads(folder: Path) -> Iterator[ChainHead]:
    """The heads of all chains that processes of this data directory write, or wrote.

    Raises UnreadableRecord.
    """
    for path in sorted(folder.glob("*.head")):
        yield _read(path)[0]


def _locked(path: Path) -> int | None:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


@reads_records
def _read(path: Path) -> tuple[ChainHead, LookRecord | None]:
    written = path.read_bytes()
    if not written:  # its process has recorded nothing yet
        return ChainHead(path.stem), None
    content: dict[str, Any] = orjson.loads(written.partition(b"\n")[0])
    waits = content.pop("pending")
    head = ChainHead(**content | {"chain": path.stem})
    return head, decode_look(head.chain.encode(), waits.encode()) if waits else None
