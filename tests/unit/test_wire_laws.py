"""Laws of the wire: what is written is read again; all else is refused, without a leak."""

import json
import traceback
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.clocks import Occurred, Precision
from events.fact import Fact
from events.identifiers import Agency
from fact_strategies import STAFF, facts, instants
from golden import ACCEPTED, as_binary
from schemas.arrival_problems import arrival_problems
from schemas.cloudevents import (
    AgencyEvent,
    check_arrival,
    decode,
    encode,
    encode_binary,
    headers,
)
from schemas.refusal import Problem, Reason, Refused
from schemas.repeated_keys import refuse_repeated_keys
from schemas.topics import LARGEST_EVENT

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MARKER = "Zuleika Dobson"

texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=100)
references = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}", fullmatch=True)
cases = st.builds("crime:{}:{}".format, st.sampled_from(Agency), references) | st.from_regex(
    r"urn:[A-Z0-9]{4}[0-9]{3,7}", fullmatch=True
)
FACTS = facts()
AGENCIES, PRECISIONS, YES_OR_NO = st.sampled_from(Agency), st.sampled_from(Precision), st.booleans()
THIS_CENTURY_AND_LAST = instants().filter(lambda at: at.year > 1900)
SOME_INSTANT = st.none() | instants()
SOME_NUMBER = st.none() | st.integers(1, 10**18 - 1)


def _subjects(fact: Fact, agency: Agency) -> st.SearchStrategy[str]:
    if fact.about_staff:
        return STAFF.map(f"staff:{agency}:{{}}".format)
    if fact.about_intervention:
        return STAFF.map(f"intervention:{agency}:{{}}".format)
    return cases


@st.composite
def agency_events(draw: st.DrawFn) -> AgencyEvent:
    fact = draw(FACTS)
    precision = draw(PRECISIONS)
    at = draw(THIS_CENTURY_AND_LAST)
    agency = draw(AGENCIES)
    names_victim = fact.names_victim or (fact.may_name_victim and draw(YES_OR_NO))
    one = draw(references) if names_victim else None
    other = draw(references.filter(lambda each: each != one)) if fact.names_two else None
    return AgencyEvent(
        id=draw(texts),
        source=draw(texts),
        agency=agency,
        case=draw(_subjects(fact, agency)),
        occurred=Occurred.of(at, precision),
        fact=fact,
        victim=f"{agency}:{one}" if names_victim else None,
        recorded=draw(SOME_INSTANT),
        known=draw(SOME_INSTANT),
        sequence=draw(SOME_NUMBER),
        other_victim=f"{agency}:{other}" if fact.names_two else None,
    )


@given(agency_events())
def test_what_is_written_is_read_again(event: AgencyEvent) -> None:
    assert decode(encode(event), headers()) == event
    binary_headers, value = encode_binary(event)
    assert decode(value, binary_headers) == event


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(blacklist_categories=["Cs"]))
    | st.sampled_from([10**40, MARKER, "2025-01-01T10:00:00Z", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
examples = st.sampled_from(sorted(ACCEPTED)).map(lambda name: orjson.loads(ACCEPTED[name]))
tampered_values = json_values | st.just(MARKER) | st.just({MARKER: MARKER})


@st.composite
def tampered(draw: st.DrawFn) -> Any:
    """A good event in which one place holds something else."""
    event: dict[str, Any] = draw(examples)
    inside = draw(YES_OR_NO)
    place = event["data"] if inside else event
    name = draw(st.sampled_from([*place, MARKER, "victim", "data_base64", "recordedtime"]))
    place[name] = draw(tampered_values)
    return event


raw_headers = st.lists(
    st.tuples(
        st.sampled_from(
            ["ce_id", "ce_type", "ce_specversion", "ce_victim", "content-type", f"ce_{MARKER}"]
        ),
        st.none() | st.binary(max_size=20) | st.just(MARKER.encode()),
    ),
    max_size=4,
)


@given(tampered())
def test_a_tampered_event_is_read_the_same_again_or_refused_without_a_leak(told: Any) -> None:
    value = _written(told)
    _read_or_refused(value, ())
    if isinstance(told, dict) and isinstance(told.get("data"), dict):
        extra, data = as_binary(value)
        _read_or_refused(data, extra)


@given(
    st.binary(max_size=200) | json_values.map(lambda told: json.dumps(told).encode()) | st.none(),
    raw_headers,
)
def test_any_bytes_and_headers_are_read_or_refused_without_a_leak(
    value: bytes | None, record_headers: list[tuple[str, bytes | None]]
) -> None:
    _read_or_refused(value, record_headers)


@given(examples, raw_headers)
def test_any_headers_beside_a_good_event_are_read_or_refused_without_a_leak(
    told: Any, record_headers: list[tuple[str, bytes | None]]
) -> None:
    binary_headers, data = as_binary(_written(told))
    _read_or_refused(data, [*binary_headers, *record_headers])
    _read_or_refused(_written(told), record_headers)


def _written(told: Any) -> bytes:
    return json.dumps(told).encode()


def _read_or_refused(value: bytes | None, record_headers: Any) -> None:
    """Refused it is in the end: no event has the marker for its case."""
    with pytest.raises(Refused) as refused:
        check_arrival(decode(value, record_headers), Agency.MET_POLICE, MARKER.encode(), NOW)
    error = refused.value
    assert error.__cause__ is error.__context__ is None
    told = [str(error), repr(error), *traceback.format_exception(error)]
    assert not any(MARKER in text for text in told)


@pytest.mark.parametrize("depth", [200, 300, 1000, 1100, 20_000])
def test_deep_nesting_is_refused_and_nothing_worse(depth: int) -> None:
    nest = b"[" * depth + b"]" * depth
    for text in (b'{"specversion":"1.0","x":' + nest + b"}", nest):
        with pytest.raises(Refused):
            decode(text)


def test_a_size_past_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"x" * (LARGEST_EVENT + 1))
    assert refused.value.reason is Reason.TOO_LARGE


GOOD = ACCEPTED["crime-reported.v1.ordinary"]


def test_structured_mode_goes_before_stray_attributes_in_headers() -> None:
    assert decode(GOOD, [*headers(), ("ce_id", b"stray")]) == decode(GOOD)


def test_a_batch_of_events_is_refused() -> None:
    batch = [("content-type", b"application/cloudevents-batch+json")]
    with pytest.raises(Refused) as refused:
        decode(GOOD, batch)
    assert refused.value.problems == (Problem("content-type", "not_read_here"),)


def test_an_attribute_twice_in_the_headers_is_refused() -> None:
    binary_headers, value = as_binary(GOOD)
    with pytest.raises(Refused) as refused:
        decode(value, [*binary_headers, ("ce_id", b"another")])
    assert refused.value.problems == (Problem("id", "repeated"),)


def test_headers_that_are_not_utf_8_are_refused_and_not_made_to_fit() -> None:
    binary_headers, value = as_binary(GOOD)
    bad = [(name, b"\xff" if name == "ce_id" else raw) for name, raw in binary_headers]
    with pytest.raises(Refused) as refused:
        decode(value, bad)
    assert refused.value.problems == (Problem("id", "not_utf_8"),)


def test_a_header_whose_name_was_not_utf_8_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        decode(GOOD, [*headers(), ("ce_recordedt\ufffdme", b"2025-03-03T10:15:00Z")])
    assert refused.value.problems == (Problem("headers", "not_utf_8"),)


def test_a_header_without_a_value_is_an_attribute_not_given() -> None:
    binary_headers, value = as_binary(GOOD)
    absent = [h for h in binary_headers if h[0] != "ce_recordedtime"]
    assert decode(value, [*absent, ("ce_recordedtime", None)]) == decode(value, absent)


def test_data_in_binary_mode_may_have_no_key_twice_either() -> None:
    binary_headers, value = as_binary(GOOD)
    with pytest.raises(Refused) as refused:
        decode(value[:-1] + b',"offence":"rape"}', binary_headers)
    assert refused.value.reason is Reason.DUPLICATE_KEY
    assert refused.value.problems == (Problem("data.offence", "repeated"),)


@pytest.mark.parametrize("value", [None, b"", b" \n"])
def test_nothing_at_all_is_called_empty(value: bytes | None) -> None:
    with pytest.raises(Refused) as refused:
        decode(value)
    assert refused.value.reason is Reason.EMPTY


@given(
    depth=st.integers(0, 9),
    name=st.sampled_from(["id", "offence", "o", "a:b", ":"]),
    first=json_values,
    second=json_values,
    escaped=st.booleans(),
)
def test_a_key_twice_is_refused_wherever_it_stands_and_however_it_is_written(
    depth: int, name: str, first: Any, second: Any, escaped: bool
) -> None:
    """What else is wrong with the event is not looked at while a key stands there twice."""
    pairs = [(name, first), (name, second)]
    one, other = (json.dumps({key: value})[1:-1] for key, value in pairs)
    if escaped:
        other = other.replace(json.dumps(name), '"' + "".join(map(_escape, name)) + '"', 1)
    inner = "[" * depth + f"{{{one}, {other}}}" + "]" * depth
    value = f'{{"note": "a\\u003ab", "other": {inner}}}'.encode()
    alone = value.replace(inner.encode(), f"{{{other}}}".encode())
    refuse_repeated_keys(alone, orjson.loads(alone), path="")
    with pytest.raises(Refused) as refused:
        refuse_repeated_keys(value, orjson.loads(value), path="")
    assert refused.value.reason is Reason.DUPLICATE_KEY
    assert not any(MARKER in str(problem) for problem in refused.value.problems)


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


def test_data_cannot_pose_as_attributes() -> None:
    binary_headers, _ = as_binary(GOOD)
    with pytest.raises(Refused) as refused:
        decode(b'{"offence":"robbery"},"agency":"cps"', binary_headers)
    assert refused.value.reason is Reason.NOT_JSON


def test_unknown_fields_are_counted_once_however_many() -> None:
    event = orjson.loads(GOOD)
    event["data"] |= {f"unknown {number}": number for number in range(500)}
    with pytest.raises(Refused) as refused:
        decode(orjson.dumps(event))
    assert refused.value.problems == (Problem("data", "extra_forbidden"),)


@given(agency_events())
def test_an_event_arrives_once_it_has_happened(event: AgencyEvent) -> None:
    assume(not [*arrival_problems(event.arriving)])
    key = event.case.encode()
    latest = max(filter(None, [event.occurred.at, event.recorded, event.known]))

    check_arrival(event, event.agency, key, latest - timedelta(minutes=5))
    with pytest.raises(Refused) as refused:
        check_arrival(event, event.agency, key, latest - timedelta(minutes=5, microseconds=1))
    assert refused.value.reason is Reason.DATE_OUT_OF_RANGE


def test_the_key_of_a_record_must_be_its_case() -> None:
    event = decode(GOOD)
    for key in (None, b"", event.case.upper().encode()):
        with pytest.raises(Refused) as refused:
            check_arrival(event, event.agency, key, NOW)
        assert refused.value.reason is Reason.WRONG_KEY
