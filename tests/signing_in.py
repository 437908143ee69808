"""Pages that people sign in to, over real HTTP, with a provider and a clock of the test."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx

import example_journeys
from demo_provider import SECRETS, ServedProvider, ShiftedClock
from example_access import Recorder, access_of
from example_server import serving
from projections.store import Store
from sign_in_demo.demo_clients import PAGES_CLIENT
from simple_browser import SimpleBrowser, hidden_fields
from web.request_access import AccessParts
from web.sign_in.provider_connection import ProviderConnection
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sessions import Sessions
from web.sign_in.signed_in import SignIns
from web.staff_preferences import StaffPreferences
from web.web_addresses import WebAddresses
from web.web_app import create_app

IDLE, ABSOLUTE = 1800.0, 12 * 3600.0


@dataclass
class SignInPages:
    """The address of the pages, their clock, their sessions, and the looks that were recorded."""

    url: str
    clock: ShiftedClock
    sessions: Sessions
    recorder: Recorder

    def later(self, **by: float) -> None:
        self.clock.later += timedelta(**by)


def at_the_demo(issuer: str) -> ProviderSettings:
    return ProviderSettings(
        issuer=issuer,
        name="Demo sign-in",
        client_id=PAGES_CLIENT,
        client_secret=SECRETS[PAGES_CLIENT],
    )


@contextmanager
def pages_with_sign_in(
    store: Store,
    data: Path,
    providers: Sequence[ProviderSettings],
    victims: Sequence[str] = (),
    port: int = 0,
    clock: ShiftedClock | None = None,
    preferences: StaffPreferences | None = None,
) -> Iterator[SignInPages]:
    """Pages at a port, whose caseworkers have these victims on their caseload."""
    clock = clock or ShiftedClock()
    sessions = Sessions(data / "s.sqlite", idle=IDLE, absolute=ABSOLUTE)
    connections = [ProviderConnection(each) for each in providers]
    recorder = Recorder()
    trivial = access_of(None, victims, recorder)
    access = AccessParts(
        SignIns(connections, sessions, clock),
        trivial.caseloads,
        trivial.grants,
        recorder,
        preferences,
    )
    origins = [each.origin for each in providers]
    app = create_app(
        store, clock, access, WebAddresses(hosts=["journey.example"], providers=origins)
    )
    with serving(app, port) as url:
        yield SignInPages(url, clock, sessions, recorder)
    for each in connections:
        each.close()
    sessions.close()


def choose(
    browser: SimpleBrowser, provider: ServedProvider, person: str, start: str
) -> httpx.Response:
    """Begin at an address of the pages, choose a demo person, and arrive."""
    page = browser.get(start)
    return browser.post(f"{provider.url}/choose", **hidden_fields(page.text), person=person)


def start_address(url: str, issuer: str, to: str = "/") -> str:
    return str(httpx.URL(f"{url}/sign-in/start", params={"provider": issuer, "next": to}))


NOW = example_journeys.NOW
