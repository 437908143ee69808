"""The demo's provider as a client meets it, over real HTTP, with a clock that can be moved."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from example_server import serving
from real_broker import free_ports
from runtime.provider_process import SIGNED_IN_PATH, SIGNED_OUT_PATH
from sign_in_demo.demo_clients import PAGES_CLIENT, WITH_SECRET, demo_clients
from sign_in_demo.demo_people import PEOPLE_FILE, DemoPerson, read_people
from sign_in_demo.provider_app import create_provider_app
from sign_in_demo.signing_keys import SigningKeys
from simple_browser import CERTIFICATES

PAGES = "http://127.0.0.1:8000"
BACK = f"{PAGES}{SIGNED_IN_PATH}"
SIGNED_OUT = f"{PAGES}{SIGNED_OUT_PATH}"
SECRETS = {name: secrets.token_urlsafe(32) for name in WITH_SECRET}
VERIFIER = "a-verifier-of-a-test-that-is-long-enough-for-RFC-7636"
CASEWORKER = "demo-met-caseworker-1"


@dataclass
class ShiftedClock:
    """The present, and as much later as a test wants."""

    later: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.later


@dataclass
class ServedProvider:
    """A provider at `url`; `people` and `clock` are what it sees."""

    url: str
    http: httpx.Client
    people: dict[str, DemoPerson]
    clock: ShiftedClock = field(default_factory=ShiftedClock)

    def request(self, **changed: str | None) -> dict[str, str]:
        """A request of the pages that is in order, but for what is changed; None leaves it out."""
        asked: dict[str, str | None] = {
            "client_id": PAGES_CLIENT,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid",
            "state": "state-1",
            "nonce": "nonce-1",
            "code_challenge": create_s256_code_challenge(VERIFIER),
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (asked | changed).items() if value is not None}

    def authorize(self, **changed: str | None) -> httpx.Response:
        return self.http.get("/authorize", params=self.request(**changed))

    def code(self, person: str = CASEWORKER, **changed: str | None) -> str:
        """The code that a choice of a person gives."""
        answer = self.http.post("/choose", data=self.request(**changed) | {"person": person})
        return answered(answer)["code"]

    def token(self, client: str = PAGES_CLIENT, **form: str) -> httpx.Response:
        """The answer to a client that asks for tokens."""
        secret = SECRETS.get(client)
        if secret is None:
            return self.http.post("/token", data=form | {"client_id": client})
        return self.http.post("/token", data=form, auth=(client, secret))

    def exchange(self, code: str, **changed: str) -> httpx.Response:
        """The answer to the pages, who turn a code into tokens."""
        form = {"code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        return self.token(grant_type="authorization_code", **form | changed)

    def signed_in(self, person: str = CASEWORKER) -> dict[str, Any]:
        """The tokens of a person who signed in to the pages."""
        tokens: dict[str, Any] = self.exchange(self.code(person)).raise_for_status().json()
        return tokens

    def userinfo(self, access_token: str) -> httpx.Response:
        return self.http.get("/userinfo", headers={"Authorization": f"Bearer {access_token}"})


def answered(answer: httpx.Response) -> dict[str, str]:
    """What a redirect to the client says."""
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(BACK + "?")
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


@cache
def _one_key() -> SigningKeys:
    """A key for all tests: to make one takes long."""
    return SigningKeys.new(datetime.now(UTC))


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=60, verify=CERTIFICATES)


@contextmanager
def served_provider(
    keys: SigningKeys | None = None, pages: str = PAGES
) -> Iterator[ServedProvider]:
    """A provider with the people and the clients of the demo, of whom the pages are at `pages`."""
    port, clock = free_ports(), ShiftedClock()
    people = dict(read_people(PEOPLE_FILE.read_text()))
    back, signed_out = f"{pages}{SIGNED_IN_PATH}", f"{pages}{SIGNED_OUT_PATH}"
    clients = demo_clients(SECRETS, frozenset({back}), frozenset({signed_out}))
    issuer = f"http://127.0.0.1:{port}"
    app = create_provider_app(issuer, clients, lambda: people, keys or _one_key(), clock)
    with serving(app, port) as url, _client(url) as http:
        yield ServedProvider(url, http, people, clock)
