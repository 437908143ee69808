"""Where a command asks, and at which provider it signs in: what is not known says what to set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from demo_provider import CASEWORKER, SECRETS, ServedProvider, served_provider
from projections.store import Store
from runtime.api_client import ask, kafka_advice
from runtime.device_sign_in import sign_in_by_device
from runtime.failure import Failure
from runtime.settings import Settings
from sign_in_demo.demo_clients import READER_CLIENT
from signing_in import at_the_demo, pages_with_sign_in

SIGNED_IN = "/openapi.json"
"""What whoever has signed in may ask, and no database answers."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))


@pytest.fixture
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


@contextmanager
def pages(folder: Path, *providers: ServedProvider) -> Iterator[str]:
    chosen = [at_the_demo(each.url) for each in providers]
    with pages_with_sign_in(cast(Store, None), folder, chosen) as served:
        yield served.url


def sign_in(platform: str, provider: ServedProvider, issuer: str | None = None) -> None:
    """Sign in, with a person at a browser who enters the code as soon as it is shown."""

    def enter(_: str, code: str) -> None:
        form = {"user_code": code, "person": CASEWORKER}
        assert provider.http.post("/device/choose", data=form).is_success

    def wait(seconds: float) -> None:
        provider.clock.later += timedelta(seconds=seconds)

    sign_in_by_device(platform, issuer, enter, wait)


def settings(platform: str, **others: str) -> Settings:
    return Settings.model_validate({"platform": platform, **others})


def reader(platform: str, **others: str) -> Settings:
    secret = SECRETS[READER_CLIENT]
    return settings(platform, client_id=READER_CLIENT, client_secret=secret, **others)


def test_of_several_providers_one_is_chosen(provider: ServedProvider, tmp_path: Path) -> None:
    with served_provider() as another, pages(tmp_path, provider, another) as platform:
        with pytest.raises(Failure, match=f"JOURNEY_ISSUER: {provider.url}, {another.url}"):
            ask(reader(platform), SIGNED_IN)
        with pytest.raises(Failure, match="JOURNEY_ISSUER"):
            sign_in(platform, another)

        assert ask(reader(platform, issuer=another.url), SIGNED_IN)["openapi"]
        sign_in(platform, another, another.url)
        assert ask(settings(platform), SIGNED_IN)["openapi"]


def test_who_finds_no_data_directory_reads_what_to_set(
    provider: ServedProvider, tmp_path: Path
) -> None:
    with pages(tmp_path, provider) as platform:
        here = Settings(data=tmp_path / "empty", port=int(platform.rpartition(":")[2]))
        with pytest.raises(Failure, match=r"who you are: set JOURNEY_DATA .* or JOURNEY_PLATFORM"):
            ask(here, "/api/alerts")

    elsewhere = settings("https://journey.example")
    assert "JOURNEY_KAFKA" in kafka_advice(elsewhere)
