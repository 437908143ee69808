"""The pages of the demo's sign-in: with scripts and without, on a desk and on a phone, by axe."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from demo_provider import BACK, ServedProvider, served_provider
from reads_well import reads_well
from sign_in_demo.demo_clients import COMMAND_LINE_CLIENT

pytestmark = pytest.mark.browser

MADE_UP = "These people are made up: anybody may be any of them."


@pytest.fixture(scope="module")
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page in which no script runs."""
    with chromium.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def link(provider: ServedProvider) -> str:
    return str(provider.http.build_request("GET", "/authorize", params=provider.request()).url)


def user_code(provider: ServedProvider) -> str:
    form = {"client_id": COMMAND_LINE_CLIENT}
    code: str = provider.http.post("/device_authorization", data=form).json()["user_code"]
    return code


def test_the_page_to_choose_reads_well(
    page: Page, provider: ServedProvider, axe: str, screenshots: Path | None
) -> None:
    page.goto(link(provider))
    assert MADE_UP in page.inner_text("main")
    assert page.locator("input[type=radio]").count() == len(provider.people)
    reads_well(page, axe, screenshots and screenshots / "sign-in-choose")

    page.click("button:text-is('Sign in')")
    assert "Select who you want to be" in page.inner_text("main")
    reads_well(page, axe, screenshots and screenshots / "sign-in-nobody-chosen")


def test_the_other_pages_read_well(
    page: Page, provider: ServedProvider, axe: str, screenshots: Path | None
) -> None:
    code = user_code(provider)
    page.goto(f"{provider.url}/device")
    reads_well(page, axe, screenshots and screenshots / "sign-in-device")
    page.fill("#user_code", "nothing")
    page.click("text=Continue")
    reads_well(page, axe, screenshots and screenshots / "sign-in-device-wrong")
    page.fill("#user_code", code)
    page.click("text=Continue")
    assert f"shows the code {code}" in page.inner_text("main")
    reads_well(page, axe, screenshots and screenshots / "sign-in-device-choose")
    page.click("text=Demo auditor 1")
    page.click("button:text-is('Sign in')")
    assert page.inner_text("h1") == "You are signed in as Demo auditor 1"
    reads_well(page, axe, screenshots and screenshots / "sign-in-done")
    page.goto(f"{provider.url}/authorize?client_id=another")
    reads_well(page, axe, screenshots and screenshots / "sign-in-wrong")


def test_a_person_chooses_and_is_sent_back_with_a_code(
    page: Page, provider: ServedProvider
) -> None:
    """The browser follows the form to another origin only where the policy of the page lets it."""
    page.goto(link(provider))
    page.click("text=Demo supervisor 1, Witness Care Unit")
    with page.expect_request(f"{BACK}*") as asked:
        page.click("button:text-is('Sign in')")
    answer = dict(parse_qsl(urlsplit(asked.value.url).query))
    tokens = provider.exchange(answer["code"]).json()
    assert provider.userinfo(tokens["access_token"]).json()["staff"] == "WC2900"


def test_it_works_without_scripts(plain_page: Page, provider: ServedProvider) -> None:
    plain_page.goto(link(provider))
    assert plain_page.locator("script").count() == 0
    with plain_page.expect_request(f"{BACK}*") as asked:
        plain_page.click("button:text-is('Do not sign in')")
    assert "error=access_denied" in asked.value.url
