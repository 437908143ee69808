"""Each page as people meet it: on a desktop and on a phone, with scripts and without, by axe."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import Browser, Page

import example_journeys
from caseworkers.urgency import Urgency
from page_text import PageText
from reads_well import HEIGHT, WIDTHS, reads_well, violations
from web.wording import short_pseudonym

pytestmark = pytest.mark.browser

STORIES = {story.number: story for story in example_journeys.stories()}


def duty(number: int, rule: str) -> str:
    return f"/obligations/{example_journeys.duty(STORIES[number], rule).id}"


PAGES = {
    "sign-in": ("/sign-in", "Each look at a person’s data is recorded"),
    "signed-out": ("/signed-out", "You are signed out"),
    "account": ("/account", "As the owner of this machine"),
    "overview": ("/overview", "One journey for every victim of crime in London"),
    "hotspots-by-stage": ("/hotspots", "Victims wait longest"),
    "hotspots-one-stage": ("/hotspots?stage=trial", "Victims in London from trial to verdict"),
    "hotspots-by-agency": ("/hotspots?by=agency", "Crown Prosecution Service"),
    "hotspots-by-tier": ("/hotspots?by=tier", "No tier of court can be told apart"),
    "hotspots-by-court": ("/hotspots?by=court", "Victims at Snaresbrook Crown Court waited 2.4"),
    "hotspots-by-unit": ("/hotspots?by=bcu&order=ratio", "No command unit can be told apart"),
    "hotspots-by-borough": ("/hotspots?by=borough", "Victims in Newham"),
    "flows-by-court": (
        "/flows?by=court&stage=at-court",
        "Wood Green Crown Court has the largest growth in open cases",
    ),
    "flows-of-london": ("/flows", "has the largest growth in open cases"),
    "hotspots-by-offence": ("/hotspots?by=offence", "Domestic abuse"),
    "hotspots-by-kind": ("/hotspots?by=victim-kind", "Bereaved relatives"),
    "hotspots-one-place": (
        "/hotspots?by=court&place=isleworth&period=2025-Q2",
        "Victims at Isleworth Crown Court cannot be told apart",
    ),
    "hotspots-no-release": ("/hotspots?release=9", "There is no release 9: the newest is 1"),
    "hotspots-no-stage": (
        "/hotspots?by=court&stage=reported",
        "There are no figures by court",
    ),
    "hotspots-two-places": ("/hotspots?place=harrow&offence=rape", "one place at a time"),
    "victim-late": (f"/victims/{STORIES[40].victim}", "Late and not done"),
    "victim-due-soon": (f"/victims/{STORIES[63].victim}", "Suspect 2 was arrested"),
    "victim-by-month": (f"/victims/{STORIES[64].victim}", "In or after January 2025"),
    "victim-excused": (f"/victims/{STORIES[68].victim}", "To contact the victim would not have"),
    "victim-protected": (
        f"/victims/{STORIES[68].victim}#protection",
        "Interim stalking protection order",
    ),
    "victim-old-code": (f"/victims/{STORIES[69].victim}", "R6.2 of the 2015 Code, not confirmed"),
    "victim-corrected": (f"/victims/{STORIES[70].victim}", "Contradictions"),
    "victim-disputed": (f"/victims/{STORIES[71].victim}", "Disputed and restricted"),
    "victim-as-of": (
        f"/victims/{STORIES[40].victim}?as_of=2025-01-08T12:00",
        "This is what was known at 8 January 2025, midday",
    ),
    "victim-before-all": (
        f"/victims/{STORIES[40].victim}?as_of=2024-01-08",
        "It is not that nothing was owed",
    ),
    "duty-late": (duty(40, "R6.1"), "161 working days late on 1 September 2025"),
    "duty-done-late": (duty(1, "R6.6"), "Done in time"),
    "duty-excused": (duty(68, "R6.1"), "Did not count"),
    "duty-of-the-victim": (duty(68, "ULS"), "Nobody: the victim’s own time to ask"),
    "duty-not-confirmed": (duty(69, "R6.2"), "nobody has read it in a source"),
    "duty-as-of": (duty(40, "R6.1") + "?as_of=2025-01-10T12:00", "there is time until the end of"),
    "words-polish": (duty(40, "R6.1") + "/words?language=pl", "Policja zatrzymała"),
    "words-bengali": (duty(40, "R6.1") + "/words?language=bn", "not reviewed"),
    "words-english": (duty(40, "R6.1") + "/words?language=en", "The police have arrested"),
    "words-told-already": (duty(1, "R6.6") + "/words", "There is nothing to tell the victim"),
    "words-unknown": (duty(40, "R6.1") + "/words?language=zz", "no text in that language"),
    "duty-unknown": (f"/obligations/{UUID(int=0)}", "No such duty is known on your caseload"),
    "victim-unknown": ("/victims/victim-nobody", "No victim’s journey is kept"),
    "alerts": ("/alerts", "Due today or tomorrow: 2"),
    "alerts-long-late": ("/alerts?urgency=long-late&page=2", "162 working days late"),
    "alerts-unsafe": ("/alerts?kind=unsafe-contact", "Never by"),
    "alerts-filtered": ("/alerts?agency=city-police&kind=due-soon", "Due tomorrow"),
    "alerts-found": ("/alerts?reference=crime+reference+4400040%2F25", "of the arrest of"),
    "alerts-not-found": ("/alerts?reference=nowhere", "No alerts with these filters"),
    "alerts-closed": ("/alerts?state=closed", "Replaced by a late alert"),
    "alerts-closed-2": ("/alerts?state=closed&page=2", "26 to 50 shown"),
    "alert-health": ("/alert-health?days=90", "Told that a suspect was arrested"),
    "agency-first": ("/agencies/city-police", "What to do first"),
    "operators-first": ("/operators", "What to do first"),
    "agencies": ("/agencies", "HM Courts and Tribunals Service"),
    "agency": ("/agencies/city-police", "journey rejected retry city-police/2 --with mended.json"),
    "agency-waited-for": ("/agencies/met-police", "wait 14 hours for its records"),
    "agency-paused": ("/agencies/probation", "26 of 50 events in a row were refused"),
    "audit": ("/audit", "Who looked"),
    "operators-waits": ("/operators", "Alerts about an agency’s duties wait for its records"),
    "operators": ("/operators", "journey, partition 1, offset 17"),
    "agency-unknown": ("/agencies/amira", "No agency has that name"),
    "nowhere": ("/nowhere", "Page not found"),
    "mistaken": ("/hotspots?by=amira", "Not one of the values allowed: by, which is"),
}


@pytest.fixture(scope="module", params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": WIDTHS[request.param], "height": HEIGHT})
    yield page
    page.close()


@pytest.fixture(scope="module")
def any_width(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page in which no script runs."""
    with chromium.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, follow_redirects=True, timeout=60) as client:
        yield client


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well(
    any_width: Page, url: str, axe: str, screenshots: Path | None, name: str
) -> None:
    path, says = PAGES[name]
    any_width.goto(url + path)
    assert says in any_width.inner_text("main")
    assert any_width.evaluate("document.fonts.size") == 0
    reads_well(any_width, axe, screenshots and screenshots / name)
    assert says in any_width.inner_text("main")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_without_scripts(client: httpx.Client, name: str) -> None:
    """What the server sends is all that a browser has in which no script runs."""
    path, says = PAGES[name]
    page = PageText(client.get(path).text)
    assert says in page.main
    assert page.scripts == 0


def test_axe_finds_what_is_wrong(any_width: Page, url: str, axe: str) -> None:
    """The proof of the proof: axe runs in spite of the pages' policy against scripts."""
    any_width.goto(url)
    any_width.evaluate("document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        reads_well(any_width, axe)


@pytest.mark.parametrize(("name", "bound"), [("phone", "max-width"), ("desktop", "min-width")])
def test_a_colour_that_is_wrong_at_one_width_is_found(
    any_width: Page, url: str, axe: str, name: str, bound: str
) -> None:
    any_width.goto(url)
    any_width.evaluate(
        "rule => document.styleSheets[0].insertRule(rule)",
        f"@media ({bound}: 700px) {{ main h1 {{ color: #ddd !important }} }}",
    )
    with pytest.raises(AssertionError, match=f"(?s){name}.*color-contrast"):
        reads_well(any_width, axe)


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
    page.click("button:text-is('Show') >> nth=0")
    page.click(f"h3 a:has-text('{short_pseudonym(STORIES[63].victim)}') >> nth=0")
    assert page.url == f"{url}/victims/{STORIES[63].victim}"
    assert "did not reach them: there was no answer" in page.inner_text("main")
    page.click("text=When it was known >> nth=0")
    assert "Received by this platform: 9 January 2025, 12:30pm" in page.inner_text("main")


def test_what_is_long_late_folds_and_unfolds_without_scripts(plain_page: Page, url: str) -> None:
    plain_page.goto(url + "/alerts?page=2")
    folded = plain_page.locator("details .vj-victim")
    assert folded.count() > 0
    assert not folded.first.is_visible()
    plain_page.click("main summary >> nth=0")
    assert folded.first.is_visible()


def test_on_a_phone_an_alert_is_one_line_or_whole(chromium: Browser, url: str) -> None:
    page = chromium.new_page(viewport={"width": 375, "height": HEIGHT})
    page.goto(url + "/alerts?urgency=long-late")
    one = page.locator(".vj-line:not(.vj-line--alike)").all()
    whole = page.locator(".vj-line--alike").all()
    assert whole
    assert max(line.evaluate("e => e.clientHeight") for line in one) < 35
    assert all(line.evaluate("e => e.scrollWidth <= e.clientWidth") for line in whole)
    page.close()


def test_each_count_leads_to_its_list(page: Page, url: str) -> None:
    page.goto(url + "/alerts")
    links = page.locator("nav[aria-label='How urgent'] a")
    counted = {link.get_attribute("href"): link.inner_text() for link in links.all()}
    assert len(counted) == len(Urgency)
    for href, text in counted.items():
        if int(text.rpartition(": ")[2]) <= 25:
            page.goto(url + str(href))
            assert page.locator(".vj-line").count() == int(text.rpartition(": ")[2])


def test_a_tag_is_one_line(chromium: Browser, url: str) -> None:
    page = chromium.new_page(viewport={"width": 700, "height": HEIGHT})
    page.goto(url + PAGES["victim-late"][0])
    tags = page.locator(".govuk-tag").all()
    assert tags
    assert max(tag.evaluate("e => e.clientHeight") for tag in tags) < 35
    page.close()


def test_a_caseworker_asks_what_was_known_and_why(page: Page, url: str) -> None:
    page.goto(f"{url}/victims/{STORIES[40].victim}")
    page.click("text=What was known at an earlier time")
    page.fill("#as_of", "2025-01-10T12:00:00")
    page.click("button:text-is('Show')")
    assert "What was known at an earlier time" in page.inner_text("main")
    page.click("table a:has-text('Told that a suspect was arrested')")
    assert "known at 10 January 2025, midday" in page.inner_text("main")
    assert "Not yet done" in page.inner_text("main")
    page.click("text=See what is known now")
    assert "Late and not done" in page.inner_text("main")
    page.click("text=The victim’s journey")
    assert page.url == f"{url}/victims/{STORIES[40].victim}"


def test_who_is_not_told_apart_unfolds_by_name(page: Page, url: str, axe: str) -> None:
    page.goto(url + "/hotspots?by=borough&stage=first-hearing")
    assert page.locator("table[aria-labelledby=told-apart] tbody tr").count() == 1
    others = page.locator("table[aria-labelledby=others]")
    assert not others.is_visible()
    page.click("text=33 comparisons, by name")
    assert others.is_visible()
    names = [name.inner_text() for name in others.locator("tbody th a").all()]
    assert names == sorted(names)
    page.evaluate(f"{axe}; 0")
    assert violations(page, but=[]) == []


def test_filters_work_without_scripts(plain_page: Page, url: str) -> None:
    plain_page.goto(url + "/hotspots?by=court")
    plain_page.select_option("#stage", "first-hearing")
    plain_page.select_option("#place", "harrow")
    plain_page.select_option("#period", "2025-Q2")
    plain_page.click("button:text-is('Show')")
    assert "by=court&stage=first-hearing&place=harrow&period=2025-Q2" in plain_page.url
    assert "Harrow Crown Court waited 0.60 times" in (plain_page.text_content("h1") or "")


def test_a_charts_dots_and_words_fit(page: Page, url: str) -> None:
    assert page.viewport_size
    page.goto(url + "/hotspots?by=court")
    parts = page.locator(".vj-dots span, .vj-dots circle, .vj-dots text").all()
    boxes = [box for part in parts if (box := part.bounding_box()) and box["width"]]
    assert len(boxes) > 15
    assert max(box["x"] + box["width"] for box in boxes) <= page.viewport_size["width"]
    assert page.locator(".vj-dots__dot--full").count() == 2
    assert page.locator(".vj-dots__dot--hollow").count() == 3
