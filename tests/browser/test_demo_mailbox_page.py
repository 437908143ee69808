"""The page of the demo's mailbox: without scripts, on a desk and on a phone, by axe."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from example_messages import MESSAGE
from example_server import serving
from mailbox_demo.mailbox_app import create_mailbox_app
from mailbox_demo.mailbox_letters import Mailbox, MailboxLetter
from notifier.channels.mail_writing import mail_of
from reads_well import reads_well

pytestmark = pytest.mark.browser

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHO = "a-caseworker-with-a-long-name.mp1001@hackney.police.example"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "letters.jsonl")


@pytest.fixture
def address(mailbox: Mailbox) -> Iterator[str]:
    with serving(create_mailbox_app(mailbox)) as url:
        yield url


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def come(mailbox: Mailbox, count: int) -> None:
    """So many e-mails, the last of them twice."""
    for number in [*range(count), count - 1]:
        message = replace(MESSAGE, id=f"alert-{number}", subject=f"{number + 1} duties are due")
        mail = mail_of(message, "alerts@victim-journey.example", WHO, AT)
        mailbox.add(MailboxLetter.read(bytes(mail), WHO, AT))


def test_the_page_reads_well(
    page: Page, mailbox: Mailbox, address: str, axe: str, screenshots: Path | None
) -> None:
    page.goto(address)
    assert "Nothing has arrived yet" in page.inner_text("main")
    reads_well(page, axe, screenshots and screenshots / "mailbox-empty")

    come(mailbox, 25)
    page.click("text=Look again")
    assert page.locator("h2").count() == 20
    assert page.locator("h2").first.inner_text() == "25 duties are due"
    reads_well(page, axe, screenshots and screenshots / "mailbox-letters")


def test_a_link_leads_to_the_page_of_the_message(
    chromium: Browser, mailbox: Mailbox, address: str
) -> None:
    come(mailbox, 1)
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.route("https://journey.example/**", lambda route: route.fulfill(body="the worklist"))
        page.goto(address)
        page.click("text=journey.example/worklist >> nth=0")

        assert page.url == MESSAGE.link
