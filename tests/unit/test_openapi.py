"""OpenAPI: what generators need to make clients that publish, and read the answers."""

from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest

from agencies.gateway_publisher import Gateway
from example_access import access_of
from example_server import served
from projections.store import Store
from web.gateway_app import create_gateway_app
from web.web_app import create_app


@pytest.fixture(scope="module")
def told() -> Any:
    """The gateway's description as programs get it; nothing is asked of the application."""
    return create_gateway_app(
        Gateway({}, pytest.fail), lambda: pytest.fail("asked"), lambda: pytest.fail("asked")
    ).openapi()


@pytest.fixture(scope="module")
def told_of_pages() -> Any:
    """The same of pages and API."""
    return create_app(cast(Store, None), lambda: pytest.fail("asked"), access_of()).openapi()


def test_programs_are_told_of_it_by_openapi(told: Any) -> None:
    path = told["paths"]["/gateway/events"]["post"]
    assert set(path["requestBody"]["content"]) == {
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "application/json",
    }
    assert set(path["responses"]) >= {"202", "400", "401", "413", "415", "503"}


def test_openapi_has_generated_clients_send_the_token_to_the_gateway_alone(told: Any) -> None:
    scheme = told["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    asking = {
        (path, method): operation["security"]
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
        if "security" in operation
    }
    assert asking == {("/gateway/events", "post"): [{"token": []}]}


def schemas_within(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from schemas_within(each)


def test_openapi_has_what_generated_clients_need(told: Any) -> None:
    """Two classes of one name, or an answer without a schema, and a generator leaves it out."""
    operation = told["paths"]["/gateway/events"]["post"]

    objects = [
        each["title"]
        for each in schemas_within(told)
        if each.get("type") == "object" and isinstance(each.get("title"), str)
    ]
    assert len(objects) == len(set(objects))
    for status, answer in operation["responses"].items():
        schema = answer["content"]["application/json"]["schema"]
        assert schema["$ref"].removeprefix("#/components/schemas/") in told["components"]["schemas"]
        assert answer["description"], status
    assert operation["requestBody"]["content"]["application/cloudevents+json"]["schema"]["title"]
    names = [each["name"] for each in operation["parameters"] if each["in"] == "header"]
    assert {"ce-id", "ce-source", "ce-type", "ce-specversion", "ce-subject"} <= set(names)


def test_pages_and_api_have_nothing_of_the_gateway(told_of_pages: Any) -> None:
    assert "/gateway/events" not in told_of_pages["paths"]
    assert "securitySchemes" not in told_of_pages["components"]
    assert "503" in told_of_pages["paths"]["/health"]["get"]["responses"]


def test_a_wrong_request_of_the_api_is_answered_as_openapi_says(told_of_pages: Any) -> None:
    answers = told_of_pages["paths"]["/api/hotspots"]["get"]["responses"]
    schema = answers["422"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/RequestProblem"}

    with served(cast(Store, None)) as url:
        answer = httpx.get(f"{url}/api/hotspots", params={"by": "star-sign"})

    assert answer.status_code == 422
    assert isinstance(answer.json()["detail"], str)
