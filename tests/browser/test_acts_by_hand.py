"""Acting in a real browser: few clicks from the worklist without scripts, and each form by axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import example_journeys
from access.viewer import PERSONAL
from acts_sent import ActingPages, acting_pages
from events.alert_acts import AlertAcknowledged
from events.contact import VictimInformed
from example_access import viewer_with
from reads_well import HEIGHT, WIDTHS, reads_well
from store_copies import filled_store

pytestmark = pytest.mark.browser

STORY = {story.number: story for story in example_journeys.stories()}[40]
ALERT = example_journeys.late_alert(STORY, "R6.1")
DUTY = example_journeys.duty(STORY, "R6.1")
FORM = f"/victims/{STORY.victim}/acts"
FORMS = {
    "worklist": "/alerts?urgency=long-late",
    "taken": "/alerts?state=taken",
    "victim": f"/victims/{STORY.victim}",
    "duty": f"/obligations/{DUTY.id}",
    "told": f"{FORM}/told?alert={ALERT.id}",
    "acknowledge": f"{FORM}/acknowledge?alert={ALERT.id}",
    "snooze": f"{FORM}/snooze?alert={ALERT.id}",
    "hand-over": f"{FORM}/hand-over?alert={ALERT.id}",
    "excuse": f"{FORM}/excuse?alert={ALERT.id}",
    "close": f"{FORM}/close?alert={ALERT.id}",
    "correct": f"{FORM}/correct?event={DUTY.trigger}",
}
PLACES = "main h1, main h2, main h3, main dd, .govuk-breadcrumbs a"
LONG_WORDS = f"""for (const each of document.querySelectorAll('{PLACES}'))
    each.append('X'.repeat(90));"""
"""Each place has a word as long as a case reference may be."""


@pytest.fixture(scope="module")
def acting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ActingPages]:
    """Somebody of the Met who is a caseworker and a supervisor, and has one victim."""
    who = viewer_with(*PERSONAL)
    with (
        filled_store(tmp_path_factory.mktemp("acts") / "chdb") as store,
        acting_pages(store, who, [STORY.victim]) as pages,
    ):
        yield pages


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page in which no script runs."""
    with chromium.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all forms: a browser begins a process for each new one."""
    page = chromium.new_page()
    yield page
    page.close()


def test_one_click_takes_an_alert_up_and_four_record_a_telling(
    plain_page: Page, acting: ActingPages
) -> None:
    plain_page.goto(f"{acting.client.base_url}/alerts?urgency=long-late")
    line = plain_page.locator(".vj-line", has_text="of the arrest of")
    with plain_page.expect_navigation():
        line.locator("button", has_text="Acknowledge").click()
    assert plain_page.locator(".govuk-notification-banner").count() == 1
    line.locator("a", has_text="Told the victim").click()
    plain_page.check("input[name=channel][value=telephone]", force=True)
    plain_page.check("input[name=outcome][value=reached]", force=True)
    with plain_page.expect_navigation():
        plain_page.click("button:has-text('Record it')")

    assert "/alerts?urgency=long-late&acted=" in plain_page.url
    assert [type(event.fact) for event in acting.sent.events] == [AlertAcknowledged, VictimInformed]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reads_well(
    page: Page, acting: ActingPages, axe: str, screenshots: Path | None, name: str
) -> None:
    page.goto(f"{acting.client.base_url}{FORMS[name]}")
    if name in ("told", "snooze", "excuse"):
        with page.expect_navigation():
            page.locator("main form button").last.click()
    reads_well(page, axe, screenshots and screenshots / f"act-{name}")
    page.evaluate(LONG_WORDS)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
