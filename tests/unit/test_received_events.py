"""An agency's event on its way to the place of its case: what arrived is what was sent."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.identifiers import Agency
from schemas.case_links import decode_message
from schemas.received_events import ReceivedEvent, encode_received
from schemas.refusal import Refused
from schemas.rejected_records import MOST_HEADERS
from schemas.topics import LARGEST_EVENT

URN = "urn:01AA0123425"

received = st.builds(
    ReceivedEvent,
    agency=st.sampled_from(Agency),
    partition=st.integers(0, 1023),
    offset=st.integers(0, 2**63 - 1),
    received=st.datetimes(timezones=st.just(UTC)),
    key=st.just(URN.encode()),
    value=st.binary() | st.none(),
    headers=st.lists(st.tuples(st.text(), st.binary() | st.none()), max_size=4).map(tuple),
)


@given(received)
def test_a_forwarded_event_is_the_same_byte_for_byte(event: ReceivedEvent) -> None:
    assert decode_message(URN.encode(), encode_received(event)) == event


def _with_headers(*headers: tuple[str, bytes]) -> ReceivedEvent:
    at = datetime(2025, 4, 1, tzinfo=UTC)
    return ReceivedEvent(Agency.CPS, 0, 0, at, URN.encode(), b"x" * LARGEST_EVENT, headers)


def test_headers_that_would_not_fit_go_without_those_that_nobody_reads() -> None:
    event = _with_headers(("trace", b"x" * MOST_HEADERS), ("CE_id", b"1"), ("Content-Type", b"a/b"))

    forwarded = decode_message(URN.encode(), encode_received(event))

    assert isinstance(forwarded, ReceivedEvent)
    assert forwarded.headers == event.headers[1:]


def test_an_event_that_would_not_fit_in_the_topic_is_refused() -> None:
    with pytest.raises(Refused, match="too-large: headers: too_large"):
        encode_received(_with_headers(("ce_id", b"x" * MOST_HEADERS)))
