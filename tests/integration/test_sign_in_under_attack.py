"""What a stranger or a moment can do to sign-in: nothing fails, and nobody gets in."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi import Response
from fastapi.responses import JSONResponse

from faulty_provider import KEY
from faulty_sign_in import Both, begun, signed_in
from signing_in import start_address
from simple_browser import SimpleBrowser, hidden_fields
from web.sign_in.cookies import SESSION
from web.sign_in.signed_in import LARGEST_FORM

pytestmark = pytest.mark.platform

FORM = "/victims/victim-aaaaaaaaaaaaaaaaaaaaaaaaaa/break-glass"


HEADERS = [
    {"alg": "RS256", "kid": "one", "crit": 5},
    {"alg": ["RS256"]},
    {"alg": None},
    {"alg": "RS256", "kid": {}},
    [],
    None,
]


@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_a_token_that_somebody_made_up_is_refused(faulty: Both, header: object) -> None:
    pages, _ = faulty
    parts = (json.dumps(part).encode() for part in (header, {"sub": "1"}, "signature"))
    token = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts).decode()
    answer = httpx.get(f"{pages.url}/api/hotspots", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401


def test_a_key_that_is_not_read_here_keeps_nobody_out(faulty: Both) -> None:
    pages, provider = faulty
    others: list[object] = [
        {"kty": "OKP", "crv": "Ed999", "x": "AA", "kid": "newer"},
        {"kty": "oct", "k": "AAAA", "kid": KEY.kid},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "RSA", "n": "!", "e": "AQAB"},
        {"kty": []},
        5,
    ]
    keys = [*others, KEY.as_dict(private=False)]
    provider.sends["/keys"] = lambda: JSONResponse({"keys": keys})

    assert begun(pages, provider, SimpleBrowser()).status_code == 200


def test_no_wrong_next_page_fails(faulty: Both) -> None:
    pages, _ = faulty
    for wrong in ("//[", "http://[", "/\t/evil", "/\r\nSet-Cookie: a=b", "/\u2028", "a" * 5000):
        answer = httpx.get(f"{pages.url}/sign-in", params={"next": wrong})
        assert answer.status_code == 200
        assert "evil" not in answer.text


def test_the_hidden_value_of_a_form_may_be_any_text(faulty: Both) -> None:
    pages, provider = faulty
    browser = signed_in(pages, provider)
    for wrong in (
        "é",
        "\udc80".encode("utf-8", "surrogatepass").decode("latin-1"),
        "\0",
        "x" * 999,
    ):
        assert browser.once(f"{pages.url}/sign-out", "POST", {"csrf": wrong}).status_code == 403


def test_a_long_form_is_not_read(faulty: Both) -> None:
    pages, provider = faulty
    browser = signed_in(pages, provider)
    csrf = hidden_fields(browser.get(f"{pages.url}/account").text)["csrf"]
    long = {"csrf": csrf, "more": "x" * LARGEST_FORM}

    assert browser.once(f"{pages.url}/sign-out", "POST", long).status_code == 413
    cookie = {"Cookie": f"{SESSION}={browser.cookies[pages.url][SESSION]}"}
    in_parts = httpx.post(
        f"{pages.url}/sign-out", content=iter([f"csrf={csrf}".encode()]), headers=cookie
    )
    assert in_parts.status_code == 413
    pages.later(minutes=31)
    assert "set-cookie" not in browser.once(f"{pages.url}/sign-out", "POST", long).headers


def test_requests_beside_each_other_renew_a_session_once(faulty: Both) -> None:
    """Given a token to renew that is good once, and eight requests when the access token ends."""
    pages, provider = faulty
    browser = signed_in(pages, provider)
    provider.access, provider.wait = "another", 0.2
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(browser.once, f"{pages.url}/account") for _ in range(8)]

    assert [each.result().status_code for each in asked] == [200] * 8
    assert provider.renewed == ["renews-0"]


def test_a_slow_request_does_not_bring_old_tokens_back(faulty: Both) -> None:
    """Given a request that asked before the tokens were renewed, and is answered after that."""
    pages, provider = faulty
    browser = signed_in(pages, provider)
    name = browser.cookies[pages.url][SESSION]
    before = pages.sessions.find(name, pages.clock().timestamp())
    assert before
    provider.access = "another"
    assert browser.once(f"{pages.url}/account").status_code == 200

    pages.sessions.confirm(before, {"sub": "person-1", "roles": []}, pages.clock().timestamp())
    assert browser.once(f"{pages.url}/account").status_code == 200
    assert provider.renewed == ["renews-0"]


def test_sign_out_everywhere_ends_a_session_that_is_being_renewed(faulty: Both) -> None:
    pages, provider = faulty
    browser = signed_in(pages, provider)
    name, now = browser.cookies[pages.url][SESSION], pages.clock().timestamp()
    session = pages.sessions.find(name, now)
    assert session
    pages.sessions.end_everywhere(session.issuer, session.subject)
    pages.sessions.renew(session, "newer", "newer")
    pages.sessions.confirm(session, session.claims, now)

    assert pages.sessions.find(name, now) is None
    ended = pages.sessions.also_ended(name)
    assert ended
    assert (ended.access, ended.refresh, ended.id_token, ended.claims) == ("", None, "", {})


def test_a_form_waits_also_where_the_provider_ended_the_session(faulty: Both) -> None:
    pages, provider = faulty
    browser = signed_in(pages, provider)
    csrf = hidden_fields(browser.get(f"{pages.url}/account").text)["csrf"]
    provider.sends["/userinfo"] = lambda: Response(status_code=401)
    provider.sends["/token"] = lambda: JSONResponse({"error": "invalid_grant"}, 400)

    sent = browser.once(f"{pages.url}{FORM}", "POST", {"csrf": csrf, "reason": "handover"})
    assert sent.headers["location"] == "/sign-in?next=%2Fwaiting-form"
    provider.sends.clear()
    begun(pages, provider, browser)

    assert "has not been sent" in browser.get(f"{pages.url}/waiting-form").text


def test_a_form_of_another_site_does_not_wait(faulty: Both) -> None:
    pages, provider = faulty
    browser = signed_in(pages, provider)
    pages.later(minutes=31)
    sent = browser.once(f"{pages.url}{FORM}", "POST", {"csrf": "guessed", "reason": "handover"})

    assert sent.headers["location"] == "/sign-in"


def test_where_a_browser_forgets_its_session_a_sentence_says_so(faulty: Both) -> None:
    """Given a name of another machine, without encryption: else sign-in leads in a circle."""
    pages, provider = faulty
    start = start_address(pages.url, provider.url)
    answers = {
        host: httpx.get(start, headers={"Host": host})
        for host in ("journey.example", "localhost", "[::1]:8000", "LOCALHOST")
    }

    assert {host: answer.status_code for host, answer in answers.items()} == {
        "journey.example": 403,
        "localhost": 303,
        "[::1]:8000": 303,
        "LOCALHOST": 303,
    }
    assert "Open the https address" in answers["journey.example"].text
