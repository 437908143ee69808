"""The providers that sign people and programs in: those of the settings, or the demo's own."""

from collections.abc import Callable
from datetime import UTC, datetime

from events.identifiers import Agency
from runtime.demo_provider_files import client_secret
from runtime.settings import Settings
from sign_in_demo.demo_clients import PAGES_CLIENT
from web.sign_in.access_tokens import publishing_agency
from web.sign_in.provider_connection import ProviderConnection
from web.sign_in.provider_settings import ProviderSettings


def known_providers(settings: Settings) -> tuple[ProviderSettings, ...]:
    """What is set of each provider; the demo's own where none is set."""
    if not settings.has_demo_provider:
        return settings.providers
    demo = ProviderSettings(
        issuer=settings.provider_url,
        name="the demo’s provider",
        client_id=PAGES_CLIENT,
        client_secret=client_secret(settings.data, PAGES_CLIENT),
    )
    return (demo,)


def connections(settings: Settings) -> list[ProviderConnection]:
    """A connection to each provider."""
    return [ProviderConnection(provider) for provider in known_providers(settings)]


def publishing_programs(settings: Settings) -> Callable[[str], Agency | None]:
    """The agency for which an access token of one of the providers publishes."""
    providers = connections(settings)
    return lambda token: publishing_agency(providers, token, datetime.now(UTC).timestamp())
