"""One real broker for all integration tests of a run."""

from collections.abc import Iterator

import pytest

from real_broker import running_broker


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real embedded Kafka answers; it has no topics but those that tests make."""
    with running_broker(tmp_path_factory.mktemp("kafka")) as bootstrap:
        yield bootstrap
