"""The HTTP gateway: CloudEvents' HTTP binding, told in full what is wrong, nothing half done."""

from collections.abc import Iterator
from typing import cast

import httpx
import orjson
import pytest
from kafka.errors import KafkaConnectionError

from agencies import gateway_publisher as module
from agencies.gateway_publisher import Gateway, TryAgain
from agencies.publisher import Publisher
from events.identifiers import Agency
from example_journeys import NOW
from example_server import served, served_gateway, serving
from fake_gateway import COURTS, POLICE, FakeGatewayTopic, gateway_to
from golden import ACCEPTED, as_binary
from projections.store import Store
from schemas.cloudevents import decode
from web.gateway_api import LARGEST_REQUEST
from web.gateway_app import create_gateway_app

ARREST = ACCEPTED["suspect-arrested.v1.ordinary"]
INFORMED = ACCEPTED["victim-informed.v1.ordinary"]
SINGLE = {"content-type": "application/cloudevents+json; charset=utf-8"}
BATCH = {"content-type": "application/cloudevents-batch+json"}


@pytest.fixture
def topics() -> dict[Agency, FakeGatewayTopic]:
    return {}


@pytest.fixture
def http(topics: dict[Agency, FakeGatewayTopic]) -> Iterator[httpx.Client]:
    with (
        served_gateway(gateway_to(topics)) as url,
        httpx.Client(base_url=url, headers={"authorization": f"Bearer {POLICE}"}) as client,
    ):
        yield client


def test_one_event_in_structured_mode(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    answer = http.post("/gateway/events", content=ARREST, headers=SINGLE)

    assert answer.status_code == 202
    assert answer.json() == {"ids": [decode(ARREST).id]}
    ((value, key, headers),) = topics[Agency.MET_POLICE].sent
    assert (value, key) == (ARREST, decode(ARREST).case.encode())
    assert decode(value, headers) == decode(ARREST)


def test_what_does_not_count_of_an_accepted_event_is_told(http: httpx.Client) -> None:
    event = orjson.loads(ARREST)
    event["data"]["asn"] = "no number"
    events = orjson.dumps([orjson.loads(INFORMED), event])

    answer = http.post("/gateway/events", content=events, headers=BATCH)

    assert answer.status_code == 202
    ((remarked,),) = [answer.json()["remarks"]]
    assert remarked["event"] == 1
    (remark,) = remarked["remarks"]
    assert (remark["path"], remark["code"]) == ("data.asn", "string_pattern_mismatch")
    assert "no number" not in answer.text


def test_what_comes_to_the_port_of_the_pages_is_passed_on_as_it_is(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    """Given the gateway on this machine, its former address takes, refuses and asks as it does."""
    by_police = SINGLE | {"authorization": f"Bearer {POLICE}"}
    large = b" " * (LARGEST_REQUEST + 1)
    with served(cast(Store, None), gateway_port=http.base_url.port or 0) as pages:
        taken = httpx.post(f"{pages}/gateway/events", content=ARREST, headers=by_police)
        unknown = httpx.post(f"{pages}/gateway/events", content=ARREST, headers=SINGLE)
        too_large = httpx.post(f"{pages}/gateway/events", content=large, headers=by_police)

    assert (taken.status_code, taken.json()) == (202, {"ids": [decode(ARREST).id]})
    assert (unknown.status_code, unknown.headers["www-authenticate"]) == (401, "Bearer")
    assert too_large.status_code == 413
    assert [value for value, *_ in topics[Agency.MET_POLICE].sent] == [ARREST]


def test_where_the_gateway_is_on_no_port_of_this_machine_the_pages_say_where_it_can_be() -> None:
    with served(cast(Store, None), gateway_port=1) as pages:
        told = httpx.post(f"{pages}/gateway/events", content=ARREST, headers=SINGLE)

    assert told.status_code == 307
    assert told.headers["location"] == "http://127.0.0.1:1/gateway/events"


@pytest.mark.parametrize(("away", "status"), [(None, 200), ("Kafka does not answer", 503)])
def test_its_health_is_that_of_kafka(away: str | None, status: int) -> None:
    app = create_gateway_app(Gateway({}, pytest.fail), lambda: NOW, lambda: away)
    with serving(app) as url:
        answer = httpx.get(f"{url}/health")
        described = httpx.get(f"{url}/openapi.json").json()

    assert answer.status_code == status
    assert answer.json() == ({"detail": away} if away else {"status": "ok"})
    assert set(described["paths"]) == {"/gateway/events", "/health"}


def test_one_event_in_binary_mode(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    kafka_headers, data = as_binary(ARREST)
    headers = {name.replace("ce_", "ce-"): value.decode() for name, value in kafka_headers}
    headers["ce-source"] = headers["ce-source"].replace(":", "%3A")

    answer = http.post("/gateway/events", content=data, headers=headers)

    assert answer.status_code == 202
    ((value, _, sent),) = topics[Agency.MET_POLICE].sent
    assert decode(value, sent) == decode(ARREST)


def test_a_batch_is_published_in_order(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    batch = b"[" + ARREST + b"," + INFORMED + b"]"

    answer = http.post("/gateway/events", content=batch, headers=BATCH)

    assert answer.json() == {"ids": [decode(ARREST).id, decode(INFORMED).id]}
    sent = topics[Agency.MET_POLICE].sent
    assert [decode(value) for value, *_ in sent] == [decode(ARREST), decode(INFORMED)]


def test_each_events_errors_are_told_and_nothing_is_published(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    wrong = orjson.loads(INFORMED)
    wrong["data"]["channel"] = "Amira Khan"
    wrong["agency"] = "hmcts"
    theirs = ACCEPTED["trial-listed.v1.ordinary"]
    batch = b"[" + b",".join([ARREST, orjson.dumps(wrong), theirs, b"7"]) + b"]"

    answer = http.post("/gateway/events", content=batch, headers=BATCH)

    assert answer.status_code == 400
    assert [(told["event"], told["reason"]) for told in answer.json()["errors"]] == [
        (1, "invalid"),
        (2, "wrong-agency"),
        (3, "not-a-cloud-event"),
    ]
    assert answer.json()["errors"][0]["problems"] == [
        {
            "path": "data.channel",
            "code": "enum",
            "words": "not one of the codes: the codes are telephone, in-person, video, letter,"
            " email, text, portal",
        }
    ]
    assert "Amira" not in answer.text
    assert not topics


@pytest.mark.parametrize("body", [b"{}", b"[", b"", b"[" * 3000 + b"]" * 3000])
def test_a_batch_that_is_no_list_of_events(http: httpx.Client, body: bytes) -> None:
    answer = http.post("/gateway/events", content=body, headers=BATCH)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["event"] is None


def test_an_empty_batch_is_accepted_and_nothing_is_published(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    answer = http.post("/gateway/events", content=b"[]", headers=BATCH)

    assert (answer.status_code, answer.json()) == (202, {"ids": []})
    assert not topics


@pytest.mark.parametrize("depth", [300, 900, 3000])
def test_deep_nesting_is_a_wrong_request_and_no_fault(http: httpx.Client, depth: int) -> None:
    nest = b"[" * depth + b"]" * depth
    for content, headers in ((nest, BATCH), (nest, SINGLE), (b"[" + nest + b"]", BATCH)):
        answer = http.post("/gateway/events", content=content, headers=headers)
        assert answer.status_code == 400
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_fault_of_ours_has_the_headers_of_every_answer_and_tells_nothing(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    topics.setdefault(Agency.MET_POLICE, FakeGatewayTopic()).error = AssertionError("inside")

    answer = http.post("/gateway/events", content=ARREST, headers=SINGLE)

    assert answer.status_code == 500
    assert answer.json() == {"detail": "The platform has a fault; it is in its log"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_field_given_twice_in_a_batch_is_refused(http: httpx.Client) -> None:
    twice = ARREST.replace(b'"suspect": 1', b'"suspect": 2, "suspect": 1')
    assert twice != ARREST
    answer = http.post("/gateway/events", content=b"[" + twice + b"]", headers=BATCH)
    assert answer.json()["errors"][0]["reason"] == "duplicate-key"


@pytest.mark.parametrize("authorization", ["", "Bearer", f"Basic {POLICE}"])
def test_nobody_publishes_without_a_token(http: httpx.Client, authorization: str) -> None:
    answer = http.post(
        "/gateway/events", content=ARREST, headers={**SINGLE, "authorization": authorization}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json() == {"detail": "An agency's token is needed"}


@pytest.mark.parametrize("token", ["wrong", f"{POLICE}x", POLICE[:-1]])
def test_a_wrong_token_is_told_to_be_wrong(http: httpx.Client, token: str) -> None:
    answer = http.post(
        "/gateway/events", content=ARREST, headers={**SINGLE, "authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert answer.json() == {"detail": "The token is wrong: it is no agency's"}


def test_a_token_is_for_one_agency(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    theirs = {**SINGLE, "authorization": f"bearer {COURTS}"}
    answer = http.post("/gateway/events", content=ARREST, headers=theirs)
    assert answer.json()["errors"][0]["reason"] == "wrong-agency"
    assert not topics


def test_what_is_not_read_here(http: httpx.Client) -> None:
    for content_type in ("application/json", "text/plain", "application/cloudevents+avro"):
        answer = http.post(
            "/gateway/events", content=ARREST, headers={"content-type": content_type}
        )
        assert answer.status_code == 415


def test_a_request_is_bounded(http: httpx.Client, topics: dict[Agency, FakeGatewayTopic]) -> None:
    answer = http.post("/gateway/events", content=b" " * (LARGEST_REQUEST + 1), headers=BATCH)
    assert answer.status_code == 413
    assert not topics


def test_more_requests_at_a_time_than_there_is_room_for_are_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "REQUESTS", 0)
    crowded = Gateway({}, lambda _: cast(Publisher, FakeGatewayTopic()))
    with pytest.raises(TryAgain, match="too many requests"):
        crowded.publish(Agency.MET_POLICE, [])


@pytest.mark.parametrize("trouble", ["not stored", "full"])
def test_who_sends_while_kafka_is_slow_is_told_to_come_again(
    http: httpx.Client, topics: dict[Agency, FakeGatewayTopic], trouble: str
) -> None:
    topic = topics.setdefault(Agency.MET_POLICE, FakeGatewayTopic())
    topic.error = KafkaConnectionError() if trouble == "not stored" else None
    topic.full = trouble == "full"

    answer = http.post("/gateway/events", content=ARREST, headers=SINGLE)

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    topic.error, topic.full = None, False
    assert http.post("/gateway/events", content=ARREST, headers=SINGLE).status_code == 202
