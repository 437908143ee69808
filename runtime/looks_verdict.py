"""Whether the record of who looked is whole: the topic in itself, and the table beside it."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from access.audit_trail import LookRows
from access.chain_check import ChainCheck, LookFault, fault_at
from access.chain_files import noted_heads
from access.look_chain import TopicRecord
from schemas.look_records import ChainHead, decode_look
from schemas.unreadable_records import UnreadableRecord

AT_ONCE = 5_000
"""How many records are compared with the table at a time."""

_BEHIND = 30.0
"""Seconds for which the sink is waited for."""

_TIMES, _A_MOMENT = 5, 0.05

AskRows = Callable[[int, int], LookRows]
"""The table's rows from an offset up to, not including, another one."""


@dataclass
class LooksVerdict:
    """What the check found. `repeated` records were stored twice, which is no fault."""

    records: int = 0
    repeated: int = 0
    heads: list[ChainHead] = field(default_factory=list)
    faults: list[LookFault] = field(default_factory=list)


def heads_there(folder: Path) -> tuple[list[ChainHead], list[LookFault]]:
    """The heads that are noted in a data directory, and a fault for a file that cannot be read.

    A server may be writing one just then, so it is read again.
    """
    for _ in range(_TIMES):
        with suppress(UnreadableRecord):
            return list(noted_heads(folder)), []
        time.sleep(_A_MOMENT)
    return [], [LookFault(str(folder), "the file of a chain's head cannot be read")]


def looks_verdict(
    topic: Iterable[TopicRecord],
    check: ChainCheck,
    rows: AskRows,
    progress: Callable[[int], None] = lambda offset: None,
    seconds: float = _BEHIND,
) -> LooksVerdict:
    """Check all records of the topic; `progress` is called with the offset up to which it came."""
    verdict = LooksVerdict()
    records = iter(topic)
    first = 0
    while batch := list(islice(records, AT_ONCE)):
        for record in batch:
            verdict.faults += check.faults(record)
        end = batch[-1][0] + 1
        verdict.faults += _unlike_table(batch, _written_rows(rows, first, end, seconds))
        first = end
        progress(end)
    verdict.faults += check.faults_at_the_end()
    verdict.records, verdict.repeated, verdict.heads = check.records, check.repeated, check.heads
    return verdict


def beyond_the_end(rows: AskRows, end: int, present_end: Callable[[], int]) -> Iterator[LookFault]:
    """Rows of the table for offsets that the topic does not have: its end was cut off.

    `end` was the topic's when it was read. Looks go on meanwhile, this check's own among them.
    """
    found = rows(end, end + AT_ONCE).records
    there = present_end()
    for offset in found:
        if offset >= there:
            yield _only_in_the_table(offset)


def _written_rows(rows: AskRows, first: int, end: int, seconds: float) -> LookRows:
    """The rows, once the sink has written so far; after a while as far as it has."""
    ends = time.monotonic() + seconds
    found = rows(first, end)
    while found.written < end and time.monotonic() < ends:
        time.sleep(1)
        found = rows(first, end)
    return found


def _unlike_table(batch: Sequence[TopicRecord], rows: LookRows) -> Iterator[LookFault]:
    left = dict(rows.records)
    for offset, key, value in batch:
        there = left.pop(offset, None)
        if there is None and offset < rows.written and _is_readable(key, value):
            yield fault_at(offset, "the table does not have the record")
        if there is not None and there.encode() != value:
            yield fault_at(offset, "the table has the record otherwise than the topic")
    yield from map(_only_in_the_table, left)
    if rows.written <= batch[-1][0]:
        text = f"the table was written up to here, the topic goes on to {batch[-1][0]}"
        yield fault_at(rows.written, text)


def _is_readable(key: bytes | None, value: bytes | None) -> bool:
    try:
        decode_look(key, value)
    except UnreadableRecord:
        return False
    return True


def _only_in_the_table(offset: int) -> LookFault:
    return fault_at(offset, "the table has a record that the topic does not have")
