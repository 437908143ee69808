"""A person signs in to the real pages at the real provider, and out again, in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Page

from demo_provider import SECRETS, ServedProvider, served_provider
from example_access import access_of
from example_server import serving
from projections.store import Store
from real_broker import free_ports
from sign_in_demo.demo_clients import PAGES_CLIENT
from web.sign_in.provider_connection import ProviderConnection
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sessions import Sessions
from web.sign_in.signed_in import SignIns
from web.web_addresses import WebAddresses
from web.web_app import create_app

pytestmark = pytest.mark.browser

WHO = "Demo platform operator 1"


@contextmanager
def served_pages(provider: ServedProvider, sessions: Path, port: int) -> Iterator[str]:
    chosen = ProviderSettings(
        issuer=provider.url,
        name="Demo sign-in",
        client_id=PAGES_CLIENT,
        client_secret=SECRETS[PAGES_CLIENT],
    )
    client = ProviderConnection(chosen)
    stored = Sessions(sessions, idle=1800, absolute=36_000)
    signs = SignIns([client], stored, lambda: datetime.now(UTC))
    app = create_app(
        cast(Store, None),  # no page of this test asks the database
        lambda: datetime.now(UTC),
        replace(access_of(), authentication=signs),
        WebAddresses(providers=[chosen.origin]),
    )
    with serving(app, port) as url:
        yield url
    client.close()
    stored.close()


@pytest.fixture
def port() -> int:
    return free_ports()


@pytest.fixture
def provider(port: int) -> Iterator[ServedProvider]:
    with served_provider(pages=f"http://127.0.0.1:{port}") as served:
        yield served


@pytest.fixture
def url(provider: ServedProvider, port: int, tmp_path: Path) -> Iterator[str]:
    with served_pages(provider, tmp_path / "sessions.sqlite", port) as address:
        yield address


@pytest.fixture(params=["scripts", "no scripts"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with chromium.new_context(java_script_enabled=request.param == "scripts") as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page


def test_a_person_signs_in_loses_a_role_and_signs_out(
    page: Page, provider: ServedProvider, url: str
) -> None:
    page.goto(f"{url}/sign-in?next=/account")
    page.click("main a[role=button]")
    assert page.url.startswith(f"{provider.url}/authorize")
    page.click(f"text={WHO}")
    page.click("button:text-is('Sign in')")
    page.wait_for_url(f"{url}/account")
    assert WHO in page.inner_text("main")

    who = "demo-platform-operator-1"
    before = provider.people[who]
    provider.people[who] = before.model_copy(update={"roles": frozenset()})
    answer = page.goto(f"{url}/operators")
    assert answer is not None
    assert answer.status == 403

    page.goto(f"{url}/account")
    page.click("button:has-text('Sign out') >> nth=0")
    page.wait_for_url(f"{url}/signed-out")
    page.goto(f"{url}/account")
    assert "/sign-in" in page.url
