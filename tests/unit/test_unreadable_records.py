"""A record that cannot be read: one error at the codec, without its content."""

from collections.abc import Callable
from datetime import UTC, datetime

import orjson
import pytest

from caseworker_notes import Notes
from events.identifiers import Agency, Pseudonym
from processors.stream.case_entries import decode_entry
from projections.projection_rows import changes_rows, intervention_rows, log_rows, staffing_rows
from schemas.case_links import decode_message
from schemas.intake_pauses import decode_pause_record
from schemas.log_records import decode_log
from schemas.merge_records import JourneyGap, decode_merged, encode_merged
from schemas.records_set_aside import (
    RecordReader,
    RecordSetAside,
    decode_set_aside,
    encode_set_aside,
    victim_of_key,
)
from schemas.rejected_records import decode_rejected
from schemas.unreadable_records import UnreadableRecord

SECRET = "Amira Haddad"
VICTIM = Pseudonym("victim-" + "a2" * 13)

POISON = [
    None,
    b"",
    b"{",
    b"{}",
    b"[]",
    b"5",
    b"null",
    b'"Amira Haddad"',
    b"\xff\xfe",
    b'{"kind": "Amira Haddad"}',
    b'{"kind": "clock.tick", "at": "Amira Haddad"}',
    b'{"kind": "clock.tick", "at": 5}',
    b'{"victim": ["Amira Haddad"], "since": "2025-03-03T10:00:00Z", "path": []}',
    b'{"victim": "Amira Haddad", "revision": 1, "rows": {"Amira": []}, "gone": {}}',
    b'{"victim": "Amira Haddad", "revision": 1, "rows": {"alert": [5]}, "gone": {}}',
    b'{"owner": "Amira Haddad", "fact": {"kind": "clock.tick", "at": "2025-03-03T10:00:00Z"}}',
    b'{"gap": 5}',
    b'{"link": {"kind": "clock.tick", "at": "2025-03-03T10:00:00Z"}}',
    b'{"state": "Amira Haddad"}',
    b'{"state": "paused", "refused": "Amira Haddad", "events": 1}',
    b'{"state": "resumed", "uncounted": {"Amira Haddad": 1}}',
    b'{"state": "rate-limited", "events": 1, "seconds": "Amira Haddad"}',
    b'{"since": "Amira Haddad", "brought": null}',
    b'{"to": "Amira Haddad", "waits": {}}',
    b'{"victims": {"Amira Haddad": 5}, "links": {}}',
    b"[" * 2000 + b"]" * 2000,
]

READERS: dict[str, Callable[..., object]] = {
    "journey": decode_log,
    "journey in the sink": log_rows,
    "journey-lent": lambda value: decode_merged(VICTIM.encode(), value),
    "journey-changes": changes_rows,
    "case-links": lambda value: decode_message(b"crime:met-police:1", value),
    "intake-pauses": lambda value: decode_pause_record(b"cps", value),
    "staffing": staffing_rows,
    "interventions": intervention_rows,
    "set-aside": decode_set_aside,
    "changelog of cases": decode_entry,
    "rejected": lambda value: decode_rejected(None, [("reason", value or b"")], 1, Agency.CPS, b""),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("value", POISON, ids=range(len(POISON)))
def test_whatever_is_in_a_record_one_error_comes_of_it(reader: str, value: bytes | None) -> None:
    with pytest.raises(UnreadableRecord) as raised:
        READERS[reader](value)

    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("key", [None, b"", b"\xff", b"amira"])
def test_a_key_that_cannot_be_read_is_the_same_error(key: bytes | None) -> None:
    paused = orjson.dumps({"state": "paused", "refused": 1, "events": 2})
    joined = orjson.dumps({"victim": VICTIM, "since": "2025-03-03T10:00:00Z", "path": []})
    for read, value in ((decode_pause_record, paused), (decode_message, joined)):
        with pytest.raises(UnreadableRecord):
            read(key, value)
    assert victim_of_key(key) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("victim", 5), ("case", ["x"]), ("kept", {}), ("sequence", {"number": 1}), ("agency", "x")],
)
def test_a_field_of_the_log_of_another_type_is_unreadable(
    notes: Notes, field: str, value: object
) -> None:
    """Unread, it would end a worker later, where nobody can say which record it was."""
    notes.reported("2025-03-03 10:00")
    record = orjson.loads(notes.facts[0].written) | {field: value}

    with pytest.raises(UnreadableRecord):
        decode_log(orjson.dumps(record))


def test_the_note_and_the_gap_are_read_as_they_were_written() -> None:
    at = datetime(2025, 3, 3, 10, tzinfo=UTC)
    for written, victim in ((at, VICTIM), (None, None)):
        note = RecordSetAside(RecordReader.SINK, "journey", 1, 7, "KeyError", written, victim)
        assert decode_set_aside(encode_set_aside(note)) == note
    gap = JourneyGap(VICTIM, (Pseudonym("victim-b"),))
    assert decode_merged(VICTIM.encode(), encode_merged(gap)) == gap
    assert victim_of_key(VICTIM.encode()) == VICTIM
