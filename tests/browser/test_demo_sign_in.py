"""The pages of the demo's sign-in: with scripts and without, on a desk and on a phone, by axe."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from demo_provider import BACK, ServedProvider, served_provider
from sign_in_demo.demo_clients import COMMAND_LINE_CLIENT

pytestmark = pytest.mark.browser

WIDTHS = {"desk": 1280, "phone": 375}
VIOLATIONS = "; axe.run({resultTypes: ['violations']}).then(found => found.violations)"
MADE_UP = "These people are made up: anybody may be any of them."


@pytest.fixture(scope="module")
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": WIDTHS[request.param], "height": 900})
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


def reads_well(page: Page, axe: str, screenshots: Path | None, name: str) -> None:
    size = page.viewport_size
    assert size
    if screenshots:
        width = {width: word for word, width in WIDTHS.items()}[size["width"]]
        page.screenshot(path=screenshots / f"sign-in-{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    violations = page.evaluate(axe + VIOLATIONS)
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


def client_answers(page: Page) -> None:
    """The pages' own address answers, which is not there in this test."""

    def answer(route: Route) -> None:
        route.fulfill(body="signed in", content_type="text/plain")

    page.route(f"{BACK}*", answer)


def test_the_page_to_choose_reads_well(
    page: Page, provider: ServedProvider, axe: str, screenshots: Path | None
) -> None:
    page.goto(link(provider))
    assert MADE_UP in page.inner_text("main")
    assert page.locator("input[type=radio]").count() == len(provider.people)
    reads_well(page, axe, screenshots, "choose")

    page.click("button:text-is('Sign in')")
    assert "Select who you want to be" in page.inner_text("main")
    reads_well(page, axe, screenshots, "nobody-chosen")


def test_the_other_pages_read_well(
    page: Page, provider: ServedProvider, axe: str, screenshots: Path | None
) -> None:
    code = user_code(provider)
    page.goto(f"{provider.url}/device")
    reads_well(page, axe, screenshots, "device")
    page.fill("#user_code", "nothing")
    page.click("text=Continue")
    reads_well(page, axe, screenshots, "device-wrong")
    page.fill("#user_code", code)
    page.click("text=Continue")
    assert f"shows the code {code}" in page.inner_text("main")
    reads_well(page, axe, screenshots, "device-choose")
    page.click("text=Demo auditor 1")
    page.click("button:text-is('Sign in')")
    assert page.inner_text("h1") == "You are signed in as Demo auditor 1"
    reads_well(page, axe, screenshots, "done")
    page.goto(f"{provider.url}/authorize?client_id=another")
    reads_well(page, axe, screenshots, "wrong")


def test_a_person_chooses_and_is_sent_back_with_a_code(
    page: Page, provider: ServedProvider
) -> None:
    """The browser follows the form to another origin only where the policy of the page lets it."""
    client_answers(page)
    page.goto(link(provider))
    page.click("text=Demo supervisor 1, Witness Care Unit")
    page.click("button:text-is('Sign in')")
    page.wait_for_url(f"{BACK}*")
    answer = dict(parse_qsl(urlsplit(page.url).query))
    tokens = provider.exchange(answer["code"]).json()
    assert provider.userinfo(tokens["access_token"]).json()["staff"] == "WC2900"


def test_it_works_without_scripts(plain_page: Page, provider: ServedProvider) -> None:
    client_answers(plain_page)
    plain_page.goto(link(provider))
    assert plain_page.locator("script").count() == 0
    plain_page.click("button:text-is('Do not sign in')")
    plain_page.wait_for_url(f"{BACK}*")
    assert "error=access_denied" in plain_page.url
