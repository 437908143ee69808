"""The table beside the topic: whatever differs between the two is found, by its place."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from access.audit_trail import LookRows
from access.chain_check import ChainCheck
from access.look_chain import TopicRecord
from access.look_entries import next_record
from look_topics import look
from runtime import looks_verdict
from runtime.looks_verdict import LooksVerdict
from schemas.look_records import ChainHead, encode_look

END = 9


def topic() -> list[TopicRecord]:
    head = ChainHead("a" * 32)
    records: list[TopicRecord] = []
    for offset in range(END):
        record = next_record(look(offset), head)
        head = head.moved_to(record, offset)
        records.append((offset, head.chain.encode(), encode_look(record)))
    return records


TABLE = {offset: (value or b"").decode() for offset, _, value in topic()}


def verdict(table: Mapping[int, str], written: int = END) -> LooksVerdict:
    def rows(first: int, end: int) -> LookRows:
        found = {offset: row for offset, row in table.items() if first <= offset < end}
        return LookRows(written=written, records=found)

    return looks_verdict.looks_verdict(topic(), ChainCheck(), rows, seconds=0)


def places(found: LooksVerdict) -> list[str]:
    return [fault.place for fault in found.faults]


def test_a_table_as_the_topic_has_no_fault() -> None:
    found = verdict(TABLE)

    assert (found.faults, found.records, found.repeated) == ([], END, 0)
    assert [head.number for head in found.heads] == [END]


@given(offset=st.integers(0, END - 1), row=st.text())
def test_any_row_that_is_another_is_found(offset: int, row: str) -> None:
    if row != TABLE[offset]:
        assert places(verdict(TABLE | {offset: row})) == [f"looks/0/{offset}"]


@given(gone=st.sets(st.integers(0, END - 1)))
def test_any_rows_that_are_gone_are_found(gone: set[int]) -> None:
    left = {offset: row for offset, row in TABLE.items() if offset not in gone}

    assert places(verdict(left)) == [f"looks/0/{offset}" for offset in sorted(gone)]


@given(written=st.integers(0, END))
def test_what_the_sink_has_not_written_is_one_fault(written: int) -> None:
    there = {offset: row for offset, row in TABLE.items() if offset < written}

    assert places(verdict(there, written)) == [f"looks/0/{written}"] * (written < END)


def test_a_row_beyond_the_end_is_found_where_the_topic_did_not_grow() -> None:
    def rows(first: int, end: int) -> LookRows:
        return LookRows(written=END + 2, records={END: "", END + 1: ""})

    found = looks_verdict.beyond_the_end(rows, END, lambda: END + 1)

    assert [fault.place for fault in found] == [f"looks/0/{END + 1}"]
