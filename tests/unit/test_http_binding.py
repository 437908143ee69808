"""CloudEvents' HTTP binding, each MUST of it, and bodies as other people's clients write them."""

import json
from typing import Any

import orjson
import pytest

from agencies.http_events import BATCH, Arrived, NotTaken, read_events
from events.identifiers import Agency
from example_journeys import NOW
from golden import ACCEPTED, as_binary
from schemas.cloudevents import BYTE_ORDER_MARK, AgencyEvent, decode
from schemas.record_headers import SINGLE
from schemas.refusal import Problem, Reason, Refused

ARREST = ACCEPTED["suspect-arrested.v1.ordinary"]
EVENT: dict[str, Any] = orjson.loads(ARREST)
ATTRIBUTES, DATA = as_binary(ARREST)


def binary(body: bytes = DATA, /, **changed: str) -> AgencyEvent:
    """The event that intake reads of a request in binary mode. Raises Refused."""
    sent = {name.replace("ce_", "ce-"): value.decode() for name, value in ATTRIBUTES}
    del sent["ce-datacontenttype"]
    return arrived(
        list((sent | {name.replace("_", "-"): v for name, v in changed.items()}).items()), body
    )


def arrived(sent: list[tuple[str, str]], body: bytes) -> AgencyEvent:
    (judged,) = read_events(sent, body, Agency.MET_POLICE, NOW)
    if isinstance(judged, NotTaken):
        raise judged.refused
    return decode(judged.value, judged.headers)


def refusal(**changed: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        binary(DATA, **changed)
    return refused.value.problems


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("unit one", "unit one"),
        ("unit%20one", "unit one"),
        ("unit%C3%A9", "unité"),
        ("unit%c3%a9", "unité"),
        ("%75nit", "unit"),  # percent-encoded without need
        ("100%2525", "100%25"),  # one round of decoding, not two
        ('"unit one"', "unit one"),
        ('"a \\"unit\\" of \\\\one"', 'a "unit" of \\one'),
        ('unit "one"%20two', "unit one two"),
        ("%F0%9F%98%80", "😀"),
        ("unit\u00c3\u00a9", "unité"),  # UTF-8 as it is, as servers give it
    ],
)
def test_a_header_is_unquoted_and_then_percent_decoded_once(sent: str, read: str) -> None:
    assert binary(ce_source=sent).source == read


@pytest.mark.parametrize(
    "sent", ["unit%FEone", "unit%FFone", "%C0%A0", "%ED%A0%80", "%F4%90%80%80", "unit\u00e9"]
)
def test_what_is_not_utf_8_is_refused_and_not_made_to_fit(sent: str) -> None:
    assert refusal(ce_source=sent) == (Problem("source", "not_utf_8"),)


@pytest.mark.parametrize("sent", ["50%", "%", "%2", "%zz", "a%%20"])
def test_a_lone_percent_sign_is_refused(sent: str) -> None:
    assert refusal(ce_source=sent) == (Problem("source", "not_percent_encoded"),)


def test_an_attribute_in_two_headers_is_refused() -> None:
    sent = [(name.replace("ce_", "CE-"), value.decode()) for name, value in ATTRIBUTES]
    with pytest.raises(Refused) as refused:
        arrived([*sent, ("ce-id", "another")], DATA)
    assert refused.value.problems == (Problem("id", "repeated"),)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json;charset=UTF-8",
        "application/json ; charset=utf-8",
        "application/vnd.met+json",
        "APPLICATION/VND.MET+JSON; version=1",
    ],
)
def test_json_by_any_media_type_of_it_is_read_in_both_modes(content_type: str) -> None:
    expected = decode(ARREST)
    assert binary(DATA, **{"content-type": content_type}) == expected
    structured = json.dumps(EVENT | {"datacontenttype": content_type}).encode()
    assert arrived([("content-type", SINGLE)], structured) == expected


@pytest.mark.parametrize("content_type", ["text/xml", "text/plain", "application/jsonx", "json"])
def test_data_that_is_not_json_is_refused_in_both_modes(content_type: str) -> None:
    problem = Problem("datacontenttype", "string_pattern_mismatch")
    assert refusal(**{"content-type": content_type}) == (problem,)
    with pytest.raises(Refused) as refused:
        decode(json.dumps(EVENT | {"datacontenttype": content_type}).encode())
    assert refused.value.problems == (problem,)


def test_a_parameter_of_the_media_type_goes_no_further() -> None:
    sent = [(name.replace("ce_", "ce-"), value.decode()) for name, value in ATTRIBUTES[1:]]
    content_type = ("Content-Type", "application/json; note=Zuleika")
    (judged,) = read_events([content_type, *sent], DATA, Agency.MET_POLICE, NOW)
    assert isinstance(judged, Arrived)
    assert not any(b"Zuleika" in value for _, value in judged.headers)


@pytest.mark.parametrize("content_type", [SINGLE, SINGLE.upper(), f"{SINGLE} ; charset=utf-8"])
def test_a_structured_event_is_read_whatever_the_case_of_its_media_type(content_type: str) -> None:
    assert arrived([("Content-Type", content_type)], ARREST) == decode(ARREST)


@pytest.mark.parametrize("body", [b"[]", b" [ ] ", BYTE_ORDER_MARK + b"[]"])
def test_an_empty_batch_is_one(body: bytes) -> None:
    assert read_events([("content-type", BATCH)], body, Agency.MET_POLICE, NOW) == []


def test_a_byte_order_mark_is_no_part_of_any_body() -> None:
    expected = decode(ARREST)
    assert arrived([("content-type", SINGLE)], BYTE_ORDER_MARK + ARREST) == expected
    batch = BYTE_ORDER_MARK + b"[" + ARREST + b"]"
    assert arrived([("content-type", BATCH.upper())], batch) == expected
    assert binary(BYTE_ORDER_MARK + DATA) == expected


@pytest.mark.parametrize("sequence", [7731, "7731", "000000000000007731"])
def test_a_sequence_is_a_number_in_both_modes(sequence: int | str) -> None:
    assert decode(json.dumps(EVENT | {"sequence": sequence}).encode()).sequence == 7731
    assert binary(ce_sequence=str(sequence)).sequence == 7731


@pytest.mark.parametrize("sequence", [-1, 10**18, 10**30, 7.0, True, [7]])
def test_a_sequence_that_is_no_such_number_is_refused(sequence: Any) -> None:
    with pytest.raises(Refused) as refused:
        decode(json.dumps(EVENT | {"sequence": sequence}).encode())
    assert [problem.path for problem in refused.value.problems] == ["sequence"]


@pytest.mark.parametrize("depth", [33, 300, 900, 1100, 50_000])
@pytest.mark.parametrize("around", [b"[%s]", b'[{"specversion":"1.0","data":%s}]'])
def test_a_batch_nested_deep_is_refused(depth: int, around: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_events(
            [("content-type", BATCH)],
            around % (b"[" * depth + b"]" * depth),
            Agency.MET_POLICE,
            NOW,
        )
    assert refused.value.reason is Reason.NOT_JSON
    assert [problem.error for problem in refused.value.problems] == ["too_deep"]
