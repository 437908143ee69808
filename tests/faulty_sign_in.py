"""Signing in to the pages with a provider that answers as it is told to."""

import httpx

from faulty_provider import FaultyProvider
from signing_in import SignInPages, start_address
from simple_browser import SimpleBrowser

Both = tuple[SignInPages, FaultyProvider]


def signed_in(pages: SignInPages, provider: FaultyProvider) -> SimpleBrowser:
    browser = SimpleBrowser()
    arrived = begun(pages, provider, browser)
    assert arrived.status_code == 200
    return browser


def begun(pages: SignInPages, provider: FaultyProvider, browser: SimpleBrowser) -> httpx.Response:
    sent = browser.once(start_address(pages.url, provider.url, "/account"))
    if "location" not in sent.headers:
        return sent
    return browser.get(provider.lets_in(sent.headers["location"]))
