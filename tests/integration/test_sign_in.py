"""People sign in with their browser, and what goes wrong on the way has a sentence for them."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from demo_provider import ServedProvider, served_provider
from faulty_provider import CLIENT, OTHER_KEY, FaultyProvider, faulty_provider
from projections.store import Store
from real_broker import free_ports
from signing_in import SignInPages, at_the_demo, choose, pages_with_sign_in, start_address
from simple_browser import SimpleBrowser, hidden_fields
from web.sign_in.cookies import BROWSER, SESSION
from web.sign_in.provider_settings import ProviderSettings

pytestmark = pytest.mark.platform

TASK_GROUP = "demo-task-group-1"
CASEWORKER = "demo-met-caseworker-1"


@pytest.fixture
def both(nothing: Store, tmp_path: Path) -> Iterator[tuple[SignInPages, ServedProvider]]:
    port = free_ports()
    with served_provider(pages=f"http://127.0.0.1:{port}") as provider:
        settings = [at_the_demo(provider.url)]
        running = pages_with_sign_in(nothing, tmp_path, settings, port=port, clock=provider.clock)
        with running as pages:
            yield pages, provider


def signed_in(
    pages: SignInPages, provider: ServedProvider, person: str = TASK_GROUP, to: str = "/"
) -> SimpleBrowser:
    browser = SimpleBrowser()
    choose(browser, provider, person, start_address(pages.url, provider.url, to))
    return browser


def session_of(browser: SimpleBrowser, pages: SignInPages) -> str:
    return browser.cookies[pages.url][SESSION]


def test_a_person_signs_in_and_gets_to_the_page_that_they_wanted(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = SimpleBrowser()
    first = browser.get(f"{pages.url}/hotspots?by=court")
    assert "Sign in" in first.text
    button = re.search(r'href="(/sign-in/start[^"]+)"', first.text)
    assert button

    start = pages.url + button[1].replace("&amp;", "&")
    arrived = choose(browser, provider, TASK_GROUP, start)

    assert str(arrived.url) == f"{pages.url}/hotspots?by=court"
    assert arrived.status_code == 200
    assert ">Hotspots<" in arrived.text
    assert ">Worklist<" not in arrived.text


def test_a_page_looks_its_session_up_once(
    both: tuple[SignInPages, ServedProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    find = Mock(wraps=pages.sessions.find)
    monkeypatch.setattr(pages.sessions, "find", find)

    page = browser.get(f"{pages.url}/account")
    assert find.call_count == 1
    browser.once(f"{pages.url}/sign-out", "POST", hidden_fields(page.text))
    assert find.call_count == 2


def test_cookies_are_of_this_host_alone_and_say_nothing(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    begun = SimpleBrowser().once(start_address(pages.url, provider.url))

    cookie = begun.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"):
        assert attribute in cookie
    assert "Domain" not in cookie


def test_a_session_is_another_one_after_each_sign_in(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = SimpleBrowser()
    browser.cookies[pages.url] = {SESSION: "planted-by-somebody-else"}
    choose(browser, provider, TASK_GROUP, start_address(pages.url, provider.url))
    first = session_of(browser, pages)
    choose(browser, provider, TASK_GROUP, start_address(pages.url, provider.url))

    assert len({"planted-by-somebody-else", first, session_of(browser, pages)}) == 3


def test_two_tabs_sign_in_beside_each_other(both: tuple[SignInPages, ServedProvider]) -> None:
    pages, provider = both
    browser = SimpleBrowser()
    tabs = [browser.get(start_address(pages.url, provider.url, to)) for to in ("/account", "/")]
    for tab in reversed(tabs):
        fields = hidden_fields(tab.text)
        answer = browser.post(f"{provider.url}/choose", **fields, person=TASK_GROUP)
        assert answer.status_code == 200

    assert str(answer.url) == f"{pages.url}/account"


def test_a_callback_counts_once_and_in_its_own_browser(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    callback = next(each for each in browser.visited if "/sign-in/callback" in each)

    again = browser.get(callback)
    assert again.status_code == 403
    assert "was used" in again.text

    victim = SimpleBrowser()
    page = SimpleBrowser().get(start_address(pages.url, provider.url))
    answer = SimpleBrowser().once(
        f"{provider.url}/choose", "POST", hidden_fields(page.text) | {"person": TASK_GROUP}
    )
    assert victim.get(answer.headers["location"]).status_code == 403
    assert SESSION not in victim.cookies.get(pages.url, {})


def test_a_replayed_code_lets_nobody_in(both: tuple[SignInPages, ServedProvider]) -> None:
    pages, provider = both
    first = signed_in(pages, provider)
    callback = next(each for each in first.visited if "/sign-in/callback" in each)
    code = parse_qs(urlsplit(callback).query)["code"][0]

    thief = SimpleBrowser()
    asked = urlsplit(thief.once(start_address(pages.url, provider.url)).headers["location"])
    state = parse_qs(asked.query)["state"][0]
    back = {"code": code, "state": state, "iss": provider.url}
    answer = thief.get(str(httpx.URL(f"{pages.url}/sign-in/callback", params=back)))

    assert answer.status_code == 403
    assert "was used already" in answer.text
    assert SESSION not in thief.cookies[pages.url]


def test_a_role_taken_away_opens_nothing_at_the_next_request(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    assert browser.get(f"{pages.url}/hotspots").status_code == 200

    person = provider.people[TASK_GROUP]
    provider.people[TASK_GROUP] = person.model_copy(update={"roles": frozenset()})

    assert browser.get(f"{pages.url}/hotspots").status_code == 403
    assert "None: nothing is open to you" in browser.get(f"{pages.url}/account").text


def test_a_person_who_is_no_longer_there_is_signed_out(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    del provider.people[TASK_GROUP]

    assert "Sign in" in browser.get(f"{pages.url}/hotspots").text


def test_a_session_ends_without_use_and_in_any_case(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    pages.later(minutes=29)
    assert browser.once(f"{pages.url}/account").status_code == 200
    pages.later(minutes=31)
    assert browser.once(f"{pages.url}/account").status_code == 303

    browser = signed_in(pages, provider)
    for _ in range(26):
        pages.later(minutes=28)
        last = browser.once(f"{pages.url}/account")
    assert last.status_code == 303


def test_sign_out_ends_the_session_here_and_at_the_provider(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    name = session_of(browser, pages)
    fields = hidden_fields(browser.get(f"{pages.url}/account").text)

    out = browser.post(f"{pages.url}/sign-out", **fields)

    assert "You are signed out" in out.text
    assert any(each.startswith(f"{provider.url}/end_session") for each in browser.visited)
    browser.cookies[pages.url][SESSION] = name
    assert browser.once(f"{pages.url}/account").status_code == 303


def test_sign_out_everywhere_ends_every_session_of_the_person_alone(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    here, there = signed_in(pages, provider), signed_in(pages, provider)
    other = signed_in(pages, provider, CASEWORKER)
    account = here.get(f"{pages.url}/account")
    assert "2 browsers" in account.text

    here.post(f"{pages.url}/sign-out/everywhere", **hidden_fields(account.text))

    assert there.once(f"{pages.url}/account").status_code == 303
    assert other.once(f"{pages.url}/account").status_code == 200


def test_a_form_of_another_site_is_refused(both: tuple[SignInPages, ServedProvider]) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)
    others = signed_in(pages, provider, CASEWORKER)
    theirs = hidden_fields(others.get(f"{pages.url}/account").text)["csrf"]

    for fields in ({}, {"csrf": ""}, {"csrf": theirs}):
        answer = browser.once(f"{pages.url}/sign-out", "POST", fields)
        assert answer.status_code == 403
        assert "did not come from a page of yours" in answer.text
    assert browser.once(f"{pages.url}/account").status_code == 200


def test_a_form_sent_after_the_session_ended_is_seen_again_by_its_sender_alone(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider, CASEWORKER)
    csrf = hidden_fields(browser.get(f"{pages.url}/account").text)["csrf"]
    pages.later(minutes=31)
    path = "/victims/victim-aaaaaaaaaaaaaaaaaaaaaaaaaa/break-glass"

    sent = browser.post(f"{pages.url}{path}", csrf=csrf, reason="risk-to-victim")
    assert "Sign in" in sent.text
    other = SimpleBrowser({pages.url: dict(browser.cookies[pages.url])})
    start = start_address(pages.url, provider.url, "/waiting-form")
    assert "has not been sent" not in choose(other, provider, TASK_GROUP, start).text
    page = choose(browser, provider, CASEWORKER, start)

    assert "Your form has not been sent yet" in page.text
    assert f'action="{path}"' in page.text
    assert hidden_fields(page.text)["reason"] == "risk-to-victim"
    assert hidden_fields(page.text)["csrf"] != csrf


def test_while_the_provider_is_away_the_roles_of_before_count_for_five_minutes(
    nothing: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_ports()
    with served_provider(pages=f"http://127.0.0.1:{port}") as provider:
        settings = at_the_demo(provider.url)
        running = pages_with_sign_in(nothing, tmp_path, [settings], port=port)
        pages = running.__enter__()
        browser = signed_in(pages, provider)
    try:
        assert browser.get(f"{pages.url}/hotspots").status_code == 200
        pages.later(minutes=6)
        away = browser.get(f"{pages.url}/hotspots")
        begun = SimpleBrowser().get(start_address(pages.url, settings.issuer))
    finally:
        running.__exit__(None, None, None)

    for answer in (away, begun):
        assert answer.status_code == 503
        assert "Demo sign-in does not answer" in answer.text
        assert answer.headers["retry-after"] == "5"
    assert f"sign-in failed: provider-away of {settings.issuer}" in caplog.text


def tried(pages: SignInPages, provider: FaultyProvider) -> tuple[SimpleBrowser, httpx.Response]:
    browser = SimpleBrowser()
    sent = browser.once(start_address(pages.url, provider.url, "/account"))
    return browser, browser.get(provider.lets_in(sent.headers["location"]))


FAULTS: dict[str, dict[str, object]] = {
    "issuer": {"claims": {"iss": "https://evil.example"}},
    "audience": {"claims": {"aud": "another-client"}},
    "nonce": {"claims": {"nonce": "of-another-sign-in"}},
    "expired": {"claims": {"exp": 1}},
    "token": {"claims": {"sub": None}},
    "algorithm": {"algorithm": "HS256"},
    "signature": {"signed_with": OTHER_KEY},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_proves_nothing_lets_nobody_in(
    faulty: tuple[SignInPages, FaultyProvider], fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    pages, provider = faulty
    for name, value in FAULTS[fault].items():
        setattr(provider, name, value)
    with caplog.at_level(logging.WARNING):
        browser, answer = tried(pages, provider)

    assert answer.status_code == 403
    assert "could not be proven to be for this sign-in" in answer.text
    assert SESSION not in browser.cookies[pages.url]
    assert f"sign-in failed: {fault} of {provider.url}" in caplog.text
    assert "person-1" not in caplog.text


def test_an_unsigned_token_lets_nobody_in(faulty: tuple[SignInPages, FaultyProvider]) -> None:
    pages, provider = faulty
    provider.algorithm = "none"
    browser, answer = tried(pages, provider)

    assert answer.status_code == 403
    assert SESSION not in browser.cookies[pages.url]


def test_another_audience_beside_ours_needs_us_as_the_authorised_party(
    faulty: tuple[SignInPages, FaultyProvider],
) -> None:
    pages, provider = faulty
    provider.claims = {"aud": [CLIENT, "another"], "azp": "another"}

    assert tried(pages, provider)[1].status_code == 403


def test_a_description_of_another_issuer_is_not_believed(
    faulty: tuple[SignInPages, FaultyProvider],
) -> None:
    pages, provider = faulty
    provider.issuer = "https://evil.example"
    answer = SimpleBrowser().get(start_address(pages.url, provider.url))

    assert answer.status_code == 403


def test_new_keys_of_the_provider_are_asked_for(
    faulty: tuple[SignInPages, FaultyProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, provider = faulty
    assert tried(pages, provider)[1].status_code == 200
    provider.signed_with, provider.published = OTHER_KEY, [OTHER_KEY]
    monkeypatch.setattr("web.sign_in.signed_claims._AGAIN", 0.0)

    assert tried(pages, provider)[1].status_code == 200


def test_a_provider_that_answers_late_is_not_waited_for(
    faulty: tuple[SignInPages, FaultyProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, provider = faulty
    monkeypatch.setattr("web.sign_in.provider_connection.PATIENCE", 0.2)
    provider.wait = 1.0

    assert tried(pages, provider)[1].status_code == 503


def test_user_info_about_somebody_else_ends_the_session(
    faulty: tuple[SignInPages, FaultyProvider],
) -> None:
    pages, provider = faulty
    browser, answer = tried(pages, provider)
    assert answer.status_code == 200
    provider.person = {"sub": "person-2"}

    assert "Sign in" in browser.get(f"{pages.url}/account").text


def test_a_provider_of_one_agency_cannot_say_another(nothing: Store, tmp_path: Path) -> None:
    with faulty_provider() as provider:
        provider.person = {"agency": "cps", "roles": ["agency-operator"]}
        settings = ProviderSettings(
            issuer=provider.url, name="The Met's", client_id=CLIENT, agency="met-police"
        )
        with pages_with_sign_in(nothing, tmp_path, [settings]) as pages:
            browser, _ = tried(pages, provider)
            assert browser.get(f"{pages.url}/agencies/met-police").status_code == 200
            assert browser.get(f"{pages.url}/agencies/cps").status_code == 403


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-in", "\n/x", "//["]
)
def test_sign_in_leads_to_our_own_pages_alone(
    faulty: tuple[SignInPages, FaultyProvider], to: str
) -> None:
    pages, provider = faulty
    browser = SimpleBrowser()
    sent = browser.once(start_address(pages.url, provider.url, to))
    back = browser.once(provider.lets_in(sent.headers["location"]))

    assert back.headers["location"] == "/"


def test_the_file_of_sessions_has_no_name_of_a_session(
    both: tuple[SignInPages, ServedProvider], tmp_path: Path
) -> None:
    pages, provider = both
    browser = signed_in(pages, provider)

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("s.sqlite*"))
    assert session_of(browser, pages).encode() not in stored
    assert browser.cookies[pages.url][BROWSER].encode() not in stored
    assert (tmp_path / "s.sqlite").stat().st_mode & 0o077 == 0
