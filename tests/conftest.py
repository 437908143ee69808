"""What every test may use."""

import pytest
from hypothesis import settings

from caseworker_notes import Notes


@pytest.fixture
def notes() -> Notes:
    return Notes()


settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")
