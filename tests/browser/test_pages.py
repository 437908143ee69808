"""Each page as people meet it: on a desktop and on a phone, with scripts and without, by axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import example_journeys

pytestmark = pytest.mark.browser

STORIES = {story.number: story for story in example_journeys.stories()}
WIDTHS = {"desktop": 1280, "phone": 375}

PAGES = {
    "overview": ("/", "One journey for every victim of crime in London"),
    "hotspots-by-stage": ("/hotspots", "The longest wait is from first hearing to trial"),
    "hotspots-by-agency": ("/hotspots?by=agency", "Crown Prosecution Service"),
    "hotspots-by-court": ("/hotspots?by=court", "longest against its tier for Snaresbrook"),
    "hotspots-by-borough": ("/hotspots?by=borough", "Newham"),
    "hotspots-by-offence": ("/hotspots?by=offence", "Domestic abuse"),
    "victim-late": (f"/victims/{STORIES[40].victim}", "Late and not done"),
    "victim-due-soon": (f"/victims/{STORIES[63].victim}", "Suspect 2 was arrested"),
    "victim-by-month": (f"/victims/{STORIES[64].victim}", "In or after January 2025"),
    "victim-unknown": ("/victims/victim-nobody", "No victim’s journey is kept"),
    "alerts": ("/alerts", "161 working days late"),
    "alerts-filtered": ("/alerts?agency=city-police&kind=due-soon", "2 alerts"),
    "alerts-closed": ("/alerts?state=closed", "Resolved: the victim has been told"),
    "alerts-closed-2": ("/alerts?state=closed&page=2", "26 to 50 shown"),
    "agencies": ("/agencies", "HM Courts and Tribunals Service"),
    "agency": ("/agencies/city-police", "journey rejected retry city-police/2 --with mended.json"),
    "agency-unknown": ("/agencies/amira", "No agency has that name"),
    "nowhere": ("/nowhere", "Page not found"),
    "mistaken": ("/hotspots?by=amira", "Not one of the values allowed: by"),
}


@pytest.fixture(scope="module", params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": WIDTHS[request.param], "height": 900})
    yield page
    page.close()


def _width(page: Page) -> str:
    size = page.viewport_size
    assert size is not None
    return next(name for name, width in WIDTHS.items() if width == size["width"])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well(page: Page, url: str, axe: str, screenshots: Path, name: str) -> None:
    path, says = PAGES[name]
    page.goto(url + path)
    page.screenshot(path=screenshots / f"{name}-{_width(page)}.png", full_page=True)
    assert says in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[_width(page)]
    assert page.evaluate("document.fonts.size") == 0
    violations = page.evaluate(axe + "; axe.run().then(found => found.violations)")
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_without_scripts(chromium: Browser, url: str, name: str) -> None:
    path, says = PAGES[name]
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(url + path)
        assert says in (page.text_content("main") or "")
        assert page.locator("script").count() == 0


def test_axe_finds_what_is_wrong(page: Page, url: str, axe: str) -> None:
    """The proof of the proof: axe runs in spite of the pages' policy against scripts."""
    page.goto(url)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    violations = page.evaluate(axe + "; axe.run().then(found => found.violations)")
    assert [found["id"] for found in violations] == ["image-alt"]


def test_a_page_asks_only_its_own_server(chromium: Browser, url: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        for name in ("overview", "hotspots-by-court", "victim-late", "alerts", "agency"):
            page.goto(url + PAGES[name][0])
        assert {address for address in asked if not address.startswith(url)} == set()
        assert f"{url}/static/vendor/govuk-frontend.min.css" in asked
        assert told == []


def test_a_caseworker_goes_from_an_alert_to_the_journey(page: Page, url: str) -> None:
    page.goto(url + "/alerts")
    page.select_option("#agency", "city-police")
    page.click("text=Filter")
    page.click("table a >> nth=0")
    assert page.url == f"{url}/victims/{STORIES[63].victim}"
    assert "did not reach them: there was no answer" in page.inner_text("main")
    page.click("text=When it was known >> nth=0")
    assert "Received by this platform: 9 January 2025, 12:30pm" in page.inner_text("main")


def test_a_chart_says_its_finding_and_fits(page: Page, url: str) -> None:
    page.goto(url + "/hotspots?by=court")
    assert "Snaresbrook Crown Court" in (page.text_content("svg.vj-chart title") or "")
    chart = page.locator("svg.vj-chart").bounding_box()
    labels = page.locator("svg.vj-chart text").all()
    assert chart is not None
    for label in labels:
        box = label.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= WIDTHS[_width(page)]
