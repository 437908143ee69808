"""One writer's chain of looks: each is stored before its answer is given, and none forks it.

A record that is sent and not confirmed may be stored all the same, now or later. So it is the next
one that is sent again, byte for byte, until it is confirmed: stored twice it is one record, and
nothing else can follow on the record before it. It stands in a file before it is sent, so this
holds over a kill of the process as well.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Protocol

from access.chain_files import ChainFile, take_chain
from access.look_entries import next_record
from access.looks import AccessEntry, NotRecordedError
from schemas.look_records import ChainHead, LookRecord, decode_look, encode_look
from schemas.unreadable_records import UnreadableRecord

PATIENCE = 3.0
"""Seconds that a look waits for those before it, and again for Kafka's answer."""

TopicRecord = tuple[int, bytes | None, bytes | None]
"""The offset, the key and the value of a record."""


class LookTopic(Protocol):
    """Where the records are stored."""

    def append(self, key: bytes, value: bytes) -> int:
        """Store a record; its offset. NotRecordedError where nobody knows that it is stored."""
        ...

    def since(self, offset: int) -> Iterator[TopicRecord]:
        """The records from an offset up to the present end. Raises NotRecordedError."""
        ...


class LookChain:
    """Records looks in a chain of this process alone; used by several threads.

    It goes on with a chain of the folder that no other process writes, or begins one. It opens with
    the first look: a server starts while Kafka is away.
    """

    def __init__(self, folder: Path, topic: LookTopic, patience: float = PATIENCE) -> None:
        self._folder = folder
        self._topic = topic
        self._patience = patience
        self._lock = Lock()
        self._file: ChainFile | None = None
        self._head: ChainHead | None = None
        self._pending: LookRecord | None = None

    def record(self, entry: AccessEntry) -> None:
        """Record a look; Kafka has confirmed it when this returns. Raises NotRecordedError."""
        if not self._lock.acquire(timeout=self._patience):
            raise NotRecordedError("looks before this one still wait")
        try:
            head = self._settled()
            self._pending = next_record(entry, head)
            self._note(head)
            self._send(self._pending)
        except OSError as error:
            raise NotRecordedError(f"the head of the chain: {error.strerror}") from None
        finally:
            self._lock.release()

    def close(self) -> None:
        """Leave the chain to whoever starts next."""
        with self._lock:
            if self._file:
                self._file.release()
            self._file = self._head = self._pending = None

    def _settled(self) -> ChainHead:
        """The head of the chain, with nothing pending: what may be stored is stored."""
        if self._head is None:
            self._open()
        if self._pending:
            self._send(self._pending)
        assert self._head
        return self._head

    def _open(self) -> None:
        if self._file is None:
            self._file = take_chain(self._folder)
        head, pending = self._file.read()
        for offset, key, value in self._topic.since(head.offset + 1):
            head = _followed(head, offset, key, value)
        waits = pending is not None and head.leads_to(pending)
        self._head, self._pending = head, pending if waits else None

    def _send(self, record: LookRecord) -> None:
        offset = self._topic.append(record.chain.encode(), encode_look(record))
        assert self._head
        self._head, self._pending = self._head.moved_to(record, offset), None
        self._note(self._head)

    def _note(self, head: ChainHead) -> None:
        assert self._file
        self._file.write(head, self._pending)


def _followed(head: ChainHead, offset: int, key: bytes | None, value: bytes | None) -> ChainHead:
    """The head of a chain after one more record of the topic, whosever it is."""
    if key != head.chain.encode():
        return head
    try:
        record = decode_look(key, value)
    except UnreadableRecord:  # somebody else wrote it there: `journey audit verify` shows it
        return head
    return head.moved_to(record, offset) if head.leads_to(record) else head
