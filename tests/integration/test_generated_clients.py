"""Clients generated from the gateway's OpenAPI publish, and read the 202 and the errors."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import orjson
import pytest

from events.identifiers import Agency
from example_server import served_gateway
from fake_gateway import POLICE, FakeGatewayTopic, gateway_to
from generated_clients import ClientProgram, java_program, python_program, typescript_program
from golden import ACCEPTED
from schemas.cloudevents import decode

pytestmark = pytest.mark.platform

INFORMED = ACCEPTED["victim-informed.v1.ordinary"]


@pytest.fixture(scope="module")
def topics() -> dict[Agency, FakeGatewayTopic]:
    return {}


@pytest.fixture(scope="module")
def url(topics: dict[Agency, FakeGatewayTopic]) -> Iterator[str]:
    with served_gateway(gateway_to(topics)) as url:
        yield url


@pytest.fixture(
    scope="module",
    params=[python_program, typescript_program, java_program],
    ids=["python", "typescript", "java"],
)
def program(
    request: pytest.FixtureRequest, url: str, tmp_path_factory: pytest.TempPathFactory
) -> ClientProgram:
    """A client of one language, generated from the description that the gateway serves."""
    build: Callable[[Path, Path], ClientProgram] = request.param
    folder = tmp_path_factory.mktemp("client")
    openapi = folder / "openapi.json"
    openapi.write_bytes(httpx.get(f"{url}/openapi.json").raise_for_status().content)
    return build(openapi, folder)


def test_a_generated_client_publishes_and_reads_the_ids(
    program: ClientProgram, url: str, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    read = orjson.loads(program.run(url, POLICE, INFORMED))

    assert read == {"status": 202, "ids": [decode(INFORMED).id]}
    value, _, headers = topics[Agency.MET_POLICE].sent.pop()
    assert decode(value, headers) == decode(INFORMED)
    assert not topics[Agency.MET_POLICE].sent


def test_a_generated_client_reads_what_is_wrong_with_an_event(
    program: ClientProgram, url: str, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    wrong = orjson.loads(INFORMED)
    wrong["data"]["channel"] = "pigeon"

    read = orjson.loads(program.run(url, POLICE, orjson.dumps(wrong)))

    words = (
        "not one of the codes: the codes are telephone, in-person, video, letter, email, text,"
        " portal"
    )
    assert read == {
        "status": 400,
        "reason": "invalid",
        "problems": [["data.channel", "enum", words]],
    }
    assert not any(topic.sent for topic in topics.values())


def test_a_generated_client_reads_that_its_token_is_wrong(
    program: ClientProgram, url: str, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    read = orjson.loads(program.run(url, "nobodys-token", INFORMED))

    assert read == {"status": 401, "detail": "The token is wrong: it is no agency's"}
    assert not any(topic.sent for topic in topics.values())
