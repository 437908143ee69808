"""The provider's way through a browser: what a client may ask, and what a code is good for."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from demo_provider import (
    BACK,
    CASEWORKER,
    SECRETS,
    ServedProvider,
    answered,
    served_provider,
)
from sign_in_demo.demo_clients import COMMAND_LINE_CLIENT, PAGES_CLIENT, READER_CLIENT


@pytest.fixture(scope="module")
def served() -> Iterator[ServedProvider]:
    with served_provider() as provider:
        yield provider


@pytest.fixture
def provider(served: ServedProvider) -> ServedProvider:
    served.clock.later = timedelta()
    return served


def test_a_code_is_good_once_and_a_replay_takes_back_what_it_gave(provider: ServedProvider) -> None:
    code = provider.code()
    tokens = provider.exchange(code).json()
    assert provider.userinfo(tokens["access_token"]).json()["sub"] == CASEWORKER

    again = provider.exchange(code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert provider.userinfo(tokens["access_token"]).status_code == 401
    refresh = provider.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert refresh.json()["error"] == "invalid_grant"


def test_a_code_ends_after_a_minute(provider: ServedProvider) -> None:
    code = provider.code()
    provider.clock.later = timedelta(seconds=61)

    assert provider.exchange(code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "another-verifier-that-is-long-enough-for-RFC-7636"},
        {"code_verifier": "short"},
        {"code_verifier": "é" * 43},
        {"redirect_uri": BACK + "/"},
        {"code": "another"},
    ],
)
def test_a_code_is_good_for_its_verifier_and_its_address_alone(
    provider: ServedProvider, changed: dict[str, str]
) -> None:
    form = {"code": provider.code()} | changed
    refused = provider.exchange(**form)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("missing", ["code", "redirect_uri", "code_verifier"])
def test_a_client_leaves_nothing_out(provider: ServedProvider, missing: str) -> None:
    form = {"code": provider.code()} | {missing: ""}

    assert provider.exchange(**form).json()["error"] == "invalid_request"


def test_a_code_of_another_client_is_no_code(provider: ServedProvider) -> None:
    form = {"grant_type": "authorization_code", "code": provider.code()}

    for client in (COMMAND_LINE_CLIENT, READER_CLIENT):
        assert provider.token(client, **form).json()["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "too-short"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "²"}, "invalid_request"),
        ({"request": "x"}, "request_not_supported"),
        ({"request_uri": "x"}, "request_uri_not_supported"),
    ],
)
def test_the_client_gets_to_know_what_is_wrong(
    provider: ServedProvider, changed: dict[str, str | None], error: str
) -> None:
    for answer in (
        provider.authorize(**changed),
        provider.http.post("/authorize", data=provider.request(**changed)),
        provider.http.post("/choose", data=provider.request(**changed) | {"person": CASEWORKER}),
    ):
        said = answered(answer)
        assert (said["error"], said["state"], said["iss"]) == (error, "state-1", provider.url)
        assert "code" not in said


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": None},
        {"client_id": "another"},
        {"client_id": COMMAND_LINE_CLIENT},
        {"redirect_uri": None},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": BACK + "/more"},
        {"redirect_uri": BACK.upper()},
        {"redirect_uri": BACK + "?a=1"},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_the_clients(
    provider: ServedProvider, changed: dict[str, str | None]
) -> None:
    for answer in (
        provider.authorize(**changed),
        provider.http.post("/choose", data=provider.request(**changed) | {"person": CASEWORKER}),
    ):
        assert answer.status_code == 400
        assert "location" not in answer.headers
        assert "There is a problem with this address" in answer.text


def test_a_parameter_that_stands_twice_is_refused(provider: ServedProvider) -> None:
    twice = urlencode([*provider.request().items(), ("state", "state-2")])
    form = "grant_type=client_credentials&grant_type=client_credentials"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    auth = (READER_CLIENT, SECRETS[READER_CLIENT])

    assert provider.http.get(f"/authorize?{twice}").status_code == 400
    answer = provider.http.post("/token", content=form, headers=kind, auth=auth)
    assert answer.json()["error"] == "invalid_request"


def test_a_person_can_go_back_without_signing_in(provider: ServedProvider) -> None:
    form = provider.request() | {"person": CASEWORKER, "refuse": "yes"}

    assert answered(provider.http.post("/choose", data=form))["error"] == "access_denied"


def test_a_person_who_chooses_nobody_is_asked_again(provider: ServedProvider) -> None:
    for person in ("", "somebody"):
        again = provider.http.post("/choose", data=provider.request() | {"person": person})
        assert again.status_code == 400
        assert "Select who you want to be" in again.text
        assert 'value="state-1"' in again.text


def test_a_form_of_another_site_is_refused(provider: ServedProvider) -> None:
    form = provider.request() | {"person": CASEWORKER}
    for site in ("cross-site", "same-site"):
        refused = provider.http.post("/choose", data=form, headers={"Sec-Fetch-Site": site})
        assert refused.status_code == 400
        assert "location" not in refused.headers


def test_another_host_name_is_refused(provider: ServedProvider) -> None:
    answer = provider.http.get("/keys", headers={"Host": "evil.example"})

    assert answer.status_code == 400


def test_a_form_that_never_ends_is_refused(provider: ServedProvider) -> None:
    answer = provider.http.post("/token", content=b"a" * 70_000)

    assert (answer.status_code, answer.json()["error"]) == (413, "invalid_request")


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        (PAGES_CLIENT, "another"),
        (PAGES_CLIENT, ""),
        ("another", "another"),
        (COMMAND_LINE_CLIENT, "another"),
    ],
)
def test_a_client_proves_itself(provider: ServedProvider, name: str, secret: str) -> None:
    form = {"grant_type": "client_credentials"}
    by_form = provider.http.post(
        "/token", data=form | {"client_id": name, "client_secret": secret or "x"}
    )
    by_header = provider.http.post("/token", data=form, auth=(name, secret))

    for answer in (by_form, by_header):
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize("header", ["Basic", "Basic %", "Basic " + "/w==", "Bearer x", ""])
def test_a_header_that_is_no_proof_is_none(provider: ServedProvider, header: str) -> None:
    form = {"grant_type": "client_credentials", "client_id": COMMAND_LINE_CLIENT}
    answer = provider.http.post("/token", data=form, headers={"Authorization": header})

    assert answer.json()["error"] == "invalid_client"


def test_no_client_proves_itself_twice_or_as_another(provider: ServedProvider) -> None:
    auth = (READER_CLIENT, SECRETS[READER_CLIENT])
    for more in ({"client_secret": SECRETS[READER_CLIENT]}, {"client_id": PAGES_CLIENT}):
        form = {"grant_type": "client_credentials"} | more
        answer = provider.http.post("/token", data=form, auth=auth)
        assert answer.json()["error"] == "invalid_request"


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert create_s256_code_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
