"""Only known hosts are answered: a page of somebody else reads nothing through a browser."""

import asyncio
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from agencies.gateway_publisher import Gateway
from example_access import access_of
from projections.store import Store
from runtime.settings import Settings
from web.gateway_app import create_gateway_app
from web.known_hosts import UNKNOWN_HOST, is_known_host
from web.web_addresses import WebAddresses
from web.web_app import create_app

HOSTS = ("journey.example", "2001:db8::7")
KNOWN = [
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "Journey.Example",
    "journey.example.:443",
    "[2001:DB8::7]:8000",
]
UNKNOWN = [
    "evil.example",
    "localhost.evil.example",
    "evil.example:localhost",
    "localhost@evil.example",
    "journey.example:80:80",
    "[::1",
    "::1",
    "127.0.0.1.evil.example",
    "",
]


@pytest.fixture(scope="module")
def application() -> FastAPI:
    """The whole application, of which nothing is asked that needs the database."""
    return create_app(
        cast(Store, None), lambda: pytest.fail("asked"), access_of(), WebAddresses(HOSTS)
    )


def ask(application: FastAPI, host: str, path: str, method: str = "GET") -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, headers={"Host": host})

    return asyncio.run(asked())


@pytest.mark.parametrize("host", KNOWN)
def test_a_known_host_is_answered(application: FastAPI, host: str) -> None:
    assert ask(application, host, "/signed-out").status_code == 200


@pytest.mark.parametrize("host", UNKNOWN)
def test_another_host_is_not(application: FastAPI, host: str) -> None:
    answer = ask(application, host, "/signed-out")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<h1" in answer.text
    assert UNKNOWN_HOST in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/overview"), ("POST", "/gateway/events"), ("HEAD", "/api/x")]
)
def test_a_program_gets_the_sentence_in_json(application: FastAPI, method: str, path: str) -> None:
    answer = ask(application, "evil.example", path, method)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    if method != "HEAD":
        assert answer.json() == {"detail": UNKNOWN_HOST}


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/gateway/events"])
def test_the_gateway_answers_in_json_alone(path: str) -> None:
    gateway = create_gateway_app(
        Gateway({}, pytest.fail), lambda: pytest.fail("asked"), lambda: pytest.fail("asked"), HOSTS
    )

    answer = ask(gateway, "evil.example", path)

    assert (answer.status_code, answer.json()) == (400, {"detail": UNKNOWN_HOST})
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_two_host_headers_or_none_are_not_known() -> None:
    assert not is_known_host([], HOSTS)
    assert not is_known_host(["localhost", "localhost"], HOSTS)


def test_the_hosts_are_settings_and_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNEY_HOSTS", "Journey.example, other.example,")
    monkeypatch.setenv("JOURNEY_HOST", "10.0.0.7")
    settings = Settings()
    assert settings.known_hosts == {"10.0.0.7", "journey.example", "other.example"}

    monkeypatch.setenv("JOURNEY_HOSTS", settings.environment()["JOURNEY_HOSTS"])
    assert Settings().hosts == settings.hosts


@pytest.mark.parametrize("hosts", ["*", "a.example/path", "http://a.example", "a b"])
def test_what_is_no_host_name_is_no_setting(hosts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNEY_HOSTS", hosts)
    with pytest.raises(ValidationError):
        Settings()
