"""A program publishes with an access token of its provider, for its own agency alone."""

from collections.abc import Iterator

import httpx
import pytest

from demo_provider import ServedProvider, served_provider
from events.identifiers import Agency
from example_server import serving
from fake_gateway import COURTS, FakeGatewayTopic, gateway_to
from golden import ACCEPTED
from schemas.record_headers import SINGLE
from sign_in_demo.demo_clients import PUBLISHER_CLIENT, READER_CLIENT
from signing_in import at_the_demo
from web.gateway_app import create_gateway_app
from web.sign_in.access_tokens import publishing_agency
from web.sign_in.provider_connection import ProviderConnection

ARREST = ACCEPTED["suspect-arrested.v1.ordinary"]


@pytest.fixture
def topics() -> dict[Agency, FakeGatewayTopic]:
    return {}


@pytest.fixture
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


@pytest.fixture
def gateway(
    provider: ServedProvider, topics: dict[Agency, FakeGatewayTopic]
) -> Iterator[httpx.Client]:
    connection = ProviderConnection(at_the_demo(provider.url))

    def programs(token: str) -> Agency | None:
        return publishing_agency([connection], token, provider.clock().timestamp())

    app = create_gateway_app(gateway_to(topics), provider.clock, lambda: None, programs=programs)
    with serving(app) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client
    connection.close()


def published(gateway: httpx.Client, token: str) -> httpx.Response:
    headers = {"content-type": SINGLE, "authorization": f"Bearer {token}"}
    return gateway.post("/gateway/events", content=ARREST, headers=headers)


def test_a_publisher_publishes_as_its_agency(
    gateway: httpx.Client, provider: ServedProvider, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    given = provider.token(PUBLISHER_CLIENT, grant_type="client_credentials").json()

    assert published(gateway, given["access_token"]).status_code == 202
    assert list(topics) == [Agency.MET_POLICE]


def test_an_agencys_own_token_is_good_beside_it_and_for_its_agency_alone(
    gateway: httpx.Client, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    answer = published(gateway, COURTS)  # the event is the Metropolitan Police's

    assert answer.status_code == 400
    assert not topics


def test_who_is_no_publisher_publishes_nothing(
    gateway: httpx.Client, provider: ServedProvider, topics: dict[Agency, FakeGatewayTopic]
) -> None:
    reader = provider.token(READER_CLIENT, grant_type="client_credentials").json()
    person = provider.signed_in()
    for token in (reader["access_token"], person["access_token"], person["id_token"]):
        assert published(gateway, token).status_code == 401

    assert not topics


def test_while_the_provider_is_away_a_program_is_told_to_send_again(
    topics: dict[Agency, FakeGatewayTopic],
) -> None:
    with served_provider() as provider:
        token = provider.token(PUBLISHER_CLIENT, grant_type="client_credentials").json()
        settings = at_the_demo(provider.url)
    connection = ProviderConnection(settings)
    app = create_gateway_app(
        gateway_to(topics),
        provider.clock,
        lambda: None,
        programs=lambda given: publishing_agency([connection], given, 0.0),
    )
    with serving(app) as url, httpx.Client(base_url=url, timeout=60) as client:
        answer = published(client, token["access_token"])
    connection.close()

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
