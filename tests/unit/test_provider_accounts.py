"""What the provider's tokens say, what they are good for, and how they end."""

import base64
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from demo_provider import CASEWORKER, SECRETS, SIGNED_OUT, ServedProvider, served_provider
from sign_in_demo.demo_clients import PAGES_CLIENT, READER_CLIENT


@pytest.fixture(scope="module")
def served() -> Iterator[ServedProvider]:
    with served_provider() as provider:
        yield provider


@pytest.fixture
def provider(served: ServedProvider) -> ServedProvider:
    served.clock.later = timedelta()
    return served


def test_the_tokens_say_who_and_for_whom(provider: ServedProvider) -> None:
    tokens = provider.signed_in()
    keys = KeySet.import_key_set(provider.http.get("/keys").json())

    access = jwt.decode(tokens["access_token"], keys, algorithms=["RS256"])
    id_token = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"])

    assert access.header["typ"] == "at+jwt"
    assert access.claims["aud"] == "victim-journey"
    assert access.claims["iss"] == provider.url
    assert access.claims["exp"] - access.claims["iat"] == tokens["expires_in"] == 600
    assert access.claims["client_id"] == PAGES_CLIENT
    assert access.claims["staff"] == "MP1001"
    assert access.claims["teams"] == ["hackney-1"]
    assert access.claims["roles"] == ["caseworker"]
    assert id_token.claims["aud"] == PAGES_CLIENT
    assert id_token.claims["nonce"] == "nonce-1"


def test_no_private_half_of_a_key_is_published(provider: ServedProvider) -> None:
    (key,) = provider.http.get("/keys").json()["keys"]

    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}


def test_a_role_taken_away_is_gone_at_the_next_request(provider: ServedProvider) -> None:
    who = "demo-met-supervisor-1"
    token = provider.signed_in(who)["access_token"]
    before = provider.people[who]
    assert provider.userinfo(token).json()["roles"] == ["supervisor"]

    provider.people[who] = before.model_copy(update={"roles": frozenset()})
    assert provider.userinfo(token).json()["roles"] == []

    del provider.people[who]
    assert provider.userinfo(token).status_code == 401


def test_user_information_is_for_a_token_that_is_good(provider: ServedProvider) -> None:
    tokens = provider.signed_in()
    good: str = tokens["access_token"]
    head, payload, signature = good.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').decode().rstrip("=")
    wrong = [
        "é",
        "x",
        "a.b.c",
        f"{none}.{payload}.",
        f"{head}.{payload}.{signature[::-1]}",
        tokens["id_token"],
        tokens["refresh_token"],
    ]
    for token in wrong:
        header = b"Bearer " + token.encode()
        answer = provider.http.get("/userinfo", headers={b"Authorization": header})
        assert answer.status_code == 401, token
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    for header in ({}, {"Authorization": "Bearer"}, {"Authorization": f"Basic {good}"}):
        assert provider.http.get("/userinfo", headers=header).status_code == 401

    provider.clock.later = timedelta(minutes=10, seconds=1)
    assert provider.userinfo(good).status_code == 401


def test_a_refresh_token_lasts_a_working_day(provider: ServedProvider) -> None:
    form = {
        "grant_type": "refresh_token",
        "refresh_token": provider.signed_in()["refresh_token"],
    }
    provider.clock.later = timedelta(hours=11)
    again = provider.token(**form).json()
    assert provider.userinfo(again["access_token"]).json()["sub"] == CASEWORKER
    assert again["refresh_token"] == form["refresh_token"]
    keys = KeySet.import_key_set(provider.http.get("/keys").json())
    id_token = jwt.decode(again["id_token"], keys, algorithms=["RS256"]).claims
    assert (id_token["sub"], id_token.get("nonce")) == (CASEWORKER, None)

    provider.clock.later = timedelta(hours=12)
    assert provider.token(**form).json()["error"] == "invalid_grant"


def test_a_token_is_taken_back(provider: ServedProvider) -> None:
    tokens = provider.signed_in()
    auth = (PAGES_CLIENT, SECRETS[PAGES_CLIENT])

    def revoke(token: str, auth: tuple[str, str] = auth) -> httpx.Response:
        return provider.http.post("/revoke", data={"token": token}, auth=auth)

    stranger = (READER_CLIENT, SECRETS[READER_CLIENT])
    for token in (tokens["refresh_token"], tokens["access_token"], "nothing"):
        assert revoke(token, stranger).status_code == 200
    assert provider.userinfo(tokens["access_token"]).status_code == 200

    assert revoke(tokens["access_token"]).status_code == 200
    assert provider.userinfo(tokens["access_token"]).status_code == 401

    more = provider.signed_in()
    assert revoke(more["refresh_token"]).status_code == 200
    assert provider.userinfo(more["access_token"]).status_code == 401


def test_signing_out_ends_what_was_given_and_leads_back(provider: ServedProvider) -> None:
    tokens = provider.signed_in()
    provider.clock.later = timedelta(hours=1)  # the ID token itself is not good any more
    asked = {
        "id_token_hint": tokens["id_token"],
        "post_logout_redirect_uri": SIGNED_OUT,
        "state": "state-2",
    }

    gone = provider.http.get("/end_session", params=asked)

    assert gone.headers["location"] == f"{SIGNED_OUT}?state=state-2"
    again = provider.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert again.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "wrong",
    [
        {"post_logout_redirect_uri": SIGNED_OUT + "/"},
        {"post_logout_redirect_uri": "https://evil.example/"},
        {"id_token_hint": "x"},
        {"client_id": READER_CLIENT},
    ],
)
def test_signing_out_leads_nowhere_else(provider: ServedProvider, wrong: dict[str, str]) -> None:
    tokens = provider.signed_in()
    good = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": SIGNED_OUT}

    answer = provider.http.post("/end_session", data=good | wrong)

    assert answer.status_code == 400
    assert provider.userinfo(tokens["access_token"]).status_code == 200


def test_who_signs_out_without_an_address_sees_a_page(provider: ServedProvider) -> None:
    assert "You are signed out" in provider.http.get("/end_session").text
    bare = {"post_logout_redirect_uri": SIGNED_OUT}
    assert provider.http.get("/end_session", params=bare).status_code == 400
    named = bare | {"client_id": PAGES_CLIENT}
    assert provider.http.get("/end_session", params=named).headers["location"] == SIGNED_OUT
