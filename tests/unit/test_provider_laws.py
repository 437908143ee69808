"""Whatever a stranger sends, the provider refuses it: it never fails, and gives nothing away."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_provider import ServedProvider, served_provider
from sign_in_demo.demo_clients import CODE, COMMAND_LINE_CLIENT, DEVICE, PAGES_CLIENT, REFRESH
from tries import tries

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NAMES = [
    *("client_id", "client_secret", "grant_type", "code", "code_verifier", "redirect_uri"),
    *("refresh_token", "device_code", "token", "state", "nonce", "prompt", "max_age", "person"),
    *("user_code", "id_token_hint", "post_logout_redirect_uri", "scope", "response_type"),
]
WORDS = st.sampled_from(
    [PAGES_CLIENT, COMMAND_LINE_CLIENT, CODE, DEVICE, REFRESH, "code", "openid"]
)
TEXTS = WORDS | st.text(max_size=50)
FIELDS = st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=8).map(urlencode)
QUERIES = FIELDS | st.binary(max_size=60).map(quote) | st.text(max_size=40).map(quote)


@pytest.fixture(scope="module")
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


@given(QUERIES)
@tries(40)
def test_no_query_makes_it_fail(provider: ServedProvider, query: str) -> None:
    for page in ("authorize", "end_session", "device"):
        answer = provider.http.get(f"/{page}?{query}")
        assert answer.status_code in (200, 303, 400, 422)
        assert "code=" not in answer.headers.get("location", "")


@given(QUERIES | st.binary(max_size=60))
@tries(40)
def test_no_form_makes_it_fail_or_gives_a_token(
    provider: ServedProvider, body: str | bytes
) -> None:
    for page in ("token", "revoke", "choose", "device/choose", "end_session", "authorize"):
        answer = provider.http.post(f"/{page}", content=body, headers=FORM)
        assert answer.status_code < 500
        assert "access_token" not in answer.text
        assert "code=" not in answer.headers.get("location", "")


@given(st.binary(max_size=80) | st.text(max_size=40).map(str.encode))
@tries(60)
def test_no_header_is_taken_for_a_token(provider: ServedProvider, value: bytes) -> None:
    printable = bytes(byte for byte in value if byte >= 0x20 and byte != 0x7F).strip()
    headers = {b"Authorization": b"Bearer x." + printable}
    assert provider.http.get("/userinfo", headers=headers).status_code == 401
    basic = {b"Authorization": b"Basic " + printable + b"="}
    assert provider.http.post("/token", headers=basic | {}).status_code == 401
