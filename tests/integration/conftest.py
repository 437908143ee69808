"""What integration tests share: one real broker a run, and one example city a module."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from example_server import served
from projections.store import Store
from real_broker import empty_broker, running_broker
from runtime.settings import Settings
from runtime.topic_creation import ensure_topics
from store_copies import empty_again, filled_store
from store_copies import empty_store as empty_database
from workers import PARTITIONS, stop_all

if TYPE_CHECKING:
    from acts_sent import ActingPages
    from faulty_sign_in import Both


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real embedded Kafka answers: to start one takes some seconds of processor time."""
    with running_broker(tmp_path_factory.mktemp("kafka")) as bootstrap:
        yield bootstrap


@pytest.fixture
def kafka(broker: str) -> Iterator[str]:
    """The same broker with the platform's topics, and nothing in them but what the test writes."""
    empty_broker(broker)
    ensure_topics(Settings(kafka=broker, partitions=PARTITIONS))
    yield broker
    stop_all()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example city in chDB."""
    with filled_store(tmp_path_factory.mktemp("city") / "chdb") as store:
        yield store


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A chDB with all tables and nothing in them, for a module that writes nothing."""
    with empty_database(tmp_path_factory.mktemp("nothing") / "chdb") as store:
        yield store


@pytest.fixture
def empty_store(nothing: Store) -> Iterator[Store]:
    """The same for a test that writes: what it wrote is taken out after it."""
    yield nothing
    empty_again(nothing)


@pytest.fixture
def faulty(nothing: Store, tmp_path: Path) -> Iterator["Both"]:
    """Pages over it, and a provider that answers as it is told to."""
    from faulty_sign_in import pages_with_faulty_provider  # it makes keys, which takes long

    with pages_with_faulty_provider(nothing, tmp_path) as both:
        yield both


@pytest.fixture(scope="module")
def api(store: Store) -> Iterator[httpx.Client]:
    """The API, and the pages, over a store."""
    with served(store) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture
def _platform(api: httpx.Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands ask that API."""
    monkeypatch.setenv("JOURNEY_PORT", str(api.base_url.port))
    monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))


@pytest.fixture(scope="module")
def amira(store: Store) -> Iterator["ActingPages"]:
    """A caseworker of the Met, MP1001, with one victim; MP1009 has left."""
    from acting_people import CASEWORKER, MINE  # the example city takes long to make
    from acts_sent import acting_pages

    with acting_pages(store, CASEWORKER, [MINE.victim], left=["MP1009"]) as pages:
        yield pages


@pytest.fixture
def nothing_sent(amira: "ActingPages") -> None:
    """Nobody has acted yet, and nothing is away."""
    amira.sent.events.clear()
    amira.sent.away = False
    amira.recorder.looks.clear()
    amira.recorder.away = False
