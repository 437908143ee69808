"""Records are read whatever the names of their headers are; what is broken is still refused."""

from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.consumer.fetcher import READ_COMMITTED
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from aiokafka.record.util import calc_crc32c

from processors.faust.patches.lenient_headers import (
    FetchedRecords,
    LenientPartitionRecords,
    install_lenient_headers,
)

GZIP = 1


class LatinHeader(str):
    """The name of a header that another Kafka client might write."""

    def encode(self, *_: Any) -> bytes:
        return b"caf\xe9"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "MemoryRecords", fetcher.MemoryRecords)
    monkeypatch.setattr(fetcher, "PartitionRecords", fetcher.PartitionRecords)
    install_lenient_headers()


def batch(*headers: list[tuple[str, bytes | None]], compression: int = 0) -> bytes:
    builder = _DefaultRecordBatchBuilderPy(2, compression, 0, -1, -1, -1, 65_536)
    for offset, each in enumerate(headers):
        builder.append(offset, 1, b"key", b"value %d" % offset, each)
    return bytes(builder.build())


def read(written: bytes, since: int = 0) -> list[tuple[int, Any]]:
    place, records = TopicPartition("agency.cps", 0), fetcher.MemoryRecords(written)
    found = fetcher.PartitionRecords(place, records, [], since, None, None, True, 0)
    return [(each.offset, each.headers) for each in found]


@pytest.mark.parametrize("compression", [0, GZIP])
def test_aiokafka_itself_does_not_read_such_a_record(
    compression: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetcher, "MemoryRecords", FetchedRecords.__base__)
    monkeypatch.setattr(fetcher, "PartitionRecords", LenientPartitionRecords.__base__)
    written = batch([], [(LatinHeader("x"), b"1")], [], compression=compression)
    with pytest.raises(UnicodeDecodeError):
        read(written)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("compression", [0, GZIP])
def test_a_record_is_read_and_those_around_it_once(compression: int) -> None:
    bad: list[tuple[str, bytes | None]] = [(LatinHeader("x"), b"1"), ("naïve", None)]
    written = batch([], bad, [("ok", b"2")], bad, compression=compression)

    read_as = (("caf\ufffd", b"1"), ("naïve", None))
    all_of_it = [(0, ()), (1, read_as), (2, (("ok", b"2"),)), (3, read_as)]
    assert read(written) == all_of_it
    assert read(written, since=2) == all_of_it[2:]


def written_by(producer: int, first: int, *headers: list[tuple[str, bytes | None]]) -> bytes:
    """A batch of a transaction, or of no transaction (-1), from an offset on."""
    builder = _DefaultRecordBatchBuilderPy(2, 0, int(producer >= 0), producer, 0, 0, 65_536)
    for offset, each in enumerate(headers):
        builder.append(offset, 1, b"key", b"value", each)
    return first.to_bytes(8, "big") + bytes(builder.build())[8:]


def control(producer: int, offset: int, key: bytes) -> bytes:
    """A control record, which ends a transaction; `key` is that of an abort or a commit."""
    builder = _DefaultRecordBatchBuilderPy(2, 0, 1, producer, 0, 0, 65_536)
    builder.append(0, 1, key, b"\0" * 6, [])
    built = bytearray(builder.build())
    built[22] |= 0x20  # the attribute of a control batch
    built[17:21] = calc_crc32c(built[21:]).to_bytes(4, "big")
    return offset.to_bytes(8, "big") + bytes(built[8:])


ABORT, COMMIT = b"\0\0\0\0", b"\0\0\0\1"
P = 7
"""A producer that writes in transactions."""


@pytest.mark.usefixtures("installed")
def test_what_was_aborted_is_not_read_either() -> None:
    """Given two aborted transactions, the second around such a record, then it alone is read."""
    bad: list[tuple[str, bytes | None]] = [(LatinHeader("x"), b"1")]
    written = b"".join(
        [
            written_by(-1, 0, [], []),
            written_by(P, 2, []),
            control(P, 3, ABORT),
            written_by(-1, 4, []),
            written_by(P, 5, []),
            written_by(-1, 6, [], bad, []),
            written_by(P, 9, []),
            control(P, 10, ABORT),
            written_by(P, 11, []),
            control(P, 12, COMMIT),
        ]
    )
    place, records = TopicPartition("agency.cps", 0), fetcher.MemoryRecords(written)
    aborted = [(P, 2), (P, 5)]
    found = fetcher.PartitionRecords(place, records, aborted, 0, None, None, True, READ_COMMITTED)

    assert [each.offset for each in found] == [0, 1, 4, 6, 7, 8, 11]
    assert found.next_fetch_offset == 13


@pytest.mark.usefixtures("installed")
def test_what_is_broken_is_not_read() -> None:
    written = bytearray(batch([], [("ok", b"2")]))
    written[-2] ^= 0xFF
    with pytest.raises(CorruptRecordException):
        read(bytes(written))
