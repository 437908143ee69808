"""Sign-in of the command line by a device code, and of programs by their secret."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from demo_provider import CASEWORKER, ServedProvider, served_provider
from sign_in_demo.demo_clients import (
    COMMAND_LINE_CLIENT,
    DEVICE,
    PAGES_CLIENT,
    PUBLISHER_CLIENT,
    READER_CLIENT,
)


@pytest.fixture
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


def begun(provider: ServedProvider) -> dict[str, Any]:
    answer = provider.http.post("/device_authorization", data={"client_id": COMMAND_LINE_CLIENT})
    codes: dict[str, Any] = answer.raise_for_status().json()
    return codes


def asked(provider: ServedProvider, device_code: str, later: int = 6) -> dict[str, Any]:
    """What the command line hears when it asks, so many seconds after it asked last."""
    provider.clock.later += timedelta(seconds=later)
    answer = provider.token(COMMAND_LINE_CLIENT, grant_type=DEVICE, device_code=device_code)
    heard: dict[str, Any] = answer.json()
    return heard


def confirmed(provider: ServedProvider, user_code: str, **more: str) -> str:
    form = {"user_code": user_code, "person": CASEWORKER} | more
    return provider.http.post("/device/choose", data=form).text


def test_a_person_confirms_the_code_and_the_command_line_is_signed_in(
    provider: ServedProvider,
) -> None:
    codes = begun(provider)
    assert codes["verification_uri"] == f"{provider.url}/device"
    assert asked(provider, codes["device_code"])["error"] == "authorization_pending"

    page = provider.http.get(codes["verification_uri_complete"])
    assert f'value="{codes["user_code"]}"' in page.text
    typed = codes["user_code"].lower().replace("-", " ")
    choice = provider.http.post("/device", data={"user_code": typed})
    assert f"shows the code {codes['user_code']}" in choice.text
    assert "Demo caseworker 1, Metropolitan Police" in confirmed(provider, codes["user_code"])

    tokens = asked(provider, codes["device_code"])
    assert provider.userinfo(tokens["access_token"]).json()["sub"] == CASEWORKER
    assert asked(provider, codes["device_code"])["error"] == "invalid_grant"


def test_who_asks_too_often_is_slowed_down_more_and_more(provider: ServedProvider) -> None:
    code = begun(provider)["device_code"]
    assert asked(provider, code)["error"] == "authorization_pending"
    assert asked(provider, code, later=4)["error"] == "slow_down"
    assert asked(provider, code, later=6)["error"] == "slow_down"
    assert asked(provider, code, later=14)["error"] == "slow_down"
    assert asked(provider, code, later=21)["error"] == "authorization_pending"


def test_a_code_that_nobody_confirms_expires(provider: ServedProvider) -> None:
    codes = begun(provider)
    assert asked(provider, codes["device_code"], later=601)["error"] == "expired_token"
    assert "No program waits with that code" in confirmed(provider, codes["user_code"])


def test_a_person_refuses(provider: ServedProvider) -> None:
    codes = begun(provider)
    assert "You did not sign in" in confirmed(provider, codes["user_code"], refuse="yes")
    assert asked(provider, codes["device_code"])["error"] == "access_denied"


def test_a_code_is_confirmed_once(provider: ServedProvider) -> None:
    codes = begun(provider)
    confirmed(provider, codes["user_code"])
    assert "No program waits with that code" in confirmed(provider, codes["user_code"])


def test_a_wrong_code_and_a_missing_choice_are_asked_again(provider: ServedProvider) -> None:
    codes = begun(provider)
    for typed in ("", "BCDF", "<b>"):
        page = provider.http.post("/device", data={"user_code": typed})
        assert page.status_code == 400
        assert "No program waits with that code" in page.text
        assert "<b>" not in page.text
    assert "Select who you want to be" in confirmed(provider, codes["user_code"], person="")
    assert asked(provider, codes["device_code"])["error"] == "authorization_pending"


def test_a_device_code_is_of_its_client_and_its_way(provider: ServedProvider) -> None:
    assert asked(provider, "another")["error"] == "invalid_grant"
    pages = provider.token(PAGES_CLIENT, grant_type=DEVICE, device_code="x")
    assert pages.json()["error"] == "unauthorized_client"
    begin = provider.http.post("/device_authorization", data={"client_id": "another"})
    assert begin.json()["error"] == "invalid_client"


def test_a_form_of_another_site_confirms_nothing(provider: ServedProvider) -> None:
    codes = begun(provider)
    form = {"user_code": codes["user_code"], "person": CASEWORKER}
    for page in ("/device", "/device/choose"):
        answer = provider.http.post(page, data=form, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 400
    assert asked(provider, codes["device_code"])["error"] == "authorization_pending"


def test_a_refresh_token_of_a_public_client_is_good_once(provider: ServedProvider) -> None:
    codes = begun(provider)
    confirmed(provider, codes["user_code"])
    first = asked(provider, codes["device_code"])["refresh_token"]

    def refreshed(shown: str) -> dict[str, Any]:
        form = {"grant_type": "refresh_token", "refresh_token": shown}
        answer: dict[str, Any] = provider.token(COMMAND_LINE_CLIENT, **form).json()
        return answer

    second = refreshed(first)
    assert second["refresh_token"] != first
    assert refreshed(first)["error"] == "invalid_grant"
    assert refreshed(second["refresh_token"])["error"] == "invalid_grant"
    assert provider.userinfo(second["access_token"]).status_code == 401


def test_programs_sign_in_for_themselves(provider: ServedProvider) -> None:
    keys = KeySet.import_key_set(provider.http.get("/keys").json())
    found = {}
    for name in (PUBLISHER_CLIENT, READER_CLIENT):
        answer = provider.token(name, grant_type="client_credentials").json()
        assert set(answer) == {"access_token", "token_type", "expires_in"}
        claims = jwt.decode(answer["access_token"], keys, algorithms=["RS256"]).claims
        assert claims["sub"] == claims["client_id"] == name
        assert provider.userinfo(answer["access_token"]).status_code == 403
        found[name] = (claims["roles"], claims.get("agency"))
    assert found == {
        PUBLISHER_CLIENT: (["publisher"], "met-police"),
        READER_CLIENT: (["task-group"], None),
    }


@pytest.mark.parametrize("kind", ["password", "client_credentials", ""])
def test_a_way_to_tokens_that_is_not_the_clients_is_refused(
    provider: ServedProvider, kind: str
) -> None:
    errors = {"password": "unsupported_grant_type", "": "invalid_request"}
    answer = provider.token(COMMAND_LINE_CLIENT, grant_type=kind)
    assert answer.json()["error"] == errors.get(kind, "unauthorized_client")
