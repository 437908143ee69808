"""What every test may use."""

import pytest
from hypothesis import settings

from caseworker_notes import Notes
from refused_sockets import close_refused_sockets


@pytest.fixture
def notes() -> Notes:
    return Notes()


settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")

close_refused_sockets()
