"""A record is read whatever the names of its headers are."""

from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


def install_lenient_headers() -> None:
    """Have every aiokafka consumer of this process read header names that are not UTF-8.

    What is not UTF-8 in a name is read as U+FFFD.

    Upstream: aiokafka/record/default_records.py, _DefaultRecordBatchPy._read_msg, and its twin in
        Cython, raise on such a name; aiokafka/consumer/fetcher.py fetches the same record again.
    Issue: not reported upstream
    Prevents: A record with such a name, which Kafka accepts from any client, stops its partition
        for ever.
    Test: tests/unit/test_lenient_headers.py::test_aiokafka_itself_does_not_read_such_a_record
    Test: tests/unit/test_lenient_headers.py::test_a_record_is_read_and_those_around_it_once
    Test: tests/unit/test_lenient_headers.py::test_what_was_aborted_is_not_read_either
    """
    fetcher.MemoryRecords = FetchedRecords
    fetcher.PartitionRecords = LenientPartitionRecords


class LenientBytes(bytearray):
    """Bytes that decode whatever they are."""

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return LenientBytes(found) if isinstance(index, slice) else found

    def decode(self, *_: Any) -> str:
        """The text, with U+FFFD for what is not UTF-8."""
        return super().decode("utf-8", "replace")


class LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc]
    """A batch of records in lenient bytes."""

    _buffer: bytearray

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        self._buffer = LenientBytes(self._buffer)


class LenientRecords(_MemoryRecordsPy):  # type: ignore[misc]
    """Batches read in Python, slowly; none is of the format before headers."""

    def next_batch(self) -> LenientBatch:
        """The next batch of the fetch."""
        batch = LenientBatch(self._next_slice)
        self._cache_next()
        return batch


class FetchedRecords(MemoryRecords):  # type: ignore[misc]
    """The records of a fetch, with its bytes."""

    def __init__(self, fetched: bytes) -> None:
        super().__init__(fetched)
        self.fetched = fetched


class LenientPartitionRecords(fetcher.PartitionRecords):  # type: ignore[misc]
    """The records of a fetch; from the first that aiokafka cannot read on, read leniently."""

    _records: "FetchedRecords | LenientRecords"
    _offset = 0
    _aborted_transactions: list[tuple[int, int]]
    _aborted_producers: set[int]

    def __init__(self, tp: Any, records: Any, aborted: Any, *args: Any) -> None:
        super().__init__(tp, records, aborted, *args)
        self._aborted = tuple(self._aborted_transactions)

    @property
    def next_fetch_offset(self) -> int:
        """The offset after the last that was read: reading a fetch again does not go back."""
        return self._offset

    @next_fetch_offset.setter
    def next_fetch_offset(self, offset: int) -> None:
        self._offset = max(self._offset, offset)

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except (UnicodeDecodeError, CorruptRecordException):
            if isinstance(self._records, LenientRecords):
                raise
        self._records = LenientRecords(self._records.fetched)
        self._aborted_transactions, self._aborted_producers = list(self._aborted), set()
        self._records_iterator = self._unpack_records()  # it passes over what was given already
        return super().__next__()
