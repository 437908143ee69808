"""The provider for demo sign-in by itself: it needs no Kafka and no database."""

from datetime import UTC, datetime
from pathlib import Path

from runtime.demo_provider_files import client_secret, demo_people, provider_folder
from runtime.failure import Failure
from runtime.http_server import HttpServers, listen_at
from runtime.settings import Settings
from sign_in_demo.demo_clients import WITH_SECRET, DemoClient, demo_clients
from sign_in_demo.provider_app import create_provider_app
from sign_in_demo.signing_keys import SigningKeys, open_keys

SIGNED_IN_PATH, SIGNED_OUT_PATH = "/sign-in/callback", "/signed-out"
"""The pages' own addresses to which the provider sends people back."""


def run_provider(settings: Settings) -> None:
    """Sign people in until SIGTERM or SIGINT, on this machine alone."""
    folder = provider_folder(settings.data)
    keys = _keys(folder)
    people = demo_people(settings.data)
    app = create_provider_app(
        settings.provider_url,
        provider_clients(settings),
        people,
        keys,
        lambda: datetime.now(UTC),
    )
    HttpServers([(app, listen_at("127.0.0.1", settings.provider_port))]).run()


def provider_clients(settings: Settings) -> list[DemoClient]:
    """The clients of the demo, with secrets that the first start makes."""
    known = {name: client_secret(settings.data, name) for name in WITH_SECRET}
    names = ("127.0.0.1", "localhost", settings.host)
    pages = {f"http://{name}:{settings.port}" for name in names}
    if settings.public_url:
        pages.add(settings.public_url.rstrip("/"))
    return demo_clients(
        known,
        frozenset(page + SIGNED_IN_PATH for page in pages),
        frozenset(page + SIGNED_OUT_PATH for page in pages),
    )


def _keys(folder: Path) -> SigningKeys:
    try:
        return open_keys(folder / "signing-keys.json", datetime.now(UTC))
    except (OSError, ValueError) as error:
        raise Failure(f"the signing keys in {folder} can't be used ({error})") from None
