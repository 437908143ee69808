"""`rejected.<agency>`: what intake writes there is what the agency, and the sink, read."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rejected_topics import Again, again
from events.identifiers import Agency
from golden import ACCEPTED, as_binary
from schemas.cloudevents import decode, headers
from schemas.refusal import Problem, Reason, Refused
from schemas.rejected_records import MOST_HEADERS, RejectedRecord, decode_rejected, rejected_headers

RECEIVED = datetime(2025, 3, 3, 10, 15, 0, 123000, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)

names = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
paths = st.sampled_from(["", "time", "data.offence", "content-type"])
refusals = st.builds(
    Refused, st.sampled_from(Reason), st.lists(st.builds(Problem, paths, st.just("enum")))
)


@given(
    refusals,
    st.lists(st.tuples(names, st.binary(max_size=20))),
    st.none() | st.binary(max_size=50),
    st.none() | st.binary(max_size=50),
)
def test_what_is_written_of_a_refused_record_is_read_again(
    refused: Refused, given_headers: list[tuple[str, bytes]], key: bytes | None, value: bytes | None
) -> None:
    written = rejected_headers(refused, 3, 1234, RECEIVED, given_headers)

    assert decode_rejected(value, written, 17, Agency.CPS, key) == RejectedRecord(
        agency=Agency.CPS,
        offset=17,
        reason=refused.reason,
        problems=refused.problems,
        source_partition=3,
        source_offset=1234,
        received=RECEIVED,
        key=key,
        value=value,
        headers=tuple(given_headers),
    )


def test_headers_are_text_that_other_tools_can_read() -> None:
    refused = Refused(Reason.INVALID, [Problem("data.offence", "enum"), Problem("id", "missing")])
    assert rejected_headers(refused, 3, 1234, RECEIVED, [("content-type", b"text/plain")]) == [
        ("reason", b"invalid"),
        ("problems", b'["data.offence: enum","id: missing"]'),
        ("source-partition", b"3"),
        ("source-offset", b"1234"),
        ("received", b"2025-03-03T10:15:00.123000+00:00"),
        ("original-content-type", b"text/plain"),
    ]


def test_headers_without_a_value_are_not_kept() -> None:
    assert record(b"", [("ce_id", None)]).headers == ()


def test_headers_that_would_not_fit_are_counted_instead() -> None:
    too_many = [("x", b"")] * MOST_HEADERS
    kept = record(b"{}", too_many)
    assert kept.headers == ()
    assert kept.headers_dropped == MOST_HEADERS


def test_a_record_does_not_show_what_was_said_where_it_is_printed() -> None:
    shown = repr(record(b"Zuleika Dobson", [("name", b"Zuleika")], key=b"Zuleika"))
    assert "Zuleika" not in shown
    assert "cps" in shown


def record(
    value: bytes, given_headers: Sequence[tuple[str, bytes | None]], key: bytes | None = None
) -> RejectedRecord:
    refused = Refused(Reason.NOT_JSON)
    written = rejected_headers(refused, 0, 0, RECEIVED, given_headers)
    return decode_rejected(value, written, 5, Agency.CPS, key)


GOOD = ACCEPTED["charging-decision-made.v1.ordinary"]
KEY = decode(GOOD).case.encode()


def test_a_record_good_by_now_is_sent_again_as_it_was() -> None:
    binary_headers, value = as_binary(GOOD)
    refused = record(value, binary_headers, KEY)
    assert again(refused, None, NOW) == Again(value, KEY, binary_headers)


def test_a_mended_record_goes_under_its_own_case() -> None:
    assert again(record(b"{", [], b"typo"), GOOD, NOW) == Again(GOOD, KEY, headers())


def test_what_would_be_refused_again_is_not_sent() -> None:
    for value, key, mended in [
        (GOOD, b"wrong", None),
        (b"{", KEY, None),
        (GOOD, KEY, b"{"),
        (GOOD, KEY, ACCEPTED["trial-listed.v1.ordinary"]),
    ]:
        with pytest.raises(Refused):
            again(record(value, [], key), mended, NOW)
    with pytest.raises(Refused):
        again(record(GOOD, [], KEY), None, datetime(2024, 1, 1, tzinfo=UTC))


def test_its_name_is_the_agency_and_the_offset() -> None:
    assert record(b"", []).id == "cps/5"
    assert record(b"", []).source_topic == "agency.cps"
