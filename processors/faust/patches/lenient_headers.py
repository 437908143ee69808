"""aiokafka, taught to read a header whose name is not UTF-8; without it, its partition is stuck.

Kafka keeps any bytes as a header's name, where it need not compress the record anew. aiokafka
raises on them whenever it reads that record, and neither skips it nor goes on behind it.
"""

from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


class _Bytes(bytearray):
    """Bytes whose text is read whatever it is: what is not UTF-8 is U+FFFD, as Kafka makes it."""

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return _Bytes(found) if isinstance(place, slice) else found

    def decode(self, *_: Any) -> str:
        return super().decode("utf-8", "replace")


class _AnyBatch(_DefaultRecordBatchPy):  # type: ignore[misc]
    _buffer: bytearray

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        self._buffer = _Bytes(self._buffer)


class _AnyRecords(_MemoryRecordsPy):  # type: ignore[misc]
    """Batches read in Python, slowly; none is older than headers are."""

    def next_batch(self) -> _AnyBatch:
        batch = _AnyBatch(self._next_slice)
        self._cache_next()
        return batch


class _Fetched(MemoryRecords):  # type: ignore[misc]
    """What a fetch brought, kept as it came."""

    def __init__(self, written: bytes) -> None:
        super().__init__(written)
        self.written = written


class _Read(fetcher.PartitionRecords):  # type: ignore[misc]
    """The records of a fetch; from the first that aiokafka cannot read on, read again."""

    _records: "_Fetched | _AnyRecords"

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except (UnicodeDecodeError, CorruptRecordException):
            if isinstance(self._records, _AnyRecords):
                raise
        self._records = _AnyRecords(self._records.written)
        self._records_iterator = self._unpack_records()  # it passes over what was given already
        return super().__next__()


def install() -> None:
    """Have every aiokafka consumer of this process read such headers."""
    fetcher.MemoryRecords = _Fetched
    fetcher.PartitionRecords = _Read
