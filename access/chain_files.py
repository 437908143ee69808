"""The heads of the chains that the processes of a data directory write: a file for each chain."""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from schemas.look_records import ChainHead, LookRecord, decode_look, encode_look
from schemas.unreadable_records import UnreadableRecord, reads_records


class ChainFile:
    """The head of one chain, and the record that is sent and not confirmed yet.

    Its name is the chain, so a file that is lost or cut is made again from the topic. While its
    lock is taken, no other process writes the chain; a process that is killed leaves it.
    """

    def __init__(self, folder: Path, chain: str, lock: int) -> None:
        self._path = _head_file(folder, chain)
        self._chain = chain
        self._lock = lock

    def read(self) -> tuple[ChainHead, LookRecord | None]:
        """The head as it was written last, and what may be stored after it."""
        try:
            return _read(self._chain, self._path.read_bytes())
        except (FileNotFoundError, UnreadableRecord):
            return ChainHead(self._chain), None

    def write(self, head: ChainHead, pending: LookRecord | None) -> None:
        """Write the head, in one step for whoever reads it. OSError where the disk is full."""
        waits = encode_look(pending).decode() if pending else None
        draft = self._path.with_suffix(".draft")
        draft.write_bytes(orjson.dumps(asdict(head) | {"pending": waits}))
        draft.replace(self._path)

    def release(self) -> None:
        """Let another process go on with the chain."""
        os.close(self._lock)


def take_chain(folder: Path) -> ChainFile:
    """A chain of this folder that no process writes, or a new one. OSError where none can be."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.lock")):
        if (lock := _locked(path)) is not None:
            return ChainFile(folder, path.stem, lock)
    chain = uuid4().hex
    lock = _locked(folder / f"{chain}.lock")
    return take_chain(folder) if lock is None else ChainFile(folder, chain, lock)


def noted_heads(folder: Path) -> Iterator[ChainHead]:
    """The heads of all chains that processes of this data directory write, or wrote."""
    for path in sorted(folder.glob("*.head")):
        yield _read(path.stem, path.read_bytes())[0]


def _head_file(folder: Path, chain: str) -> Path:
    return folder / f"{chain}.head"


def _locked(path: Path) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


@reads_records
def _read(chain: str, written: bytes) -> tuple[ChainHead, LookRecord | None]:
    content: dict[str, Any] = orjson.loads(written)
    waits = content.pop("pending")
    head = ChainHead(**content | {"chain": chain})
    return head, decode_look(chain.encode(), waits.encode()) if waits else None
