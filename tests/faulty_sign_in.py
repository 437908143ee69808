"""Signing in to the pages with a provider that answers as it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from faulty_provider import CLIENT, FaultyProvider, faulty_provider
from projections.store import Store
from signing_in import SignInPages, pages_with_sign_in, start_address
from simple_browser import SimpleBrowser
from web.sign_in.provider_settings import ProviderSettings

Both = tuple[SignInPages, FaultyProvider]


@contextmanager
def pages_with_faulty_provider(store: Store, data: Path) -> Iterator[Both]:
    with faulty_provider() as provider:
        settings = ProviderSettings(issuer=provider.url, name="Faulty", client_id=CLIENT)
        with pages_with_sign_in(store, data, [settings]) as pages:
            yield pages, provider


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
