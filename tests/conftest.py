"""What every test may use."""

import pytest
from hypothesis import settings

from notes import Notes


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.hookimpl(tryfirst=True)  # before the plugin reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run beside each other, tests of one file stay together, and all that start Kafka or chDB."""
    for item in items:
        heavy = item.get_closest_marker("platform") or item.get_closest_marker("browser")
        item.add_marker(pytest.mark.xdist_group("platform" if heavy else item.path.stem))


settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")
